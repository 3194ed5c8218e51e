import { below } from '../files/path';
import { patternRegExp } from './pattern';
import type { Field } from './piece';
import type { ShellState } from './state';

/** How many paths one pattern may stand for. */
const MOST = 25_000;

const magic = /(^|[^\\])(\\\\)*([*?]|\[.+\])/s;

/** The paths that a pattern stands for, sorted; the word itself where it stands for none. */
export function expandGlob({ text, pattern }: Field, { world, cwd, options }: ShellState): string[] {
  if (options.noglob || !magic.test(pattern)) return [text];
  const { files } = world;
  const parts = pattern.split('/');
  const isAbsolute = pattern.startsWith('/');
  let found = [isAbsolute ? '/' : ''];
  for (const [i, part] of parts.entries()) {
    if (part === '') continue;
    const isLast = i === parts.length - 1;
    const next: string[] = [];
    for (const folder of found) next.push(...matchesIn(folder, part, isLast));
    found = next.slice(0, MOST);
  }
  const paths = pattern.endsWith('/') ? found.map((path) => `${path}/`) : found;
  return paths.length === 0 ? [text] : paths.sort();

  function matchesIn(folder: string, part: string, isLast: boolean): string[] {
    const join = (name: string): string => (folder === '' ? name : below(folder, name));
    if (!magic.test(part)) {
      const path = join(part.replace(/\\(.)/g, '$1'));
      return files.find(path, cwd, !isLast) === undefined ? [] : [path];
    }
    const place = folder === '' ? '.' : folder;
    if (!files.isFolder(place, cwd)) return [];
    const matcher = patternRegExp(part);
    const names = files
      .list(place, cwd)
      .filter((name) => matcher.test(name) && (!name.startsWith('.') || part.startsWith('.')));
    return names.map(join).filter((path) => isLast || files.isFolder(path, cwd));
  }
}
