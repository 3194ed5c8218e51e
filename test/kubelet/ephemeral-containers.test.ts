import { expect, it } from 'vitest';
import type { EphemeralContainer, PodSpec } from '../../src/resources/core/pod-types';
import { kinds } from '../../src/resources/kinds';
import { openCluster } from '../simulator/test-cluster';

const sleeper = { name: 'main', image: 'busybox:1.36', command: ['sleep', '3600'] };
const dbg: EphemeralContainer = { name: 'dbg', image: 'busybox:1.36', stdin: true };

async function podWith(container: EphemeralContainer, spec: Partial<PodSpec> = {}) {
  const test = await openCluster();
  await test.create(kinds.pods, { metadata: { name: 'one' }, spec: { containers: [sleeper], ...spec } });
  const body = JSON.parse(JSON.stringify({ spec: { ephemeralContainers: [container] } }));
  const target = { namespace: 'default', subresource: 'ephemeralcontainers' } as const;
  await test.cluster.client.patch(kinds.pods, 'one', { type: 'strategic', body }, target);
  const status = async () => (await test.get(kinds.pods, 'one')).status;
  const states = async () =>
    (await status()).ephemeralContainerStatuses?.map(({ state = {} }) => Object.keys(state).join());
  return { ...test, status, states };
}

it('an ephemeral container starts beside the others, and nobody asks whether it is ready', async () => {
  const { status, states, events } = await podWith(dbg);
  expect(await states()).toEqual(['running']);
  const { containerStatuses, ephemeralContainerStatuses, phase } = await status();
  expect([phase, containerStatuses?.[0]?.ready, ephemeralContainerStatuses?.[0]?.ready]).toEqual([
    'Running',
    true,
    false,
  ]);
  expect(ephemeralContainerStatuses?.[0]).not.toHaveProperty('started');
  expect((await events('one')).slice(-2)).toEqual([
    'Normal Created kubelet: Created container: dbg',
    'Normal Started kubelet: Started container dbg',
  ]);
});

it('an ephemeral container that has ended stays so, and its pod runs on', async () => {
  const { cluster, status, states } = await podWith({ ...dbg, stdin: false, command: ['sh', '-c', 'exit 3'] });
  await cluster.advance(600_000);
  expect(await states()).toEqual(['terminated']);
  const { ephemeralContainerStatuses, phase } = await status();
  expect([phase, ephemeralContainerStatuses?.[0]?.restartCount]).toEqual(['Running', 0]);
});

it('an image that is missing holds up nothing else', async () => {
  const { status, states } = await podWith({ ...dbg, image: 'registry.invalid/none' });
  expect(await states()).toEqual(['waiting']);
  const { ephemeralContainerStatuses, containerStatuses } = await status();
  expect(ephemeralContainerStatuses?.[0]?.state?.waiting?.reason).toBe('ImagePullBackOff');
  expect(containerStatuses?.[0]?.ready).toBe(true);
});

it('an ephemeral container ends with its pod', async () => {
  const { cluster, status, states } = await podWith(dbg, { restartPolicy: 'Never' });
  await cluster.advance(3_600_000);
  expect((await status()).phase).toBe('Succeeded');
  expect(await states()).toEqual(['terminated']);
});
