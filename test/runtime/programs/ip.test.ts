import { describe, expect, it } from 'vitest';
import { podInterface } from '../../../src/runtime/network/interface';
import { networkContainer, recording, run } from './network-fixture';

describe.each([
  ['iproute2', 'debian:12'],
  ['busybox', 'busybox:1.36'],
])('ip of %s', (name, image) => {
  it.each(recording(`ip-${name}`).map((row) => [row.command, row] as const))('%s', async (command, row) => {
    const ran = await run(command, { image });
    expect(ran).toEqual({ stdout: row.stdout ?? '', stderr: row.stderr ?? '', exitCode: row.exitCode ?? 0 });
  });

  it('changes nothing', async () => {
    const ran = await run('ip addr add 1.2.3.4/24 dev eth0', { image });
    expect(ran.stderr).toBe(`${name === 'busybox' ? 'ip: ' : ''}RTNETLINK answers: Operation not permitted\n`);
    expect(ran.exitCode).toBe(2);
  });

  it('has lo alone as long as the pod has no address', async () => {
    const world = networkContainer({ image });
    const pod = { ...world.pod, status: { phase: 'Pending' as const } };
    const { stdout } = await run('ip -o link', { world: { ...world, pod } });
    expect(stdout).toMatch(/^1: lo: .*\n$/);
  });
});

// busybox 1.35.0, its default configuration; its counters put to nothing.
it('busybox’s ifconfig', async () => {
  expect((await run('ifconfig eth0', { image: 'busybox:1.36' })).stdout).toBe(
    `eth0      Link encap:Ethernet  HWaddr 02:42:0A:F4:00:05  
          inet addr:10.244.0.5  Bcast:10.244.0.255  Mask:255.255.255.0
          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1
          RX packets:0 errors:0 dropped:0 overruns:0 frame:0
          TX packets:0 errors:0 dropped:0 overruns:0 carrier:0
          collisions:0 txqueuelen:1000 
          RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)

`,
  );
  const { stderr, exitCode } = await run('ifconfig eth9', { image: 'busybox:1.36' });
  expect([stderr, exitCode]).toEqual(['ifconfig: eth9: error fetching interface information: Device not found\n', 1]);
});

it('takes the range of its node', () => {
  const world = networkContainer();
  const node = {
    apiVersion: 'v1' as const,
    kind: 'Node' as const,
    metadata: { name: 'node-1' },
    spec: { podCIDR: '10.244.0.0/25' },
    status: {},
  };
  expect(podInterface({ ...world, node })).toMatchObject({
    prefix: 25,
    netmask: '255.255.255.128',
    broadcast: '10.244.0.127',
    gateway: '10.244.0.1',
  });
});
