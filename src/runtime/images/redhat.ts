import { named, onRedHat } from './base';
import type { ImageFamily } from './facts';
import type { RedHatName } from './os';

type Facts = { readonly name: RedHatName; readonly newest: string; readonly programs?: readonly string[] };

/** What their images have beside curl: CentOS 7's have ps and vi, the others' have neither. */
const distributions: Readonly<Record<string, Facts>> = {
  centos: { name: 'centos', newest: '8', programs: ['/usr/bin/ps', '/usr/bin/top', '/usr/bin/vi'] },
  fedora: { name: 'fedora', newest: '42', programs: ['/usr/bin/dnf', '/usr/bin/vi'] },
  rockylinux: { name: 'rockylinux', newest: '9.3', programs: ['/usr/bin/dnf'] },
  almalinux: { name: 'almalinux', newest: '10.0', programs: ['/usr/bin/dnf'] },
  amazonlinux: { name: 'amazonlinux', newest: '2023', programs: ['/usr/bin/dnf'] },
  oraclelinux: { name: 'oraclelinux', newest: '9.6', programs: ['/usr/bin/dnf'] },
};

/** The distributions around Red Hat's: sh is bash, and there is curl. */
export const redHat: ImageFamily = named(Object.keys(distributions), ({ repository, tag }) => {
  const { name, newest, programs } = distributions[repository.slice(repository.lastIndexOf('/') + 1)] ?? {
    name: 'fedora',
    newest: '42',
  };
  const version = /^(?:centos)?(\d+(?:\.\d+)?)/.exec(tag)?.[1] ?? newest;
  return onRedHat(name, version, { programs, cmd: ['/bin/bash'] });
});
