import { busyboxHttpd } from '../servers/busybox-httpd';
import { baseName, defaultPath, type ImageFamily, isBelow } from './facts';

/**
 * BusyBox, without anything that says what system it is: its nslookup was written anew in 1.29.
 * Copies with curl, such as radial/busyboxplus:curl, go by the same name.
 */
export const busybox: ImageFamily = {
  matches: (reference) => baseName(reference).startsWith('busybox'),
  facts: ({ tag, repository }) => ({
    userland: 'busybox',
    shells: { sh: 'ash', ash: 'ash' },
    nslookup: isBelow(tag, 1, 29) || repository.startsWith('radial/') ? 'busybox-1.28' : 'busybox',
    env: { PATH: defaultPath },
    programs: [
      '/bin/busybox',
      '/bin/httpd',
      '/bin/vi',
      ...(tag.includes('curl') || repository.includes('curl') ? ['/usr/bin/curl'] : []),
    ],
    servers: { httpd: busyboxHttpd },
    cmd: [repository.startsWith('radial/') ? '/bin/sh' : 'sh'],
  }),
};
