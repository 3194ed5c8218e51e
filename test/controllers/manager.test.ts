import { describe, expect, it } from 'vitest';
import { conflict } from '../../src/apimachinery/errors';
import type { Controller, Requeue } from '../../src/client/controller';
import { ControllerManager } from '../../src/controllers/manager';
import { kinds } from '../../src/resources/kinds';
import { headless } from '../simulator/manifests';
import { openCluster, START } from '../simulator/test-cluster';

const object = (name: string) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name } });

/** A manager over controllers that note their keys. */
async function managed(sync: (key: string) => Promise<Requeue | undefined>, watched = 'pods') {
  const { cluster } = await openCluster();
  let now = START;
  const controller: Controller = {
    name: 'noter',
    watches: { [watched]: (notice) => [notice.object.metadata.name] },
    sync,
  };
  const random = { below: () => 0 };
  const context = { client: cluster.client, now: () => now, random, recorder: () => async () => undefined };
  const manager = new ControllerManager([controller], cluster.client, context);
  const tell = (name: string) => manager.notify({ plural: 'pods', object: object(name), added: true, deleted: false });
  return { manager, tell, advance: (ms: number) => (now += ms) };
}

describe('the controller manager', () => {
  it('synchronizes each key once for all its changes, first come, first served', async () => {
    const seen: string[] = [];
    const { manager, tell } = await managed(async (key) => void seen.push(key) as undefined);
    for (const name of ['b', 'a', 'b', 'b']) tell(name);
    await manager.settle();
    expect(seen).toEqual(['b', 'a']);
  });

  it('looks at a key again when its time has come', async () => {
    let count = 0;
    const { manager, tell, advance } = await managed(async () => (++count === 1 ? { after: 5000 } : undefined));
    tell('a');
    await manager.settle();
    expect(manager.pendingTimers()).toEqual([{ at: START + 5000, controller: 'noter', key: 'a', background: false }]);
    advance(5000);
    await manager.settle();
    expect([count, manager.pendingTimers()]).toEqual([2, []]);
  });

  it('tries again later what the API server refused', async () => {
    const refused = async (): Promise<undefined> => {
      throw conflict(kinds.pods, 'a', 'modified');
    };
    const { manager, tell } = await managed(refused);
    tell('a');
    await manager.settle();
    expect(manager.pendingTimers()).toMatchObject([{ key: 'a', background: true }]);
  });

  it('does not hide what is wrong with a controller', async () => {
    const broken = async (): Promise<undefined> => {
      throw new TypeError('broken');
    };
    const { manager, tell } = await managed(broken);
    tell('a');
    await expect(manager.settle()).rejects.toThrow('broken');
  });
});

it('a Service that is held in a namespace that goes does not stop the deletion of the rest', async () => {
  const { cluster, create } = await openCluster();
  const { client } = cluster;
  await create(kinds.namespaces, { metadata: { name: 'lab' }, spec: {}, status: {} });
  const held = { ...headless(), apiVersion: 'v1' as const, kind: 'Service' as const, status: {} };
  await client.create(
    kinds.services,
    { ...held, metadata: { ...held.metadata, finalizers: ['example.com/wait'] } },
    { namespace: 'lab' },
  );
  await client.delete(kinds.namespaces, 'lab');
  await cluster.resync();
  expect((await client.get(kinds.namespaces, 'lab')).status.phase).toBe('Terminating');
  await client.patch(
    kinds.services,
    'nginx',
    { type: 'merge', body: { metadata: { finalizers: null } } },
    { namespace: 'lab' },
  );
  await expect(client.get(kinds.namespaces, 'lab')).rejects.toThrow('namespaces "lab" not found');
});
