import { describe, expect, it } from 'vitest';
import type { DnsWorld } from '../../../src/dns/dns-world';
import { cachedWorld } from '../../../src/server/dns/world-source';
import { recordedWorld, service, world } from '../../dns/fixture';
import { askUdp, lines, query, read, serve } from './client';

/** A world that counts how often it is read. */
function countedWorld() {
  const source = { version: 1, reads: 0, failing: false };
  const read = async (): Promise<DnsWorld> => {
    source.reads += 1;
    if (source.failing) throw new Error('unreadable');
    return { ...recordedWorld, serial: source.version };
  };
  return { source, read, version: () => source.version };
}

describe('cachedWorld', () => {
  it('reads once for each version, also for questions that come together', async () => {
    const { source, read, version } = countedWorld();
    const load = cachedWorld({ world: read, version });
    await Promise.all([load(), load(), load()]);
    expect(source.reads).toBe(1);
    source.version = 2;
    expect((await load()).serial).toBe(2);
    await load();
    expect(source.reads).toBe(2);
  });

  it('reads for every question without a version', async () => {
    const { source, read } = countedWorld();
    const load = cachedWorld({ world: read });
    await load();
    await load();
    expect(source.reads).toBe(2);
  });

  it('tries anew what could not be read', async () => {
    const { source, read, version } = countedWorld();
    const load = cachedWorld({ world: read, version });
    source.failing = true;
    await expect(load()).rejects.toThrow('unreadable');
    source.failing = false;
    await expect(load()).resolves.toMatchObject({ serial: 1 });
  });

  it('rejects where the version cannot be had', async () => {
    const load = cachedWorld({
      world: async () => recordedWorld,
      version: () => {
        throw new Error('no version');
      },
    });
    await expect(load()).rejects.toThrow('no version');
  });
});

describe('a server', () => {
  it('answers from what there is now', async () => {
    const late = service('late', { clusterIP: '10.0.0.9', clusterIPs: ['10.0.0.9'], ports: [{ port: 80 }] });
    let known = world([], []);
    let version = 0;
    const { port } = await serve({ world: async () => known, version: () => version });
    const ask = async () => read(await askUdp(port, query('late.default.svc.cluster.local')));
    expect((await ask()).rcode).toBe('NXDOMAIN');
    known = world([late], []);
    version += 1;
    expect(lines((await ask()).answers)).toEqual(['late.default.svc.cluster.local 30 A 10.0.0.9']);
  });
});
