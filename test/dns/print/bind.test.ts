import { describe, expect, it } from 'vitest';
import { createAsk } from '../../../src/dns/ask';
import { nslookup } from '../../../src/dns/print/bind';
import { podResolvConf } from '../../../src/dns/resolv-conf';
import { articleWorld, pod, recordedWorld } from '../fixture';

const conf = podResolvConf(pod('p', '10.0.0.9'), { clusterDomain: 'cluster.local', dnsAddress: '10.96.0.10' });
const header = 'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\n';
const srv = `_http._tcp.nginx.default.svc.cluster.local	service = 0 50 80 web-0.nginx.default.svc.cluster.local.
_http._tcp.nginx.default.svc.cluster.local	service = 0 50 80 web-1.nginx.default.svc.cluster.local.
`;
const clusterAnswer = 'Name:\tcluster.default.svc.cluster.local\nAddress: 10.109.227.151\n';

// Recorded with BIND 9.18 against a server that answers as CoreDNS does.
const recorded: [string, string, number][] = [
  ['cluster', `${header}${clusterAnswer}\n`, 0],
  [
    'nginx',
    `${header}Name:\tnginx.default.svc.cluster.local
Address: 10.244.0.5
Name:\tnginx.default.svc.cluster.local
Address: 10.244.0.6

`,
    0,
  ],
  ['web-0.nginx', `${header}Name:\tweb-0.nginx.default.svc.cluster.local\nAddress: 10.244.0.5\n\n`, 0],
  ['web-9.nginx', `${header}** server can't find web-9.nginx: NXDOMAIN\n\n`, 1],
  ['nope.default.svc.cluster.local', `${header}** server can't find nope.default.svc.cluster.local: NXDOMAIN\n\n`, 1],
  [
    'ext',
    `${header}ext.default.svc.cluster.local\tcanonical name = example.com.
Name:\texample.com
Address: 93.184.216.34

`,
    0,
  ],
  ['-type=SRV _http._tcp.nginx.default.svc.cluster.local', `${header}${srv}\n`, 0],
  ['10.244.0.5', '5.0.244.10.in-addr.arpa\tname = web-0.nginx.default.svc.cluster.local.\n\n', 0],
  ['-type=AAAA cluster', `${header}*** Can't find cluster: No answer\n\n`, 0],
  ['-query=txt cluster', `${header}*** Can't find cluster: No answer\n\n`, 0],
];

describe('BIND’s nslookup', () => {
  it.each(recorded)('nslookup %s', (line, stdout, exitCode) => {
    const result = nslookup({ args: line.split(' '), conf, ask: createAsk(recordedWorld) });
    expect(result).toEqual({ stdout, stderr: '', exitCode });
  });

  it('takes questions from its input', () => {
    const stdin = 'cluster\nset type=SRV\n_http._tcp.nginx.default.svc.cluster.local\n';
    const result = nslookup({ args: [], conf, ask: createAsk(recordedWorld), stdin });
    expect(result.stdout).toBe(`${header}${clusterAnswer}${header}${srv}\n`);
  });

  // The article on StatefulSets and headless Services, its tabs restored.
  it.each([
    ['cluster', 'Name:\tcluster.default.svc.cluster.local\nAddress: 10.109.227.151\n\n'],
    [
      'headless',
      'Name:\theadless.default.svc.cluster.local\nAddress: 172.17.0.3\nName:\theadless.default.svc.cluster.local\nAddress: 172.17.0.4\n\n',
    ],
    ['test-0.cluster', 'Name:\ttest-0.cluster.default.svc.cluster.local\nAddress: 172.17.0.3\n\n'],
    ['test-1.cluster', 'Name:\ttest-1.cluster.default.svc.cluster.local\nAddress: 172.17.0.4\n\n'],
    ['test-0.headless', "** server can't find test-0.headless: NXDOMAIN\n\n"],
  ])('nslookup %s in the article’s cluster', (name, expected) => {
    expect(nslookup({ args: [name], conf, ask: createAsk(articleWorld) }).stdout).toBe(header + expected);
  });

  it('cannot reach a server that is not the cluster’s', () => {
    const result = nslookup({ args: ['cluster', '8.8.8.8'], conf, ask: createAsk(recordedWorld) });
    expect(result).toEqual({
      stdout: ';; connection timed out; no servers could be reached\n\n',
      stderr: '',
      exitCode: 1,
    });
  });

  it('asks a server by its name', () => {
    const result = nslookup({ args: ['cluster', 'kube-dns.kube-system'], conf, ask: createAsk(recordedWorld) });
    expect(result.stdout).toContain('Server:\t\tkube-dns.kube-system\nAddress:\t10.96.0.10#53\n');
  });
});
