import type { StatefulSet, StatefulSetSpec } from '../../../src/resources/apps/statefulset';
import type { Pod } from '../../../src/resources/core/pod-types';

export const NOW = Date.parse('2025-06-01T12:00:00Z');

/** A set named web with its defaults, as the store holds it. */
export function webSet(spec: Partial<StatefulSetSpec> = {}): StatefulSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', namespace: 'default', uid: 'set-uid', generation: 1 },
    spec: {
      replicas: 3,
      serviceName: 'nginx',
      selector: { matchLabels: { app: 'nginx' } },
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      template: { metadata: { labels: { app: 'nginx' } }, spec: { containers: [{ name: 'nginx', image: 'nginx' }] } },
      ...spec,
    },
    status: {},
  };
}

/**
 * A pod in short: `0 ready new`, `1 pending old`, `2 ready old terminating`, `1 failed new`. Ready since a minute.
 */
export function pod(text: string): Pod {
  const [ordinal, state, revision, terminating] = text.split(' ');
  const phases: Record<string, Pod['status']['phase']> = {
    ready: 'Running',
    unready: 'Running',
    pending: 'Pending',
    failed: 'Failed',
    succeeded: 'Succeeded',
  };
  const ready = state === 'ready' ? 'True' : 'False';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `web-${ordinal}`,
      namespace: 'default',
      labels: { app: 'nginx', 'controller-revision-hash': `web-${revision}` },
      deletionTimestamp: terminating === undefined ? undefined : '2025-06-01T12:00:30Z',
    },
    spec: { containers: [{ name: 'nginx', image: 'nginx' }] },
    status: {
      phase: phases[state ?? ''],
      conditions: [{ type: 'Ready', status: ready, lastTransitionTime: '2025-06-01T11:59:00Z' }],
    },
  };
}
