import { describe, expect, it } from 'vitest';
import { podLimit } from '../../src/admission/pod-limit';
import type { KubeObject } from '../../src/apimachinery/meta';
import { plan } from '../../src/controllers/statefulset/plan';
import { kinds } from '../../src/resources/kinds';
import { statefulSet } from '../simulator/manifests';

const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'one' } } as KubeObject;

function admit(nodes: number, pods: number): void {
  const many: Record<string, number> = { nodes, pods };
  podLimit(object, {
    kind: kinds.pods,
    operation: 'CREATE',
    random: { next: () => 0 } as never,
    get: () => undefined,
    list: ({ plural }) => new Array(many[plural] ?? 0).fill(object),
  });
}

describe('a cluster', () => {
  it('holds what its nodes take, and a thousand pods that wait', () => {
    expect(() => admit(1, 1109)).not.toThrow();
    expect(() => admit(1, 1110)).toThrow(
      'pods "one" is forbidden: this simulated cluster holds no more than 1110 pods',
    );
    expect(() => admit(10, 2099)).not.toThrow();
    expect(() => admit(10, 2100)).toThrow('no more than 2100 pods');
  });

  it.each(['OrderedReady', 'Parallel'] as const)('plans no further than it can see: %s', (podManagementPolicy) => {
    const set = statefulSet('web', { replicas: 2 ** 31 - 1, podManagementPolicy });
    const actions = plan({ set: set as never, pods: [], updateRevision: 'x', now: 0 });
    expect(actions.length).toBe(podManagementPolicy === 'Parallel' ? 500 : 1);
  });
});
