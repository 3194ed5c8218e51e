import { describe, expect, it } from 'vitest';
import { explainName } from '../../src/dns/explain';
import { articleWorld, endpoint, pod, service, slice, world } from './fixture';

const labels = { run: 'pod1' };
const statefulPods = [
  pod('test-0', '172.17.0.3', { hostname: 'test-0', subdomain: 'cluster' }, labels),
  pod('test-1', '172.17.0.4', { hostname: 'test-1', subdomain: 'cluster' }, labels),
];

const plainWorld = world(
  [
    service('cluster', { clusterIP: '10.0.0.1', selector: labels, ports: [{ port: 80 }] }),
    service('web', { clusterIP: 'None' }, 'other'),
  ],
  [slice('cluster', [endpoint('172.17.0.4', 'pod2'), endpoint('172.17.0.6', 'slow', undefined, false)])],
);
const plainPods = [
  pod('pod2', '172.17.0.4', {}, labels),
  pod('slow', '172.17.0.6', { hostname: 'slow', subdomain: 'cluster' }, labels),
  pod('stranger', '172.17.0.7', { hostname: 'stranger', subdomain: 'cluster' }, { run: 'other' }),
];

describe('explainName', () => {
  it('says which Service a pod’s name belongs to', () => {
    expect(explainName('test-0.headless', 'default', articleWorld, statefulPods)).toEqual([
      'pod "test-0" has subdomain "cluster", so its name is test-0.cluster, not test-0.headless',
    ]);
  });

  it.each([
    ['test-0.cluster', []],
    ['cluster', []],
    ['test-0.cluster.default.svc.cluster.local.', []],
    ['test-9.cluster', ['no pod in namespace "default" has the name or hostname "test-9"']],
  ])('%s in the article’s cluster', (name, expected) => {
    expect(explainName(name, 'default', articleWorld, statefulPods)).toEqual(expected);
  });

  it.each([
    ['nope', ['service "nope" does not exist in namespace "default"']],
    [
      'web',
      [
        'service "web" does not exist in namespace "default"',
        'namespace "other" has such a service: ask for web.other',
      ],
    ],
    ['web.other', ['headless service "web" has no ready endpoints']],
    ['web.mars.svc.cluster.local', ['namespace "mars" does not exist']],
    [
      'pod2.cluster',
      [
        'pod "pod2" has no spec.hostname; its name is 172-17-0-4.cluster',
        'pod "pod2" has no spec.subdomain: it must be "cluster"',
      ],
    ],
    ['slow.cluster', ['pod "slow" is not ready, so service "cluster" does not publish it']],
    [
      'stranger.cluster',
      ['pod "stranger" is not an endpoint of service "cluster": its labels do not match the selector run=pod1'],
    ],
  ])('%s', (name, expected) => {
    expect(explainName(name, 'default', plainWorld, plainPods)).toEqual(expected);
  });
});
