import { describe, expect, it } from 'vitest';
import { createAsk } from '../../../src/dns/ask';
import { lookUpHost, nameOfAddress, resolveAddresses } from '../../../src/runtime/network/resolve';
import { recordedWorld } from '../../dns/fixture';

const conf = {
  search: ['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local'],
  nameservers: ['10.96.0.10'],
  ndots: 5,
  options: ['ndots:5'],
};
const hosts = '127.0.0.1\tlocalhost\n::1\tlocalhost\n10.244.0.9\tother.example alias\n';
const ask = createAsk(recordedWorld);

describe('names in a pod', () => {
  it.each([
    ['10.1.2.3', ['10.1.2.3']],
    ['::1', ['::1']],
    ['[::1]', ['::1']],
    ['localhost', ['127.0.0.1']],
    ['ALIAS', ['10.244.0.9']],
    ['cluster', ['10.109.227.151']],
    ['cluster.default', ['10.109.227.151']],
    ['cluster.default.svc.cluster.local.', ['10.109.227.151']],
    ['cluster.', []],
    ['web-0.nginx', ['10.244.0.5']],
    ['ext', ['93.184.216.34']],
    ['example.com', ['93.184.216.34']],
    ['nope', []],
    ['svc.cluster.local', []],
    ['', []],
    ['a b', []],
  ])('%s', (name, expected) => {
    expect(resolveAddresses(name, hosts, conf, ask)).toEqual(expected);
  });

  it('gives all addresses of a headless Service', () => {
    expect(new Set(resolveAddresses('nginx', hosts, conf, ask))).toEqual(new Set(['10.244.0.5', '10.244.0.6']));
  });

  it('follows aliases to the canonical name', () => {
    expect(lookUpHost('ext', hosts, conf, ask)).toEqual({
      name: 'example.com',
      aliases: ['ext.default.svc.cluster.local'],
      addresses: ['93.184.216.34'],
    });
  });

  it('finds nothing where no name server answers', () => {
    expect(resolveAddresses('cluster', hosts, { ...conf, nameservers: ['8.8.8.8'] }, ask)).toEqual([]);
  });

  it.each([
    ['127.0.0.1', 'localhost'],
    ['10.244.0.5', 'web-0.nginx.default.svc.cluster.local'],
    ['10.1.1.1', undefined],
    ['nope', undefined],
  ])('names %s', (address, expected) => {
    expect(nameOfAddress(address, hosts, conf, ask)).toBe(expected);
  });
});
