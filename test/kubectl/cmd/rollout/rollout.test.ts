import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../src/apimachinery/json';
import type { KubeObject } from '../../../../src/apimachinery/meta';
import type { Client } from '../../../../src/client/client';
import { applyOverrides } from '../../../../src/kubectl/overrides';
import { allKinds } from '../../../../src/resources/kinds';
import { fakeClient } from '../../describe/fake-client';
import { runCommand } from '../run-command';
import fixture from './fixture.json';
import recorded from './rollout.recorded.json';

/** A run by kubectl 1.33 against a server that holds the fixture and keeps nothing, and the patches that it sent. */
type Row = { argv: string[]; patches?: Json[]; stdout?: string; stderr?: string; exit?: number };

const reading = fakeClient(fixture as unknown as KubeObject[], allKinds);
const now = Date.parse('2026-11-21T12:00:00Z');

/** A server that answers what a patch makes of an object, of another generation, and keeps the patches. */
function patchedClient(patches: Json[]): Client {
  return {
    ...reading,
    async patch(kind, name, { type, body }, options) {
      patches.push(body);
      const object = await reading.get(kind, name, options?.namespace);
      const patched = applyOverrides(object as JsonObject, JSON.stringify(body), type) as typeof object;
      return { ...patched, metadata: { ...patched.metadata, generation: 2 } };
    },
  };
}

describe('rollout tells and sends what kubectl 1.33 does', () => {
  it.each((recorded as Row[]).map((row) => [row.argv.join(' '), row] as const))('%s', async (_, row) => {
    const { argv, stdout = '', stderr = '', exit = 0 } = row;
    const patches: Json[] = [];
    const result = await runCommand(argv, { client: patchedClient(patches), now });

    expect(result).toEqual({ stdout, stderr, exit });
    expect(patches).toEqual(row.patches ?? []);
  });
});

it('refuses another restart in the same second', async () => {
  const restarted = { 'kubectl.kubernetes.io/restartedAt': '2026-11-21T12:00:00Z' };
  const client = fakeClient(
    (fixture as unknown as KubeObject[]).map((object) =>
      applyOverrides(object, JSON.stringify({ spec: { template: { metadata: { annotations: restarted } } } }), 'merge'),
    ) as KubeObject[],
    allKinds,
  );
  const { stderr, exit } = await runCommand(['rollout', 'restart', 'deploy/hello', 'sts/db'], { client, now });

  const advice = 'if restart has already been triggered within the past second, please wait before attempting to';
  expect(stderr).toBe(
    ['hello', 'db'].map((name) => `failed to create patch for ${name}: ${advice} trigger another\n`).join(''),
  );
  expect(exit).toBe(1);
});
