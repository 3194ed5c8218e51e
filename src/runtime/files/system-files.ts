import { hostsFileText } from '../../dns/hosts-file';
import { type ResolvConf, resolvConfText } from '../../dns/resolv-conf';
import type { Pod } from '../../resources/core/pod-types';
import type { ImageFacts } from '../images/facts';
import { programPaths } from '../programs/userlands';
import { type FileNode, folder, textFile } from './node';
import { parentOf } from './path';

/** What the files that every container has are made from. */
export type SystemFacts = {
  readonly pod: Pod;
  readonly image: ImageFacts;
  readonly clusterDomain: string;
  readonly hostname: string;
  readonly resolvConf: ResolvConf;
};

/** When images were built, as far as they do not say it: 2025-01-14. */
const BUILT = 1_736_812_800_000;

const folders = {
  busybox: '/bin /dev /etc /home /lib /lib64 /proc /sys /usr /usr/bin /usr/sbin /var /var/spool /var/www',
  alpine:
    '/bin /dev /etc /home /lib /media /mnt /opt /proc /run /sbin /srv /sys /usr /usr/bin /usr/lib /usr/local /usr/local/bin /usr/sbin /usr/share /var /var/cache /var/lib /var/log /var/run /var/spool',
  gnu: '/bin /boot /dev /etc /home /lib /lib64 /media /mnt /opt /proc /run /sbin /srv /sys /usr /usr/bin /usr/lib /usr/local /usr/local/bin /usr/local/sbin /usr/sbin /usr/share /var /var/cache /var/lib /var/log /var/run /var/spool',
  none: '/dev /etc /proc /sys',
} as const;

/** The folders that an image has, whatever else it brings. */
function foldersOf(image: ImageFacts): readonly string[] {
  const isAlpine = image.userland === 'busybox' && image.files?.()['/etc/alpine-release'] !== undefined;
  return folders[isAlpine ? 'alpine' : image.userland].split(' ');
}

function accountFiles({ users = [], userland, shells }: ImageFacts): { readonly [path: string]: FileNode } {
  const shell = shells.bash === undefined ? '/bin/sh' : '/bin/bash';
  const known: (readonly [string, number, number, string, string])[] =
    userland === 'none'
      ? [['root', 0, 0, '/root', '/sbin/nologin']]
      : [
          ['root', 0, 0, '/root', shell],
          ['daemon', 1, 1, '/usr/sbin', '/usr/sbin/nologin'],
          ['bin', 2, 2, '/bin', '/usr/sbin/nologin'],
          ['www-data', 33, 33, '/var/www', '/usr/sbin/nologin'],
          ...users,
          ['nobody', 65534, 65534, '/nonexistent', '/usr/sbin/nologin'],
        ];
  const passwd = known.map(([name, uid, gid, home, login]) => `${name}:x:${uid}:${gid}:${name}:${home}:${login}\n`);
  const group = known.map(([name, , gid]) => `${gid === 65534 ? 'nogroup' : name}:x:${gid}:\n`);
  return { '/etc/passwd': textFile(passwd.join('')), '/etc/group': textFile(group.join('')) };
}

/** A container's own root, below what it writes: the image's files and those that the kubelet makes. */
export function systemFiles(facts: SystemFacts): { readonly [path: string]: FileNode } {
  const { pod, image, clusterDomain, hostname, resolvConf } = facts;
  const files: { [path: string]: FileNode } = {
    '/': folder(),
    '/root': folder(0o700),
    '/tmp': folder(0o1777),
    '/var/tmp': folder(0o1777),
    ...Object.fromEntries(foldersOf(image).map((path) => [path, folder()])),
    ...accountFiles(image),
    ...Object.fromEntries(programPaths(image).map((path) => [path, textFile('', 0o755)])),
    ...image.files?.(),
    '/etc/hostname': textFile(`${hostname}\n`),
    '/etc/hosts': textFile(hostsFileText(pod, clusterDomain)),
    '/etc/resolv.conf': textFile(resolvConfText(resolvConf)),
  };
  for (const path of Object.keys(files)) {
    for (let at = parentOf(path); at !== '/'; at = parentOf(at)) files[at] ??= folder();
  }
  const dated = Object.entries(files).map(([path, node]) => [
    path,
    node.mtime === 0 ? { ...node, mtime: BUILT } : node,
  ]);
  return Object.fromEntries(dated);
}
