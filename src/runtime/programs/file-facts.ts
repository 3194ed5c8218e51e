import type { Stat } from '../files/file-system';
import type { ProgramIo } from './program';

/** The major and minor numbers of the devices that containers have. */
const devices: { readonly [path: string]: readonly [number, number] } = {
  '/dev/null': [1, 3],
  '/dev/zero': [1, 5],
  '/dev/full': [1, 7],
  '/dev/random': [1, 8],
  '/dev/urandom': [1, 9],
  '/dev/tty': [5, 0],
  '/dev/ptmx': [5, 2],
};

/** The numbers of a character device; undefined where a node is something else. */
export function deviceOf({ path, type }: Stat): readonly [number, number] | undefined {
  return type === 'file' && Object.hasOwn(devices, path) ? devices[path] : undefined;
}

/** The letter that `ls -l` begins with. */
function kindLetter(stat: Stat): string {
  if (deviceOf(stat) !== undefined) return 'c';
  return stat.type === 'folder' ? 'd' : stat.type === 'link' ? 'l' : '-';
}

/** What `ls -l` begins with: `-rw-r--r--`. */
export function modeText(stat: Stat): string {
  const { mode } = stat;
  const bits = [8, 7, 6, 5, 4, 3, 2, 1, 0].map((bit) => ((mode >> bit) & 1 ? 'xwr'.charAt(bit % 3) : '-'));
  const special = (at: number, bit: number, letter: string): void => {
    if ((mode & bit) !== 0) bits[at] = bits[at] === 'x' ? letter : letter.toUpperCase();
  };
  special(2, 0o4000, 's');
  special(5, 0o2000, 's');
  special(8, 0o1000, 't');
  return kindLetter(stat) + bits.join('');
}

/** How many names a node has: a folder has one in each folder in it. */
export function linkCount(stat: Stat, { world }: ProgramIo): number {
  if (stat.type !== 'folder') return 1;
  try {
    const inside = world.files.list(stat.path);
    return 2 + inside.filter((name) => world.files.find(`${stat.path}/${name}`, '/', false)?.type === 'folder').length;
  } catch {
    return 2;
  }
}

/** Kilobytes on the disk, which hands out 4 at a time. */
export function diskSize(stat: Stat): number {
  if (stat.type === 'link' || deviceOf(stat) !== undefined) return 0;
  return Math.ceil(stat.size / 4096) * 4;
}

/** A number that stands for a path, always the same. */
export function inodeOf(path: string): number {
  let hash = 2166136261;
  for (const character of path) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
  return 1_000_000 + (hash % 9_000_000);
}
