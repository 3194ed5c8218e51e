import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/apimachinery/meta';
import { kinds } from '../../src/resources/kinds';
import { openCluster } from '../simulator/test-cluster';

const labels = { app: 'web' };
const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'nginx' }] } };

/** A Deployment of some pods, and budgets that select them. */
async function clusterWith(replicas: number, ...budgets: object[]) {
  const { cluster, create, list } = await openCluster();
  await create(kinds.deployments, {
    metadata: { name: 'web' },
    spec: { replicas, selector: { matchLabels: labels }, template },
  });
  for (const [index, spec] of budgets.entries()) {
    await create(kinds.poddisruptionbudgets, {
      metadata: { name: `budget-${index}` },
      spec: { selector: { matchLabels: labels }, ...spec },
    });
  }
  const evict = (name: string, dryRun = false) => {
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name } };
    const options = { namespace: 'default', subresource: 'eviction', dryRun } as const;
    return cluster.client.create<KubeObject>(kinds.pods, eviction, options);
  };
  const names = async () => (await list(kinds.pods)).map(({ metadata }) => metadata.name);
  return { cluster, create, evict, names };
}

const violation = "Cannot evict pod as it would violate the pod's disruption budget.";

describe('an eviction', () => {
  it.each<[string, number, object]>([
    ['without a budget', 1, {}],
    ['where enough are available', 3, { minAvailable: 2 }],
    ['where the percentage is kept', 4, { minAvailable: '75%' }],
    ['where one may be away', 2, { maxUnavailable: 1 }],
    ['where a part may be away, rounded up', 3, { maxUnavailable: '10%' }],
  ])('takes a pod away %s, and another takes its place', async (_, replicas, spec) => {
    const { evict, names } = await clusterWith(replicas, ...(Object.keys(spec).length > 0 ? [spec] : []));
    const before = await names();
    await evict(before[0] ?? '');

    const after = await names();
    expect(after).toHaveLength(replicas);
    expect(after).not.toContain(before[0]);
  });

  it.each<[string, number, object]>([
    ['all are needed', 2, { minAvailable: 2 }],
    ['more are needed than there are', 1, { minAvailable: 3 }],
    ['the percentage, rounded up, is all', 3, { minAvailable: '70%' }],
    ['none may be away', 2, { maxUnavailable: 0 }],
  ])('is refused where %s', async (_, replicas, spec) => {
    const { evict, names } = await clusterWith(replicas, spec);
    const [name = ''] = await names();

    await expect(evict(name)).rejects.toMatchObject({ reason: 'TooManyRequests', code: 429, message: violation });
    expect(await names()).toContain(name);
  });

  it('counts those that are going away', async () => {
    const { cluster, evict, names } = await clusterWith(3, { minAvailable: 2 });
    const [first = '', second = ''] = await names();
    const both = cluster.together(async () => {
      await evict(first);
      await evict(second);
    });

    await expect(both).rejects.toMatchObject({ reason: 'TooManyRequests' });
  });

  it('does nothing in a dry run', async () => {
    const { evict, names } = await clusterWith(1);
    const before = await names();
    await evict(before[0] ?? '', true);

    expect(await names()).toEqual(before);
  });

  it('cannot serve two budgets', async () => {
    const { evict, names } = await clusterWith(3, { minAvailable: 1 }, { maxUnavailable: 1 });
    const [name = ''] = await names();

    await expect(evict(name)).rejects.toMatchObject({
      code: 500,
      message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    });
  });

  it('takes a pod that has ended, whatever the budget says', async () => {
    const { create, evict, names } = await clusterWith(1, { minAvailable: 1 });
    const containers = [{ name: 'main', image: 'busybox', command: ['true'] }];
    await create(kinds.pods, { metadata: { name: 'done', labels }, spec: { restartPolicy: 'Never', containers } });
    await evict('done');

    expect(await names()).not.toContain('done');
  });

  it('of a pod that is not there is not found', async () => {
    const { evict } = await clusterWith(0);
    await expect(evict('nobody')).rejects.toMatchObject({ reason: 'NotFound', message: 'pods "nobody" not found' });
  });
});
