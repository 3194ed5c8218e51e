import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Files } from '../../../../src/kubectl/kubectl';
import { fakeClient } from '../../describe/fake-client';
import { runCommand } from '../run-command';
import recorded from './key-values.recorded.json';

/** A run of kubectl 1.33.1 in a folder with the recorded files; `FROMENV=yes` was in the environment. */
type Row = { argv: string[]; stdout?: string; stderr?: string; exit?: number };

const { rows, files }: { rows: Row[]; files: { [path: string]: string } } = recorded;

const contents = new Map(Object.entries(files).map(([path, base64]) => [path, Buffer.from(base64, 'base64')]));
contents.set('/dev/null', Buffer.alloc(0));

const plain = (path: string): string => posix.normalize(path).replace(/(?<=.)\/$/, '');

const namesIn = (path: string): string[] => {
  const inside = [...contents.keys()].filter((name) => name.startsWith(`${plain(path)}/`));
  return [...new Set(inside.map((name) => name.slice(plain(path).length + 1).split('/')[0] ?? ''))].sort();
};

const recordedFiles: Files = {
  read: (path) => String(contents.get(plain(path))),
  readBytes: (path) => contents.get(plain(path)) ?? new Uint8Array(),
  kindOf: (path) => {
    if (contents.has(plain(path))) return 'file';
    return path === '/tmp' || namesIn(path).length > 0 ? 'folder' : 'none';
  },
  list: namesIn,
  glob: () => [],
  write: () => {},
  resolve: (path) => path,
};

const env = (name: string) => (name === 'FROMENV' ? 'yes' : undefined);

describe('generators of keys and values, quotas, budgets and classes print what kubectl 1.33 does', () => {
  it.each(rows.map((row, index) => [`${index} ${row.argv.join(' ')}`, row] as const))('%s', async (_, row) => {
    const { stdout = '', stderr = '', exit = 0 } = row;
    expect(await runCommand(row.argv, { client: fakeClient([]), files: recordedFiles, env })).toEqual({
      stdout,
      stderr,
      exit,
    });
  });
});
