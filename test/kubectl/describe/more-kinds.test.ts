import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { KubeObject } from '../../../src/apimachinery/meta';
import { describerFor } from '../../../src/kubectl/describe/describers';
import { fakeClient, otherKinds } from './fake-client';

beforeAll(() => {
  vi.stubEnv('TZ', 'UTC');
});

const containers = [{ name: 'c', image: 'nginx' }];
const metadata = { name: 'a', namespace: 'default', creationTimestamp: '2026-01-01T00:00:00Z' };

/** The layouts of kubectl's pkg/describe/describe.go, written down from its source. */
const layouts: [string, string, object, string][] = [
  [
    'apps/v1',
    'DaemonSet',
    {
      spec: {
        selector: { matchLabels: { app: 'a' } },
        template: { spec: { containers, nodeSelector: { disk: 'ssd' } } },
      },
      status: {
        desiredNumberScheduled: 3,
        currentNumberScheduled: 2,
        updatedNumberScheduled: 1,
        numberMisscheduled: 4,
      },
    },
    `Name:           a
Namespace:      default
Selector:       app=a
Node-Selector:  disk=ssd
Labels:         <none>
Annotations:    <none>
Desired Number of Nodes Scheduled: 3
Current Number of Nodes Scheduled: 2
Number of Nodes Scheduled with Up-to-date Pods: 1
Number of Nodes Scheduled with Available Pods: 0
Number of Nodes Misscheduled: 4
Pods Status:  0 Running / 0 Waiting / 0 Succeeded / 0 Failed
Pod Template:
`,
  ],
  [
    'batch/v1',
    'CronJob',
    {
      spec: {
        schedule: '*/5 * * * *',
        concurrencyPolicy: 'Allow',
        suspend: false,
        successfulJobsHistoryLimit: 3,
        startingDeadlineSeconds: 10,
        jobTemplate: { spec: { completions: 2, template: { spec: { containers } } } },
      },
      status: { active: [{ name: 'a-1' }, { name: 'a-2' }] },
    },
    `Name:                          a
Namespace:                     default
Labels:                        <none>
Annotations:                   <none>
Schedule:                      */5 * * * *
Concurrency Policy:            Allow
Suspend:                       False
Successful Job History Limit:  3
Failed Job History Limit:      <unset>
Starting Deadline Seconds:     10s
Selector:                      <unset>
Parallelism:                   <unset>
Completions:                   2
Pod Template:
`,
  ],
  [
    'policy/v1',
    'PodDisruptionBudget',
    {
      spec: { maxUnavailable: '25%', selector: { matchLabels: { app: 'a' } } },
      status: { disruptionsAllowed: 1, currentHealthy: 4, desiredHealthy: 3, expectedPods: 4 },
    },
    `Name:             a
Namespace:        default
Max unavailable:  25%
Selector:         app=a
Status:
    Allowed disruptions:  1
    Current:              4
    Desired:              3
    Total:                4
Events:                   <none>
`,
  ],
  [
    'networking.k8s.io/v1',
    'NetworkPolicy',
    {
      spec: {
        podSelector: {},
        policyTypes: ['Ingress'],
        ingress: [
          {
            ports: [{ port: 80 }, { protocol: 'UDP', port: 53, endPort: 60 }],
            from: [
              { podSelector: { matchLabels: { app: 'b' } }, namespaceSelector: {} },
              { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.2.0.0/16'] } },
            ],
          },
          {},
        ],
      },
    },
    `Name:         a
Namespace:    default
Created on:   2026-01-01 00:00:00 +0000 UTC
Labels:       <none>
Annotations:  <none>
Spec:
  PodSelector:     <none> (Allowing the specific traffic to all pods in this namespace)
  Allowing ingress traffic:
    To Port: 80/TCP
    To Port Range: 53-60/UDP
    From:
      NamespaceSelector: <none>
      PodSelector: app=b
    From:
      IPBlock:
        CIDR: 10.0.0.0/8
        Except: 10.1.0.0/16, 10.2.0.0/16
    ----------
    To Port: <any> (traffic allowed to all ports)
    From: <any> (traffic not restricted by source)
  Not affecting egress traffic
  Policy Types: Ingress
`,
  ],
  [
    'rbac.authorization.k8s.io/v1',
    'ClusterRoleBinding',
    {
      roleRef: { kind: 'ClusterRole', name: 'view' },
      subjects: [
        { kind: 'User', name: 'me' },
        { kind: 'ServiceAccount', name: 'robot', namespace: 'default' },
      ],
    },
    `Name:         a
Labels:       <none>
Annotations:  <none>
Role:
  Kind:  ClusterRole
  Name:  view
Subjects:
  Kind            Name   Namespace
  ----            ----   ---------
  User            me     
  ServiceAccount  robot  default
`,
  ],
  [
    'v1',
    'ReplicationController',
    { spec: { replicas: 2, selector: { app: 'a' }, template: { spec: { containers } } }, status: { replicas: 1 } },
    `Name:         a
Namespace:    default
Selector:     app=a
Labels:       <none>
Annotations:  <none>
Replicas:     1 current / 2 desired
Pods Status:  0 Running / 0 Waiting / 0 Succeeded / 0 Failed
Pod Template:
`,
  ],
];

describe('describe', () => {
  it.each(layouts)('lays out %s %s as kubectl does', async (apiVersion, kind, rest, expected) => {
    const object = { apiVersion, kind, metadata, ...rest } as unknown as KubeObject;
    const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
    const context = {
      client: fakeClient([object], otherKinds),
      now: Date.parse('2026-01-01T01:00:00Z'),
      showEvents: true,
    };
    const text = await describerFor({ group, kind })(object, context);
    // The template of pods is other tests' business.
    expect(text.replace(/(Pod Template:\n).*/s, '$1')).toBe(expected);
  });
});
