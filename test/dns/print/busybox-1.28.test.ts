import { describe, expect, it } from 'vitest';
import { createAsk } from '../../../src/dns/ask';
import { nslookup } from '../../../src/dns/print/busybox-1.28';
import { podResolvConf } from '../../../src/dns/resolv-conf';
import { endpoint, pod, recordedWorld, service, slice, world } from '../fixture';

const conf = podResolvConf(pod('p', '10.0.0.9'), { clusterDomain: 'cluster.local', dnsAddress: '10.96.0.10' });
const header = 'Server:    10.96.0.10\nAddress 1: 10.96.0.10 kube-dns.kube-system.svc.cluster.local\n\n';

const weaveWorld = world(
  [service('nginx', { clusterIP: 'None', ports: [{ name: 'web', port: 80 }] })],
  [slice('nginx', [endpoint('10.44.0.5', 'web-0', 'web-0'), endpoint('10.32.0.7', 'web-1', 'web-1')])],
);

describe('nslookup of BusyBox 1.28', () => {
  // The article on headless Services, run with busybox:1.28.4.
  it.each([
    ['web-0.nginx', 'Name:      web-0.nginx\nAddress 1: 10.44.0.5 web-0.nginx.default.svc.cluster.local\n'],
    ['web-1.nginx', 'Name:      web-1.nginx\nAddress 1: 10.32.0.7 web-1.nginx.default.svc.cluster.local\n'],
    [
      'nginx',
      'Name:      nginx\nAddress 1: 10.44.0.5 web-0.nginx.default.svc.cluster.local\nAddress 2: 10.32.0.7 web-1.nginx.default.svc.cluster.local\n',
    ],
  ])('nslookup %s', (name, expected) => {
    const result = nslookup({ args: [name], conf, ask: createAsk(weaveWorld) });
    expect(result).toEqual({ stdout: header + expected, stderr: '', exitCode: 0 });
  });

  it('fails on standard error', () => {
    expect(nslookup({ args: ['web-9.nginx'], conf, ask: createAsk(recordedWorld) })).toEqual({
      stdout: header,
      stderr: "nslookup: can't resolve 'web-9.nginx'\n",
      exitCode: 1,
    });
  });

  it('reads /etc/hosts first', () => {
    const hosts = '127.0.0.1\tlocalhost\n10.0.0.9\tp\n';
    const result = nslookup({ args: ['localhost'], conf, ask: createAsk(recordedWorld), hosts });
    expect(result.stdout).toBe(`${header}Name:      localhost\nAddress 1: 127.0.0.1 localhost\n`);
  });
});
