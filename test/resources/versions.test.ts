import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/apimachinery/json';
import type { KubeObject } from '../../src/apimachinery/meta';
import { names as autoscalers } from '../../src/resources/autoscaling/horizontalpodautoscaler-v1';

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const count = fc.nat(100);

/** Without the fields that are undefined. */
const json = (value: object): JsonObject => JSON.parse(JSON.stringify(value));

describe('autoscaling/v1', () => {
  const autoscaler = fc
    .record({
      minReplicas: optional(count),
      targetCPUUtilizationPercentage: optional(count),
      currentCPUUtilizationPercentage: optional(count),
    })
    .map(({ currentCPUUtilizationPercentage, ...spec }) =>
      json({
        apiVersion: 'autoscaling/v1',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'web' },
        spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 3, ...spec },
        status: { currentReplicas: 1, desiredReplicas: 2, currentCPUUtilizationPercentage },
      }),
    );

  it('comes back as it was from the version that is stored', () => {
    fc.assert(
      fc.property(autoscaler, (object) => {
        expect(json(autoscalers.fromStored(autoscalers.toStored(object as KubeObject)))).toEqual(object);
      }),
    );
  });

  it('is stored with the CPU among its metrics', () => {
    const spec = { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 3 };
    const object = { apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' } };
    const goal = { ...object, spec: { ...spec, targetCPUUtilizationPercentage: 50 } };

    expect(json(autoscalers.toStored(goal))).toEqual({
      ...object,
      apiVersion: 'autoscaling/v2',
      spec: {
        ...spec,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
        ],
      },
      status: { currentMetrics: null },
    });
  });
});
