import { describe, expect, it } from 'vitest';
import { addressesInHosts, hostsFileText, nameInHosts } from '../../src/dns/hosts-file';
import { pod } from './fixture';

// From pkg/kubelet/kubelet_pods_test.go TestManagedHostsFileContent.
const managed = `# Kubernetes-managed hosts file.
127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
fe00::0\tip6-mcastprefix
fe00::1\tip6-allnodes
fe00::2\tip6-allrouters
`;

describe('hostsFileText', () => {
  it('names the pod by its hostname', () => {
    expect(hostsFileText(pod('web-0', '10.244.0.5'), 'cluster.local')).toBe(`${managed}10.244.0.5\tweb-0\n`);
  });

  it('names a pod with a subdomain by its long name first, and adds hostAliases', () => {
    const hostAliases = [{ ip: '123.45.67.89', hostnames: ['foo', 'bar', 'baz'] }];
    const text = hostsFileText(
      pod('web-0', '10.244.0.5', { hostname: 'web-0', subdomain: 'nginx', hostAliases }),
      'cluster.local',
    );
    expect(text).toBe(
      `${managed}10.244.0.5\tweb-0.nginx.default.svc.cluster.local\tweb-0

# Entries added by HostAliases.
123.45.67.89\tfoo\tbar\tbaz
`,
    );
    expect(addressesInHosts(text, 'BAR')).toEqual(['123.45.67.89']);
    expect(nameInHosts(text, '10.244.0.5')).toBe('web-0.nginx.default.svc.cluster.local');
  });

  it('marks the file of a pod in its node’s network', () => {
    const text = hostsFileText(pod('p', '10.0.0.1', { hostNetwork: true, nodeName: 'n' }), 'cluster.local');
    expect(text.split('\n')[0]).toBe('# Kubernetes-managed hosts file (host network).');
  });
});
