import { mkdirSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { compareText } from '../apimachinery/json';
import type { Files } from '../kubectl/kubectl';

function kindOf(path: string): ReturnType<Files['kindOf']> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'none';
  return stat.isDirectory() ? 'folder' : 'file';
}

/** The names in a folder that a pattern of `*`, `?` and `[...]` matches. */
function glob(pattern: string): string[] {
  const folder = dirname(pattern);
  const expression = new RegExp(
    `^${basename(pattern)
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
  if (kindOf(folder) !== 'folder') return [];
  const names = readdirSync(folder)
    .filter((name) => expression.test(name))
    .sort(compareText);
  return names.map((name) => (folder === '.' && !pattern.startsWith('./') ? name : join(folder, name)));
}

/** By its number: a socket cannot be opened by its name. */
const STDIN = 0;

/** The user's files. */
export const userFiles: Files = {
  read: (path) => readFileSync(path, 'utf8'),
  readBytes: (path) => readFileSync(path === '/dev/stdin' ? STDIN : path),
  kindOf,
  list: (path) => readdirSync(path).sort(compareText),
  glob,
  write(path, content, access = 'everybody') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode: access === 'owner' ? 0o600 : 0o666 });
  },
  resolve: (path) => realpathSync(path),
};
