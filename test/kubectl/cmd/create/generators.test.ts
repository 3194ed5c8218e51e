import { describe, expect, it } from 'vitest';
import { alreadyExists } from '../../../../src/apimachinery/errors';
import type { KubeObject } from '../../../../src/apimachinery/meta';
import type { Client } from '../../../../src/client/client';
import { allKinds, kinds } from '../../../../src/resources/kinds';
import { fakeClient } from '../../describe/fake-client';
import { type Result, runCommand } from '../run-command';
import recorded from './generators.recorded.json';

/** A run of `kubectl create …` by kubectl 1.33, against a server that holds the objects below. */
type Row = { argv: string[]; stdout?: string; stderr?: string; exit?: number };

const rows: Row[] = recorded;

const cronJob = (name: string, jobTemplate: KubeObject['spec']): KubeObject => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name, namespace: 'default', uid: '11111111-2222-3333-4444-555555555555' },
  spec: { schedule: '* * * * *', jobTemplate },
});

const objects: KubeObject[] = [
  { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a', namespace: 'default' } },
  cronJob('tick', {
    metadata: { labels: { z: '1', a: '2' }, annotations: { note: 'x', a: 'b' } },
    spec: {
      backoffLimit: 2,
      template: {
        metadata: { labels: { app: 'tick' } },
        spec: {
          containers: [{ name: 'c', image: 'busybox', command: ['date'], resources: {} }],
          restartPolicy: 'OnFailure',
        },
      },
    },
  }),
  cronJob('plain', {
    spec: {
      template: {
        spec: { containers: [{ name: 'c', image: 'busybox', resources: {} }], restartPolicy: 'Never' },
      },
    },
  }),
];

const reading = fakeClient(objects, allKinds);

/** What `kubectl create …` says. */
function run(argv: string[], client: Client = reading): Promise<Result> {
  return runCommand(['create', ...argv], { client });
}

describe('kubectl create says what kubectl 1.33 does', () => {
  it.each(rows.map((row) => [row.argv.join(' '), row] as const))('%s', async (_, row) => {
    const { argv, stdout = '', stderr = '', exit = 0 } = row;
    expect(await run(argv)).toEqual({ stdout, stderr, exit });
  });
});

describe('what the server refuses', () => {
  it.each([
    ['deployment a --image=nginx', kinds.deployments, 'deployment: deployments.apps "a" already exists'],
    ['service clusterip a --tcp=80', kinds.services, 'ClusterIP service: services "a" already exists'],
    ['service externalname a --external-name=b', kinds.services, 'ExternalName service: services "a" already exists'],
  ])('%s', async (words, kind, message) => {
    const create = async () => {
      throw alreadyExists(kind, 'a');
    };
    const { stderr, exit } = await run(words.split(' '), { ...reading, create });

    expect(stderr).toBe(`error: failed to create ${message}\n`);
    expect(exit).toBe(1);
  });
});

it('gives containers names that a label may have', async () => {
  const argv = 'deployment a --image=reg.io/x_y.z:1 --dry-run=client -o jsonpath={.spec..containers[*].name}';
  const { stdout } = await run(argv.split(' '));

  expect(stdout).toMatch(/^x-y-z-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
});

it.each([
  ['jobs', 'batch', 'jobs'],
  ['cj', 'batch', 'cronjobs'],
  ['ingress', 'networking.k8s.io', 'ingresses'],
  ['netpol', 'networking.k8s.io', 'networkpolicies'],
  ['networkpolicy.networking', 'networking.k8s.io', 'networkpolicies'],
  ['rolebinding', 'rbac.authorization.k8s.io', 'rolebindings'],
  ['ds.apps', 'apps', 'daemonsets'],
  ['events.events.k8s.io', 'events.k8s.io', 'events'],
  ['componentstatus', '', 'componentstatuses'],
])('knows resources, those that the simulated server does not hold too: %s', async (word, group, plural) => {
  const words = ['role', 'a', '--verb=get', `--resource=${word}`, '--dry-run=client', '-o', 'jsonpath={.rules}'];
  const { stdout } = await run(words);

  expect(JSON.parse(stdout)).toEqual([{ apiGroups: [group], resources: [plural], verbs: ['get'] }]);
});

it('takes the verbs of roles for roles alone', async () => {
  const argv = 'role a --verb=bind --resource=roles --dry-run=client -o name'.split(' ');

  expect(await run(argv)).toEqual({ stdout: 'role.rbac.authorization.k8s.io/a\n', stderr: '', exit: 0 });
});
