import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../src/resources/core/pod-types';
import type { NetworkPolicy } from '../../../src/resources/networking/networkpolicy';
import { isAllowed, type Traffic } from '../../../src/runtime/network/policy';

const pod = (name: string, namespace: string, labels: { [key: string]: string }, ip: string): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, uid: name, labels },
  spec: { containers: [{ name: 'c', image: 'nginx', ports: [{ name: 'http', containerPort: 80 }] }] },
  status: { podIP: ip },
});

const db = pod('db', 'default', { role: 'db' }, '10.0.0.1');
const web = pod('web', 'default', { role: 'web' }, '10.0.0.2');
const other = pod('other', 'project', { role: 'web' }, '10.1.0.3');

const policy = (spec: Partial<NetworkPolicy['spec']>): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'p', namespace: 'default' },
  spec: { podSelector: { matchLabels: { role: 'db' } }, ...spec },
});

const namespaces = new Map([
  ['default', undefined],
  ['project', { project: 'myproject' }],
]);

function passes(from: Pod, to: Pod, policies: NetworkPolicy[], port = 80, protocol = 'TCP'): boolean {
  const [fromAddress, toAddress] = [from.status.podIP ?? '', to.status.podIP ?? ''];
  const traffic: Traffic = { from, to, fromAddress, toAddress, port, protocol };
  return isAllowed(traffic, { policies, namespaces });
}

// The rules of https://kubernetes.io/docs/concepts/services-networking/network-policies/, one a row.
describe('NetworkPolicies', () => {
  it.each<[string, NetworkPolicy['spec']['ingress'], boolean, boolean]>([
    ['nothing', undefined, false, false],
    ['everything', [{}], true, true],
    ['pods of the namespace', [{ from: [{ podSelector: { matchLabels: { role: 'web' } } }] }], true, false],
    ['all pods of the namespace', [{ from: [{ podSelector: {} }] }], true, false],
    ['a namespace', [{ from: [{ namespaceSelector: { matchLabels: { project: 'myproject' } } }] }], false, true],
    ['all namespaces', [{ from: [{ namespaceSelector: {} }] }], true, true],
    [
      'pods of a namespace',
      [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { project: 'myproject' } },
              podSelector: { matchLabels: { role: 'db' } },
            },
          ],
        },
      ],
      false,
      false,
    ],
    ['addresses', [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] }], true, false],
    ['a port', [{ ports: [{ port: 80 }] }], true, true],
    ['a port by its name', [{ ports: [{ port: 'http' }] }], true, true],
    ['another port', [{ ports: [{ port: 81 }] }], false, false],
    ['ports from … to', [{ ports: [{ port: 70, endPort: 90 }] }], true, true],
    ['another protocol', [{ ports: [{ protocol: 'UDP', port: 80 }] }], false, false],
  ])('ingress from %s', (_what, ingress, fromWeb, fromOther) => {
    const policies = [policy({ policyTypes: ['Ingress'], ingress })];
    expect([passes(web, db, policies), passes(other, db, policies)]).toEqual([fromWeb, fromOther]);
  });

  it('concern selected pods only, add up, and both ends count', () => {
    const closed = policy({ policyTypes: ['Ingress'] });
    const open = policy({ policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] });
    expect(passes(db, web, [closed])).toBe(true);
    expect(passes(web, db, [closed, open])).toBe(true);
    const mute = policy({ podSelector: { matchLabels: { role: 'web' } }, policyTypes: ['Egress'] });
    expect(passes(web, db, [open, mute])).toBe(false);
    expect(passes(db, web, [mute])).toBe(true);
    expect(passes(db, db, [closed])).toBe(true);
  });

  it('select by expressions, and hold for egress where egress is named', () => {
    const podSelector = { matchExpressions: [{ key: 'role', operator: 'In' as const, values: ['db'] }] };
    const egress = policy({ podSelector, egress: [{ to: [{ podSelector: { matchLabels: { role: 'web' } } }] }] });
    expect([passes(db, web, [egress]), passes(db, other, [egress]), passes(web, db, [egress])]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
