import type { Stat } from '../files/file-system';
import { inside } from './destination';
import type { ProgramIo } from './program';

/**
 * A node and, where it is a folder, all that lies below it; links below it are left out.
 * @param order whether a folder comes before what is in it
 */
export function walk(
  path: string,
  stat: Stat,
  order: 'before' | 'after',
  io: ProgramIo,
): { path: string; stat: Stat }[] {
  const { files } = io.world;
  if (stat.type !== 'folder') return [{ path, stat }];
  const below = files.list(stat.path).flatMap((name) => {
    const inner = files.find(`${stat.path}/${name}`, '/', false);
    return inner === undefined || inner.type === 'link' ? [] : walk(inside(path, name), inner, order, io);
  });
  return order === 'before' ? [{ path, stat }, ...below] : [...below, { path, stat }];
}
