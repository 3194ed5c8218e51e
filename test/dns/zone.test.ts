import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DnsRecord, RecordType } from '../../src/dns/records';
import { answer } from '../../src/dns/zone';
import { articleWorld, endpoint, recordedWorld, service, slice, world } from './fixture';

function brief(record: DnsRecord): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return `${record.type} ${record.address}`;
    case 'CNAME':
    case 'PTR':
    case 'NS':
      return `${record.type} ${record.target}`;
    case 'SRV':
      return `SRV ${record.data.priority} ${record.data.weight} ${record.data.port} ${record.data.target}`;
    case 'TXT':
      return `TXT ${record.text}`;
    case 'SOA':
      return `SOA ${Object.values(record.data).join(' ')}`;
  }
}

function ask(name: string, type: RecordType, clusterWorld = recordedWorld, turn = 0): string[] | string {
  const reply = answer({ name, type }, clusterWorld, turn);
  return reply.status === 'NOERROR' ? reply.answers.map(brief) : reply.status;
}

const dual = world(
  [
    service('dual', { clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', 'fd00::1'], ports: [{ port: 80 }] }),
    service('two', {
      clusterIP: '10.0.0.2',
      clusterIPs: ['10.0.0.2'],
      ports: [
        { name: 'web', port: 80 },
        { name: 'dns', port: 53, protocol: 'UDP' },
      ],
    }),
    service('empty', { clusterIP: 'None', ports: [{ port: 80 }] }),
    service('portless', { clusterIP: 'None' }),
    service('inner', { type: 'ExternalName', externalName: 'dual.default.svc.cluster.local' }),
    service('loop', { type: 'ExternalName', externalName: 'loop.default.svc.cluster.local' }),
    service('lost', { type: 'ExternalName', externalName: 'nowhere.example' }),
  ],
  [
    slice('empty', [endpoint('10.1.0.1', 'p', undefined, false)]),
    slice('portless', [{ addresses: ['fd00:5678:abcd::1'] }, { addresses: ['10.1.0.2'] }], []),
  ],
);

describe('answer', () => {
  it.each<[string, RecordType, string[] | string]>([
    ['cluster.default.svc.cluster.local', 'A', ['A 10.109.227.151']],
    ['CLUSTER.Default.svc.cluster.local.', 'A', ['A 10.109.227.151']],
    ['nginx.default.svc.cluster.local', 'A', ['A 10.244.0.5', 'A 10.244.0.6']],
    ['web-0.nginx.default.svc.cluster.local', 'A', ['A 10.244.0.5']],
    ['10-244-0-5.nginx.default.svc.cluster.local', 'A', 'NXDOMAIN'],
    ['web-9.nginx.default.svc.cluster.local', 'A', 'NXDOMAIN'],
    ['nginx.other.svc.cluster.local', 'A', 'NXDOMAIN'],
    ['nginx.missing.svc.cluster.local', 'A', 'NXDOMAIN'],
    ['ext.default.svc.cluster.local', 'A', ['CNAME example.com', 'A 93.184.216.34']],
    ['ext.default.svc.cluster.local', 'CNAME', ['CNAME example.com']],
    ['ext.default.svc.cluster.local', 'AAAA', ['CNAME example.com']],
    ['x.ext.default.svc.cluster.local', 'A', 'NXDOMAIN'],
    [
      '_http._tcp.nginx.default.svc.cluster.local',
      'SRV',
      ['SRV 0 50 80 web-0.nginx.default.svc.cluster.local', 'SRV 0 50 80 web-1.nginx.default.svc.cluster.local'],
    ],
    ['_http._udp.nginx.default.svc.cluster.local', 'SRV', 'NXDOMAIN'],
    ['5.0.244.10.in-addr.arpa', 'PTR', ['PTR web-0.nginx.default.svc.cluster.local']],
    ['10.0.96.10.in-addr.arpa', 'PTR', ['PTR kube-dns.kube-system.svc.cluster.local']],
    ['9.9.244.10.in-addr.arpa', 'PTR', 'NXDOMAIN'],
    ['10-1-2-3.default.pod.cluster.local', 'A', ['A 10.1.2.3']],
    ['10-1-2-3.missing.pod.cluster.local', 'A', 'NXDOMAIN'],
    ['web-0.default.pod.cluster.local', 'A', 'NXDOMAIN'],
    ['cluster.local', 'A', []],
    ['svc.cluster.local', 'A', []],
    ['default.svc.cluster.local', 'A', []],
    ['missing.svc.cluster.local', 'A', 'NXDOMAIN'],
    ['cluster.default.svc.cluster.local', 'TXT', []],
    ['dns-version.cluster.local', 'TXT', ['TXT 1.1.0']],
    ['cluster.local', 'NS', ['NS kube-dns.kube-system.svc.cluster.local']],
    ['cluster.local', 'SOA', ['SOA ns.dns.cluster.local hostmaster.cluster.local 1700000000 7200 1800 86400 30']],
    ['ns.dns.cluster.local', 'A', ['A 10.96.0.10']],
    ['example.com', 'A', ['A 93.184.216.34']],
    ['example.org', 'A', 'NXDOMAIN'],
  ])('%s %s', (name, type, expected) => {
    expect(ask(name, type)).toEqual(expected);
  });

  it.each<[string, RecordType, string[] | string]>([
    ['dual.default.svc.cluster.local', 'A', ['A 10.0.0.1']],
    ['dual.default.svc.cluster.local', 'AAAA', ['AAAA fd00::1']],
    ['dual.default.svc.cluster.local', 'SRV', ['SRV 0 50 80 dual.default.svc.cluster.local']],
    ['_web._tcp.two.default.svc.cluster.local', 'SRV', ['SRV 0 100 80 two.default.svc.cluster.local']],
    [
      'two.default.svc.cluster.local',
      'SRV',
      ['SRV 0 50 80 two.default.svc.cluster.local', 'SRV 0 50 53 two.default.svc.cluster.local'],
    ],
    ['empty.default.svc.cluster.local', 'A', 'NXDOMAIN'],
    ['portless.default.svc.cluster.local', 'A', ['A 10.1.0.2']],
    ['fd00-5678-abcd--1.portless.default.svc.cluster.local', 'AAAA', ['AAAA fd00:5678:abcd::1']],
    ['portless.default.svc.cluster.local', 'SRV', []],
    ['inner.default.svc.cluster.local', 'A', ['CNAME dual.default.svc.cluster.local', 'A 10.0.0.1']],
    ['lost.default.svc.cluster.local', 'A', ['CNAME nowhere.example']],
    [
      '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.c.b.a.8.7.6.5.0.0.d.f.ip6.arpa',
      'PTR',
      ['PTR fd00-5678-abcd--1.portless.default.svc.cluster.local'],
    ],
  ])('%s %s with two families, ports and aliases', (name, type, expected) => {
    expect(ask(name, type, dual)).toEqual(expected);
  });

  it('ends an alias that names itself', () => {
    expect(answer({ name: 'loop.default.svc.cluster.local', type: 'A' }, dual).status).toBe('NOERROR');
  });

  it('names a pod below the Service that its subdomain says, and by its address below others', () => {
    expect(ask('test-0.cluster.default.svc.cluster.local', 'A', articleWorld)).toEqual(['A 172.17.0.3']);
    expect(ask('test-0.headless.default.svc.cluster.local', 'A', articleWorld)).toBe('NXDOMAIN');
    expect(ask('172-17-0-3.headless.default.svc.cluster.local', 'A', articleWorld)).toEqual(['A 172.17.0.3']);
    expect(ask('3.0.17.172.in-addr.arpa', 'PTR', articleWorld)).toEqual([
      'PTR test-0.cluster.default.svc.cluster.local',
    ]);
  });

  it('gives both endpoints of one hostname', () => {
    const twins = world(
      [service('s', { clusterIP: 'None', ports: [{ port: 1 }] })],
      [slice('s', [endpoint('10.0.0.1', 'a', 'x'), endpoint('10.0.0.2', 'b', 'x')])],
    );
    expect(ask('x.s.default.svc.cluster.local', 'A', twins)).toEqual(['A 10.0.0.1', 'A 10.0.0.2']);
  });

  it('turns several addresses', () => {
    expect(ask('nginx.default.svc.cluster.local', 'A', recordedWorld, 1)).toEqual(['A 10.244.0.6', 'A 10.244.0.5']);
  });

  it('adds the zone’s SOA where there is no answer, and the addresses to SRV', () => {
    const missing = answer({ name: 'nope.default.svc.cluster.local', type: 'A' }, recordedWorld);
    expect(missing.authority.map(({ name, ttl, type }) => ({ name, ttl, type }))).toEqual([
      { name: 'cluster.local', ttl: 30, type: 'SOA' },
    ]);
    const srv = answer({ name: '_http._tcp.nginx.default.svc.cluster.local', type: 'SRV' }, recordedWorld);
    expect(srv.additional).toEqual([
      { name: 'web-0.nginx.default.svc.cluster.local', ttl: 30, type: 'A', address: '10.244.0.5' },
      { name: 'web-1.nginx.default.svc.cluster.local', ttl: 30, type: 'A', address: '10.244.0.6' },
    ]);
  });
});

describe('a headless name', () => {
  const anyEndpoints = fc.uniqueArray(fc.record({ octet: fc.integer({ min: 0, max: 255 }), ready: fc.boolean() }), {
    selector: ({ octet }) => octet,
    maxLength: 20,
  });

  it('answers exactly the ready endpoints, in any turn', () => {
    fc.assert(
      fc.property(anyEndpoints, fc.nat(), (endpoints, turn) => {
        const clusterWorld = world(
          [service('s', { clusterIP: 'None', ports: [{ port: 80 }] })],
          [
            slice(
              's',
              endpoints.map(({ octet, ready }) => endpoint(`10.0.0.${octet}`, `p${octet}`, undefined, ready)),
            ),
          ],
        );
        const expected = endpoints.filter(({ ready }) => ready).map(({ octet }) => `A 10.0.0.${octet}`);
        const found = ask('s.default.svc.cluster.local', 'A', clusterWorld, turn);
        if (expected.length === 0) expect(found).toBe('NXDOMAIN');
        else expect([...found].sort()).toEqual(expected.sort());
      }),
    );
  });
});
