import { describe, expect, it } from 'vitest';
import { parseQuantity } from '../../src/apimachinery/quantity';
import { kinds } from '../../src/resources/kinds';
import { names as nodemetrics } from '../../src/resources/metrics/nodemetrics';
import { names as podmetrics } from '../../src/resources/metrics/podmetrics';
import { openCluster, START } from '../simulator/test-cluster';

const nanos = (text = '0') => Number(parseQuantity(text).nanos);
const resources = { requests: { cpu: '100m', memory: '64Mi' } };

async function clusterWithPod(wall = () => START) {
  const { cluster, create } = await openCluster('x', wall);
  const containers = [{ name: 'main', image: 'nginx', resources }];
  await create(kinds.pods, { metadata: { name: 'web', labels: { app: 'web' } }, spec: { containers } });
  return { cluster, create, client: cluster.client };
}

describe('metrics', () => {
  it('are the same at the same time, and others later', async () => {
    let now = START;
    const { client } = await clusterWithPod(() => now);
    const first = await client.get(podmetrics, 'web', 'default');
    expect(await client.get(podmetrics, 'web', 'default')).toEqual(first);

    now += 60_000;
    const later = await client.get(podmetrics, 'web', 'default');
    expect(later.containers[0]?.usage.memory).not.toBe(first.containers[0]?.usage.memory);
  });

  it('stay below what is requested', async () => {
    const { client } = await clusterWithPod();
    const { containers } = await client.get(podmetrics, 'web', 'default');
    const [used] = containers;
    expect(used?.name).toBe('main');
    expect(nanos(used?.usage.cpu)).toBeLessThanOrEqual(nanos('100m'));
    expect(nanos(used?.usage.memory)).toBeLessThanOrEqual(nanos('64Mi'));
    expect(nanos(used?.usage.memory)).toBeGreaterThan(nanos('30Mi'));
  });

  it('of a node are more than those of its pods, and less than it has', async () => {
    const { client } = await clusterWithPod();
    const [node] = (await client.list(nodemetrics)).items;
    const pods = (await client.list(podmetrics)).items.flatMap(({ containers }) => containers);
    const sum = pods.reduce((total, { usage }) => total + nanos(usage.memory), 0);
    const { status } = await client.get(kinds.nodes, 'minikube');
    expect(nanos(node?.usage.memory)).toBeGreaterThan(sum);
    expect(nanos(node?.usage.memory)).toBeLessThan(nanos(status.allocatable?.memory));
  });

  it('are selected by the labels of what they are of', async () => {
    const { client } = await clusterWithPod();
    const { items } = await client.list(podmetrics, { namespace: 'default', labelSelector: 'app=web' });
    expect(items.map(({ metadata }) => metadata.name)).toEqual(['web']);
    expect((await client.list(podmetrics, { labelSelector: 'app=other' })).items).toEqual([]);
  });

  it.each([
    ['nobody', 'pods "nobody" not found'],
    ['done', 'podmetrics.metrics.k8s.io "default/done" not found'],
  ])('of %s are not found', async (name, message) => {
    const { client, create } = await clusterWithPod();
    const containers = [{ name: 'main', image: 'busybox', command: ['true'] }];
    await create(kinds.pods, { metadata: { name: 'done' }, spec: { restartPolicy: 'Never', containers } });
    await expect(client.get(podmetrics, name, 'default')).rejects.toMatchObject({ reason: 'NotFound', message });
  });

  it('are not written', async () => {
    const { client } = await clusterWithPod();
    const metrics = await client.get(podmetrics, 'web', 'default');
    await expect(client.create(podmetrics, metrics)).rejects.toMatchObject({ reason: 'MethodNotAllowed' });
  });

  it('do not keep a namespace from going away', async () => {
    const { client, create } = await clusterWithPod();
    await create(kinds.namespaces, { metadata: { name: 'shop' } });
    const containers = [{ name: 'main', image: 'nginx' }];
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'till', namespace: 'shop' }, spec: { containers } };
    await client.create(kinds.pods, pod as never, { namespace: 'shop' });
    await client.delete(kinds.namespaces, 'shop');
    await expect(client.get(kinds.namespaces, 'shop')).rejects.toMatchObject({ reason: 'NotFound' });
  });
});
