import { describe, expect, it } from 'vitest';
import { createAsk } from '../../../src/dns/ask';
import { now } from '../fixture';
import { networkContainer, networkWorld, passingClock, recording, run, settled } from './network-fixture';

describe('BIND’s dig and host', () => {
  it.each(recording('dig').map((row) => [row.command, row] as const))('%s', async (command, row) => {
    const { stdout, stderr, exitCode } = await run(command);
    expect(settled(stdout)).toBe(settled(row.stdout ?? ''));
    expect(settled(stderr)).toBe(settled(row.stderr ?? ''));
    expect(exitCode).toBe(row.exitCode ?? 0);
  });

  // From reports of people who ran it: 9.11.6-P1 of kubernetes-e2e-test-images/dnsutils:1.3, 9.9.5 of jessie-dnsutils.
  it.each([
    [
      'gcr.io/kubernetes-e2e-test-images/dnsutils:1.3',
      `
; <<>> DiG 9.11.6-P1 <<>> nginx.default.svc.cluster.local
;; global options: +cmd
;; Got answer:
;; WARNING: .local is reserved for Multicast DNS
;; You are currently testing what happens when an mDNS query is leaked to DNS
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: N
;; flags: qr aa rd; QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 1
;; WARNING: recursion requested but not available

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 4096
; COOKIE: C (echoed)
;; QUESTION SECTION:
;nginx.default.svc.cluster.local. IN	A

;; ANSWER SECTION:
nginx.default.svc.cluster.local. 30 IN	A	10.244.0.5
nginx.default.svc.cluster.local. 30 IN	A	10.244.0.6

;; Query time: 0 msec
;; SERVER: 10.96.0.10#53(10.96.0.10)
;; WHEN: W
;; MSG SIZE  rcvd: 166

`,
    ],
    [
      'registry.k8s.io/e2e-test-images/jessie-dnsutils:1.3',
      `
; <<>> DiG 9.9.5-9+deb8u19-Debian <<>> nginx.default.svc.cluster.local
;; global options: +cmd
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: N
;; flags: qr aa rd; QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 1
;; WARNING: recursion requested but not available

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 4096
;; QUESTION SECTION:
;nginx.default.svc.cluster.local. IN	A

;; ANSWER SECTION:
nginx.default.svc.cluster.local. 30 IN	A	10.244.0.5
nginx.default.svc.cluster.local. 30 IN	A	10.244.0.6

;; Query time: 0 msec
;; SERVER: 10.96.0.10#53(10.96.0.10)
;; WHEN: W
;; MSG SIZE  rcvd: 154

`,
    ],
  ])('the dig of %s', async (image, expected) => {
    const world = { ...networkContainer({ image }), dns: createAsk(networkWorld) };
    const { stdout } = await run('dig nginx.default.svc.cluster.local', { world });
    expect(settled(stdout)).toBe(expected);
  });

  it('gives up in the words of its version', async () => {
    const clock = passingClock();
    const image = 'gcr.io/kubernetes-e2e-test-images/dnsutils:1.3';
    const { stdout, exitCode } = await run('dig @8.8.8.8 ya.ru +short', { image, clock });
    expect(stdout).toBe(
      '\n; <<>> DiG 9.11.6-P1 <<>> @8.8.8.8 ya.ru +short\n; (1 server found)\n;; global options: +cmd\n;; connection timed out; no servers could be reached\n',
    );
    expect([exitCode, clock.now() - now]).toEqual([9, 15_000]);
  });

  it('writes the time in UTC, and the same numbers for the same question at the same time', async () => {
    const first = await run('dig web.default.svc.cluster.local');
    expect(first.stdout).toContain(';; WHEN: Tue Nov 14 22:13:20 UTC 2023\n');
    expect((await run('dig web.default.svc.cluster.local')).stdout).toBe(first.stdout);
    expect((await run('dig cluster.default.svc.cluster.local')).stdout).not.toContain(
      /id: \d+/.exec(first.stdout)?.[0],
    );
  });
});
