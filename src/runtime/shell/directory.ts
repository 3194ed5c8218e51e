import type { ContainerWorld } from '../container';
import { absolutePath } from '../path';

/** Directories that every image has. */
const common = [
  '/bin',
  '/dev',
  '/etc',
  '/home',
  '/lib',
  '/mnt',
  '/opt',
  '/proc',
  '/root',
  '/run',
  '/sbin',
  '/sys',
  '/tmp',
  '/usr/bin',
  '/usr/lib',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/share',
  '/var/lib',
  '/var/log',
  '/var/run',
  '/var/tmp',
];

/** Whether a container has a directory at a path: the common ones, its volumes, and all above them. */
export function isDirectory(world: ContainerWorld, path: string): boolean {
  const { volumeMounts = [], workingDir } = world.container;
  const mounts = volumeMounts.filter(({ subPath }) => subPath === undefined).map(({ mountPath }) => mountPath);
  const known = [...common, ...mounts, ...(workingDir === undefined ? [] : [workingDir])];
  const wanted = absolutePath(path, '/');
  return wanted === '/' || known.some((directory) => `${absolutePath(directory, '/')}/`.startsWith(`${wanted}/`));
}
