import { baseName, defaultPath, type ImageFamily, isBelow } from './facts';

/** busybox: its nslookup was written anew in 1.29. */
export const busybox: ImageFamily = {
  matches: (reference) => baseName(reference).startsWith('busybox'),
  facts: ({ tag }) => ({
    userland: 'busybox',
    shells: { sh: 'ash', ash: 'ash' },
    nslookup: isBelow(tag, 1, 29) ? 'busybox-1.28' : 'busybox',
    env: { PATH: defaultPath },
  }),
};
