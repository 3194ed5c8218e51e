import { expect, it } from 'vitest';
import { kinds } from '../../src/resources/kinds';
import { Cluster } from '../../src/simulator/cluster';
import { memoryAdapter } from '../../src/store/adapters/memory';
import { type Change, Store } from '../../src/store/store';
import { START } from './test-cluster';

it('a log that is followed ends with the pod', async () => {
  let tell: (changes: readonly Change[]) => void = () => {};
  const told = new Promise<readonly Change[]>((resolve) => {
    tell = resolve;
  });
  const store = new Store(memoryAdapter());
  async function* feed(): AsyncIterable<readonly Change[]> {
    yield await told;
    expect.fail('it goes on after the pod has gone');
  }
  const cluster = new Cluster({ store, wall: () => START, seed: () => 'x', feed });
  await cluster.open();
  const spec = { containers: [{ name: 'main', image: 'busybox:1.36', command: ['sleep', '60'] }] };
  const napper = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'napper' }, spec };
  await cluster.client.create(kinds.pods, napper as never, { namespace: 'default' });
  const pod = await cluster.client.get(kinds.pods, 'napper', 'default');
  const log = cluster.containers.followLog(pod, 'main', {}, new AbortController().signal)[Symbol.asyncIterator]();

  expect(await log.next()).toEqual({ value: '', done: false });
  const rest = log.next();
  const version = Number(pod.metadata.resourceVersion) + 100;
  tell([{ key: 'pods/default/napper', object: pod, type: 'DELETED', version }]);
  expect(await rest).toEqual({ value: '', done: false });
  expect((await log.next()).done).toBe(true);
});
