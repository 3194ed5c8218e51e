import { describe, expect, it } from 'vitest';
import { createAsk } from '../../../src/dns/ask';
import { nslookup } from '../../../src/dns/print/busybox';
import { podResolvConf } from '../../../src/dns/resolv-conf';
import { pod, recordedWorld } from '../fixture';

const conf = podResolvConf(pod('p', '10.0.0.9'), { clusterDomain: 'cluster.local', dnsAddress: '10.96.0.10' });
const header = 'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n';
const both = `Name:\tnginx.default.svc.cluster.local
Address: 10.244.0.5
Name:\tnginx.default.svc.cluster.local
Address: 10.244.0.6
`;

// Recorded with BusyBox 1.35.0.
const recorded: [string, string, number][] = [
  [
    'cluster',
    `Name:\tcluster.default.svc.cluster.local
Address: 10.109.227.151

** server can't find cluster.svc.cluster.local: NXDOMAIN

** server can't find cluster.cluster.local: NXDOMAIN


** server can't find cluster.svc.cluster.local: NXDOMAIN

** server can't find cluster.cluster.local: NXDOMAIN

`,
    1,
  ],
  ['nginx.default.svc.cluster.local', `${both}\n\n`, 0],
  [
    'web-0.nginx.default.svc.cluster.local',
    'Name:\tweb-0.nginx.default.svc.cluster.local\nAddress: 10.244.0.5\n\n\n',
    0,
  ],
  [
    'nope.default.svc.cluster.local',
    `** server can't find nope.default.svc.cluster.local: NXDOMAIN

** server can't find nope.default.svc.cluster.local: NXDOMAIN

`,
    1,
  ],
  [
    'ext.default.svc.cluster.local',
    `ext.default.svc.cluster.local\tcanonical name = example.com
Name:\texample.com
Address: 93.184.216.34

ext.default.svc.cluster.local\tcanonical name = example.com

`,
    0,
  ],
  ['10.244.0.5', '5.0.244.10.in-addr.arpa\tname = web-0.nginx.default.svc.cluster.local\n\n', 0],
  ['-type=a nginx.default.svc.cluster.local', `${both}\n`, 0],
  [
    '-type=srv _http._tcp.nginx.default.svc.cluster.local',
    `_http._tcp.nginx.default.svc.cluster.local\tservice = 0 50 80 web-0.nginx.default.svc.cluster.local
_http._tcp.nginx.default.svc.cluster.local\tservice = 0 50 80 web-1.nginx.default.svc.cluster.local

`,
    0,
  ],
];

describe('nslookup of BusyBox 1.29 and later', () => {
  it.each(recorded)('nslookup %s', (line, stdout, exitCode) => {
    const result = nslookup({ args: line.split(' '), conf, ask: createAsk(recordedWorld) });
    expect(result).toEqual({ stdout: header + stdout, stderr: '', exitCode });
  });

  it('does not search for a name with a dot', () => {
    const result = nslookup({ args: ['web-0.nginx'], conf, ask: createAsk(recordedWorld) });
    expect(result.stdout).toContain("** server can't find web-0.nginx: NXDOMAIN");
    expect(result.exitCode).toBe(1);
  });

  it('refuses an unknown type', () => {
    expect(nslookup({ args: ['-type=foo', 'x'], conf, ask: createAsk(recordedWorld) }).exitCode).toBe(1);
  });
});
