import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../src/apimachinery/meta';
import type { Client, WatchEvent } from '../../../src/client/client';
import { readGoal } from '../../../src/kubectl/wait/goal';
import { allKinds } from '../../../src/resources/kinds';
import { fakeClient } from '../describe/fake-client';
import fixture from '../describe/fixture.json';
import { runCommand } from './run-command';

const object = {
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { name: 'thing', generation: 2 },
  spec: { replicas: 2 },
  status: {
    phase: 'Running',
    conditions: [
      { type: 'Ready', status: 'True' },
      { type: 'Synced', status: 'True', observedGeneration: 1 },
      { type: 'Failed', status: 'False', observedGeneration: 2 },
    ],
  },
} as unknown as KubeObject;

function isMet(text: string, of = object): boolean {
  const goal = readGoal(text);
  return goal.type === 'state' && goal.isMet(of);
}

it.each([
  ['condition=Ready', true],
  ['condition=ready=TRUE', true],
  ['condition=Ready=False', false],
  ['condition=Failed=false', true],
  ['condition=Other', false],
  ['condition=Synced', false],
  ['jsonpath={.status.phase}=Running', true],
  ['jsonpath=.status.phase=Pending', false],
  ['jsonpath=status.phase', true],
  ['jsonpath={.status.other}', false],
  ['jsonpath={.spec.replicas}=" 2 "', true],
  ['jsonpath={.status.conditions[?(@.type=="Ready")].status}=True', true],
  ['jsonpath={.status}', true],
])('--for=%s is met: %s', (text, expected) => {
  expect(isMet(text)).toBe(expected);
});

it('does not heed a status that was observed before the last change', () => {
  const behind = { ...object, status: { ...(object.status as object), observedGeneration: 1 } };

  expect(isMet('condition=Ready', behind as KubeObject)).toBe(false);
});

it.each([
  ['', 'unrecognized condition: ""'],
  ['Condition=Ready', 'unrecognized condition: "Condition=Ready"'],
  ['jsonpath=', 'jsonpath expression cannot be empty'],
  [
    'jsonpath={.a}=b=c',
    "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
  ],
  [
    'jsonpath={.a}=""',
    "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
  ],
  ['jsonpath={.a[}', 'unterminated array'],
  ['jsonpath={.status}=x', 'jsonpath leads to a nested object or list which is not supported'],
  ['jsonpath={.status.conditions[*].type}', 'given jsonpath expression matches more than one value'],
])('--for=%s is refused: %s', (text, message) => {
  expect(() => isMet(text)).toThrow(message);
});

const pod = fixture.objects.find(({ kind, metadata }) => kind === 'Pod' && metadata.name === 'web-0');
const changed = (more: object): KubeObject => ({ ...(pod as object), ...more }) as KubeObject;

/** A cluster with one pod, and what happens in it while it is watched; then the time is up. */
function world(objects: readonly KubeObject[], ...events: readonly WatchEvent[]): { client: Client } {
  const present = [...objects];
  const reading = fakeClient(present, allKinds);
  async function* watch(): AsyncGenerator<WatchEvent> {
    for (const event of events) {
      if (event.type === 'ADDED') present.push(event.object);
      yield event;
    }
  }
  return { client: { ...reading, watch: watch as unknown as Client['watch'] } };
}

describe('wait follows what happens', () => {
  const there = changed({});
  const running = changed({ status: { phase: 'New' } });

  it.each([
    ['--for=jsonpath=.status.phase=New', [there], [{ type: 'MODIFIED', object: running }], 'pod/web-0 condition met\n'],
    ['--for=delete', [there], [{ type: 'DELETED', object: there }], 'pod/web-0 condition met\n'],
    ['--for=create', [], [{ type: 'ADDED', object: there }], 'pod/web-0 condition met\n'],
  ] as [string, KubeObject[], WatchEvent[], string][])('%s', async (flag, objects, events, stdout) => {
    const result = await runCommand(['wait', 'pod/web-0', flag], world(objects, ...events));

    expect(result).toEqual({ stdout, stderr: '', exit: 0 });
  });

  it.each([
    ['--for=condition=Other', [there], 'error: timed out waiting for the condition on pods/web-0\n'],
    ['--for=delete', [there], 'error: timed out waiting for the condition on pods/web-0\n'],
    ['--for=create', [], 'error: timed out waiting for the condition\n'],
    ['--for=condition=Ready', [], 'Error from server (NotFound): pods "web-0" not found\n'],
  ] as [string, KubeObject[], string][])('%s, in vain', async (flag, objects, stderr) => {
    const result = await runCommand(['wait', 'pod/web-0', flag], world(objects));

    expect(result).toEqual({ stdout: '', stderr, exit: 1 });
  });
});
