import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/apimachinery/json';
import type { KubeObject } from '../../../src/apimachinery/meta';
import type { Client } from '../../../src/client/client';
import { applyOverrides } from '../../../src/kubectl/overrides';
import { allKinds } from '../../../src/resources/kinds';
import { fakeClient } from '../describe/fake-client';
import fixture from '../describe/fixture.json';
import recorded from './change-objects.recorded.json';
import { runCommand } from './run-command';

/** A run by kubectl 1.33 against a server that holds the fixture, and the patches that it sent. */
type Row = { argv: string[]; patches?: Json[]; stdout?: string; stderr?: string; exit?: number };

const rows = recorded as Row[];
const reading = fakeClient(fixture.objects as unknown as KubeObject[], allKinds);

/** A server that answers what a patch makes of an object, and keeps the patches. */
function patchedClient(patches: Json[]): Client {
  return {
    ...reading,
    async patch(kind, name, { type, body }, options) {
      patches.push(body);
      const object = await reading.get(kind, name, options?.namespace);
      return applyOverrides(object as JsonObject, JSON.stringify(body), type) as typeof object;
    },
  };
}

describe('label, annotate, set and autoscale send and say what kubectl 1.33 does', () => {
  it.each(rows.map((row) => [row.argv.join(' '), row] as const))('%s', async (_, row) => {
    const { argv, stdout = '', stderr = '', exit = 0 } = row;
    const patches: Json[] = [];
    const result = await runCommand(argv, { client: patchedClient(patches) });

    expect(result).toEqual({ stdout, stderr, exit });
    if (row.patches !== undefined) expect(patches).toEqual(row.patches);
  });
});

it.each([
  ['set image deploy/hello app=x:1 --record', 'kubectl set image deploy/hello app=x:1 --record=true'],
  ['annotate deploy/hello a=1 --record', 'kubectl annotate deploy/hello a=1 --record=true'],
])('%s is recorded', async (words, cause) => {
  const patches: Json[] = [];
  const { stderr } = await runCommand(words.split(' '), { client: patchedClient(patches) });

  expect(stderr).toBe('Flag --record has been deprecated, --record will be removed in the future\n');
  expect(patches).toMatchObject([{ metadata: { annotations: { 'kubernetes.io/change-cause': cause } } }]);
});

it('reads variables from the standard input', async () => {
  const input = 'X=1\n# c\nY=2 # z\nbad\n';
  const { stdout } = await runCommand(['set', 'env', 'pod/web-0', '-e', '-', '--list'], { client: reading, input });

  expect(stdout).toBe('# Pod web-0, container nginx\nX=1\nY=2 \n');
});
