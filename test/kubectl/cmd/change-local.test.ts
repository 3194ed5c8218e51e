import { describe, expect, it } from 'vitest';
import { fakeClient } from '../describe/fake-client';
import recorded from './change-local.recorded.json';
import { runCommand } from './run-command';

/** A run by kubectl 1.33 of `label`, `annotate` or `set` with --local, in a folder with the recorded files. */
type Row = { argv: string[]; stdout?: string; stderr?: string; exit?: number };

const rows: Row[] = recorded.rows;
const files: Readonly<Record<string, string>> = recorded.files;

describe('--local says what kubectl 1.33 does, without a server', () => {
  it.each(rows.map((row) => [row.argv.join(' '), row] as const))('%s', async (_, row) => {
    const { argv, stdout = '', stderr = '', exit = 0 } = row;
    expect(await runCommand(argv, { client: fakeClient([]), files })).toEqual({ stdout, stderr, exit });
  });
});
