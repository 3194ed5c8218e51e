import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../src/apimachinery/meta';
import { servedKinds } from '../../../src/resources/kinds';
import { fakeClient } from '../describe/fake-client';
import fixture from './nodes.fixture.json';
import recorded from './nodes.recorded.json';
import { runCommand } from './run-command';

/** A run by kubectl 1.33 against a server that holds the fixture. */
type Row = { argv: string[]; stdout?: string; stderr?: string; exit?: number };

const client = fakeClient(fixture as unknown as KubeObject[], servedKinds);

describe('cordon, uncordon, drain, taint and top say what kubectl 1.33 says', () => {
  it.each((recorded as Row[]).map((row) => [row.argv.join(' '), row] as const))('%s', async (_, row) => {
    const { argv, stdout = '', stderr = '', exit = 0 } = row;
    expect(await runCommand(argv, { client })).toEqual({ stdout, stderr, exit });
  });
});
