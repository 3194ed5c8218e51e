import { expect, it } from 'vitest';
import { kinds } from '../../src/resources/kinds';
import { openCluster, START } from './test-cluster';

it('a log that is followed ends with the pod', async () => {
  const { cluster, create, get } = await openCluster();
  const spec = { containers: [{ name: 'main', image: 'busybox:1.36', command: ['sleep', '60'] }] };
  await create(kinds.pods, { metadata: { name: 'napper' }, spec });
  const pod = await get(kinds.pods, 'napper');
  let looks = 0;
  await cluster.containers.followLog(pod, 'main', {}, () => {}, {
    async outside(wait) {
      looks += 1;
      if (looks === 2) await cluster.client.delete(kinds.pods, 'napper', { namespace: 'default' });
      return await wait();
    },
  });
  expect(looks).toBe(2);
});

it('a log that is followed tells what the process writes as the time passes', async () => {
  let time = START;
  const { cluster, create, get } = await openCluster('x', () => time);
  const command = ['sh', '-c', 'i=0; while true; do echo "turn $i"; i=$((i+1)); sleep 5; done'];
  await create(kinds.pods, {
    metadata: { name: 'ticker' },
    spec: { containers: [{ name: 'main', image: 'busybox', command }] },
  });
  const pod = await get(kinds.pods, 'ticker');
  const closed = new AbortController();
  const told: string[] = [];
  await cluster.containers.followLog(pod, 'main', { timestamps: true }, (text) => told.push(text), {
    closed: closed.signal,
    async outside(wait) {
      time += 5000;
      if (time > START + 10_000) closed.abort();
      return await wait();
    },
  });
  expect(told.join('')).toBe(
    '2025-06-01T12:00:00.000000000Z turn 0\n2025-06-01T12:00:05.000000000Z turn 1\n2025-06-01T12:00:10.000000000Z turn 2\n2025-06-01T12:00:15.000000000Z turn 3\n',
  );
});
