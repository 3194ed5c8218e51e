import { describe, expect, it } from 'vitest';
import { podHostname } from '../../src/dns/hostname';
import type { PodSpec } from '../../src/resources/core/pod-types';
import { pod } from './fixture';

describe('podHostname', () => {
  it.each<[string, Partial<PodSpec>, string, string]>([
    ['web-0', {}, 'web-0', 'web-0'],
    ['p', { hostname: 'h' }, 'h', 'h'],
    ['p', { hostname: 'h', subdomain: 's' }, 'h', 'h.s.default.svc.cluster.local'],
    ['p', { subdomain: 's' }, 'p', 'p.s.default.svc.cluster.local'],
    [
      'p',
      { subdomain: 's', setHostnameAsFQDN: true },
      'p.s.default.svc.cluster.local',
      'p.s.default.svc.cluster.local',
    ],
    ['p', { hostNetwork: true, nodeName: 'node-1' }, 'node-1', 'node-1'],
    ['a'.repeat(70), {}, 'a'.repeat(63), 'a'.repeat(63)],
    [`${'a'.repeat(62)}-b`, {}, 'a'.repeat(62), 'a'.repeat(62)],
  ])('%s %j', (name, spec, hostname, fqdn) => {
    expect(podHostname(pod(name, '10.0.0.1', spec), 'cluster.local')).toMatchObject({ hostname, fqdn });
  });
});
