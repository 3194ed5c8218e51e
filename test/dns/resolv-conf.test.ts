import { describe, expect, it } from 'vitest';
import { podResolvConf, resolvConfText } from '../../src/dns/resolv-conf';
import type { PodSpec } from '../../src/resources/core/pod-types';
import { pod } from './fixture';

const facts = {
  clusterDomain: 'cluster.local',
  dnsAddress: '10.96.0.10',
  node: { search: [], nameservers: ['192.168.49.1'], options: [] },
};

const clusterFirst =
  'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n';

describe('a pod’s resolv.conf', () => {
  it.each<[string, Partial<PodSpec>, string]>([
    ['no policy', {}, clusterFirst],
    [
      'ClusterFirst in the node’s network',
      { hostNetwork: true, dnsPolicy: 'ClusterFirst' },
      'nameserver 192.168.49.1\n',
    ],
    ['ClusterFirstWithHostNet', { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' }, clusterFirst],
    ['Default', { dnsPolicy: 'Default' }, 'nameserver 192.168.49.1\n'],
    [
      'None',
      {
        dnsPolicy: 'None',
        dnsConfig: {
          nameservers: ['192.0.2.1'],
          searches: ['ns1.svc.cluster-domain.example', 'my.dns.search.suffix'],
          options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }],
        },
      },
      // The example of the documentation, "DNS for Services and Pods".
      'search ns1.svc.cluster-domain.example my.dns.search.suffix\nnameserver 192.0.2.1\noptions ndots:2 edns0\n',
    ],
    [
      'dnsConfig over ClusterFirst',
      { dnsConfig: { options: [{ name: 'ndots', value: '1' }], searches: ['x.y'] } },
      'search default.svc.cluster.local svc.cluster.local cluster.local x.y\nnameserver 10.96.0.10\noptions ndots:1\n',
    ],
  ])('%s', (_title, spec, expected) => {
    expect(resolvConfText(podResolvConf(pod('p', '10.0.0.1', spec), facts))).toBe(expected);
  });

  it('counts dots as its options say', () => {
    expect(podResolvConf(pod('p', '10.0.0.1'), facts).ndots).toBe(5);
    expect(podResolvConf(pod('p', '10.0.0.1', { dnsPolicy: 'Default' }), facts).ndots).toBe(1);
  });
});
