import { describe, expect, it } from 'vitest';
import { createAsk } from '../../src/dns/ask';
import { candidates, resolve } from '../../src/dns/resolver';
import { recordedWorld } from './fixture';

const conf = {
  search: ['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local'],
  nameservers: ['10.96.0.10'],
  ndots: 5,
  options: ['ndots:5'],
};

describe('candidates', () => {
  it.each([
    ['a', ['a.default.svc.cluster.local', 'a.svc.cluster.local', 'a.cluster.local', 'a']],
    [
      'a.b.c.d.e.f',
      [
        'a.b.c.d.e.f',
        'a.b.c.d.e.f.default.svc.cluster.local',
        'a.b.c.d.e.f.svc.cluster.local',
        'a.b.c.d.e.f.cluster.local',
      ],
    ],
    ['a.b.', ['a.b']],
  ])('%s', (name, expected) => {
    expect(candidates(name, conf)).toEqual(expected);
  });
});

describe('resolve', () => {
  it.each([
    ['cluster', 'A', 'cluster.default.svc.cluster.local', 'NOERROR'],
    ['cluster', 'AAAA', 'cluster.default.svc.cluster.local', 'NOERROR'],
    ['kube-dns.kube-system', 'A', 'kube-dns.kube-system.svc.cluster.local', 'NOERROR'],
    ['cluster.default.svc', 'A', 'cluster.default.svc.cluster.local', 'NOERROR'],
    ['example.com', 'A', 'example.com', 'NOERROR'],
    ['nope', 'A', 'nope', 'NXDOMAIN'],
  ] as const)('%s %s ends at %s', (name, type, ended, status) => {
    const resolution = resolve(name, type, conf, createAsk(recordedWorld));
    expect([resolution.name, resolution.answer?.status]).toEqual([ended, status]);
  });

  it('has no answer from a server that is not there', () => {
    expect(resolve('cluster', 'A', conf, createAsk(recordedWorld), '10.0.0.1').answer).toBeUndefined();
  });

  it('turns the addresses from one answer to the next', () => {
    const ask = createAsk(recordedWorld);
    const first = resolve('nginx', 'A', conf, ask).answer?.answers;
    const second = resolve('nginx', 'A', conf, ask).answer?.answers;
    expect(second).toEqual([...(first ?? [])].reverse());
  });
});
