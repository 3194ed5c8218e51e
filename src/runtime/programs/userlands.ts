import type { ImageFacts } from '../images/facts';

/** What busybox and its Alpine packaging bring, as far as it is simulated. */
const busybox = {
  '/bin':
    'base64 cat chgrp chmod chown cp date dd df dmesg echo egrep false fgrep getopt grep gunzip gzip hostname kill link ln ls mkdir mktemp more mount mv netstat nice pidof ping printenv ps pwd rm rmdir sed sleep stat stty sync tar touch true umount uname usleep watch zcat',
  '/sbin': 'ifconfig ip route',
  '/usr/bin':
    '[ awk basename cal clear cmp comm cut diff dirname du env expand expr find flock fold free fuser head hexdump id killall less logger md5sum nc nl nohup nproc nslookup od paste pgrep pkill printf readlink realpath renice rev seq sha1sum sha256sum sha512sum sort split strings tac tail tee telnet test time timeout top tr traceroute tty unexpand uniq uptime wc wget which whoami xargs yes',
} as const;

/** What Debian's images hold: coreutils, grep, sed, awk (mawk), findutils, tar, gzip, hostname; no ps, ping or curl. */
const gnu = {
  '/bin':
    'cat chgrp chmod chown cp date dd df dir echo egrep false fgrep grep gunzip gzip hostname ln ls mkdir mktemp mount mv pwd readlink rm rmdir sed sleep stty sync tar touch true umount uname zcat',
  '/usr/bin':
    '[ awk base64 basename clear cmp comm cut diff dirname du env expand expr find flock fold getent getopt head id join link logger mawk md5sum nl nohup nproc od paste perl printenv printf realpath seq sha1sum sha256sum sha512sum sort split stat tac tail tee test timeout tr tty unexpand uniq wc which whoami xargs yes',
} as const;

const trees = { busybox, gnu, none: {} } as const;

/** The paths of all programs of an image. */
export function programPaths({ userland, shells, nslookup, programs = [] }: ImageFacts): string[] {
  const own = Object.entries<string>(trees[userland]).flatMap(([folder, names]) =>
    names.split(' ').map((name) => `${folder}/${name}`),
  );
  const asked = nslookup === undefined ? own.filter((path) => !path.endsWith('/nslookup')) : own;
  const bind = nslookup === 'bind' ? ['/usr/bin/nslookup', '/usr/bin/dig', '/usr/bin/host'] : [];
  return [...asked, ...bind, ...Object.keys(shells).map((name) => `/bin/${name}`), ...programs];
}
