import { describe, expect, it } from 'vitest';
import type { PodSpec } from '../../src/resources/core/pod-types';
import { kinds } from '../../src/resources/kinds';
import { podSpec } from '../simulator/manifests';
import { openCluster, type TestCluster } from '../simulator/test-cluster';

const tail = 'preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.';

async function withPod(
  spec: Partial<PodSpec>,
  prepare: (test: TestCluster) => Promise<unknown> = async () => undefined,
): Promise<TestCluster> {
  const test = await openCluster();
  await prepare(test);
  await test.create(kinds.pods, { metadata: { name: 'one' }, spec: podSpec(spec) });
  return test;
}

const needs = (requests: Record<string, string>) => ({
  containers: [{ name: 'c', image: 'nginx:1.27', resources: { requests } }],
});
const nodePatch =
  (spec: object) =>
  async ({ patch }: TestCluster) =>
    await patch(kinds.nodes, 'minikube', { spec });
const taints = [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }];

describe('a pod that fits nowhere', () => {
  it.each([
    {
      given: 'too much CPU',
      spec: needs({ cpu: '64' }),
      message: `0/1 nodes are available: 1 Insufficient cpu. ${tail}`,
    },
    {
      given: 'too much of both',
      spec: needs({ cpu: '64', memory: '1Ti' }),
      message: `0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory. ${tail}`,
    },
    {
      given: 'a node selector',
      spec: { nodeSelector: { disk: 'ssd' } },
      message: `0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. ${tail}`,
    },
    {
      given: 'a taint',
      spec: {},
      prepare: nodePatch({ taints }),
      message: `0/1 nodes are available: 1 node(s) had untolerated taint {dedicated: db}. ${tail}`,
    },
    {
      given: 'a cordoned node',
      spec: {},
      prepare: nodePatch({ unschedulable: true }),
      message: `0/1 nodes are available: 1 node(s) were unschedulable. ${tail}`,
    },
    {
      given: 'a claim that is not there',
      spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'gone' } }] },
      message: `0/1 nodes are available: persistentvolumeclaim "gone" not found. ${tail}`,
    },
  ])('$given', async ({ spec, prepare, message }) => {
    const test = await withPod(spec, prepare);
    expect(await test.events('one')).toEqual([`Warning FailedScheduling default-scheduler: ${message}`]);
    const { status, spec: stored } = await test.get(kinds.pods, 'one');
    expect(stored.nodeName).toBeUndefined();
    expect(status.conditions).toMatchObject([
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message },
    ]);
  });

  it('is tried again when the node changes', async () => {
    const test = await withPod({}, nodePatch({ unschedulable: true }));
    await test.patch(kinds.nodes, 'minikube', { spec: { unschedulable: null } });
    expect((await test.get(kinds.pods, 'one')).status.phase).toBe('Running');
  });
});

describe('a pod that fits', () => {
  it.each([
    {
      given: 'a toleration',
      spec: { tolerations: [{ key: 'dedicated', operator: 'Exists' }] },
      prepare: nodePatch({ taints }),
    },
    {
      given: 'a taint that is only a preference',
      spec: {},
      prepare: nodePatch({ taints: [{ key: 'a', effect: 'PreferNoSchedule' }] }),
    },
    { given: 'a node selector of the node’s labels', spec: { nodeSelector: { 'kubernetes.io/os': 'linux' } } },
  ])('$given', async ({ spec, prepare }) => {
    const test = await withPod(spec, prepare);
    expect((await test.get(kinds.pods, 'one')).spec.nodeName).toBe('minikube');
  });

  it('goes to the node that has fewest pods', async () => {
    const test = await openCluster();
    await test.cluster.create('kind', 3);
    for (const name of ['a', 'b', 'c', 'd']) await test.create(kinds.pods, { metadata: { name }, spec: podSpec() });
    const placed = (await test.list(kinds.pods)).map(({ spec }) => spec.nodeName);
    expect(placed.filter((name) => name === 'kind-worker')).toHaveLength(2);
    expect(placed.filter((name) => name === 'kind-worker2')).toHaveLength(2);
  });
});
