import type { KubeObject, ObjectMeta } from '../../apimachinery/meta';
import type { VersionedKind } from '../versioned-kind';
import { type HorizontalPodAutoscaler, type MetricSpec, names as stored } from './horizontalpodautoscaler';

/** What the first version says: one goal, for the CPU. */
type HorizontalPodAutoscalerV1 = {
  apiVersion: 'autoscaling/v1';
  kind: 'HorizontalPodAutoscaler';
  metadata: ObjectMeta;
  spec: Omit<HorizontalPodAutoscaler['spec'], 'metrics' | 'behavior'> & { targetCPUUtilizationPercentage?: number };
  status: Pick<HorizontalPodAutoscaler['status'], 'observedGeneration' | 'lastScaleTime'> & {
    currentReplicas: number;
    desiredReplicas: number;
    currentCPUUtilizationPercentage?: number;
  };
};

/** @upstream pkg/apis/autoscaling/v1/conversion.go */
export const names: VersionedKind = {
  ...stored,
  version: 'v1',
  stored,
  toStored: (object) => toStored(object as unknown as HorizontalPodAutoscalerV1) as KubeObject,
  fromStored: (object) => fromStored(object as unknown as HorizontalPodAutoscaler) as unknown as KubeObject,
};

function toStored({ metadata, kind, spec = {} as never, status }: HorizontalPodAutoscalerV1): HorizontalPodAutoscaler {
  const { targetCPUUtilizationPercentage: averageUtilization, ...rest } = spec;
  const cpu: MetricSpec = {
    type: 'Resource',
    resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
  };
  const { currentCPUUtilizationPercentage: current, ...counts } = status ?? {};
  const currentMetrics =
    current === undefined
      ? null
      : [{ type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: current } } }];
  return {
    apiVersion: 'autoscaling/v2',
    kind,
    metadata,
    spec: averageUtilization === undefined ? rest : { ...rest, metrics: [cpu] },
    status: { ...counts, currentMetrics },
  };
}

function fromStored({ metadata, kind, spec, status }: HorizontalPodAutoscaler): HorizontalPodAutoscalerV1 {
  const { metrics = [], behavior: _, ...rest } = spec;
  const [goal] = metrics.flatMap(({ resource }) =>
    resource?.name === 'cpu' ? (resource.target.averageUtilization ?? []) : [],
  );
  const { currentMetrics, conditions: __, ...counts } = status;
  const [current] = (currentMetrics ?? []).flatMap(({ resource }) =>
    resource?.name === 'cpu' ? (resource.current.averageUtilization ?? []) : [],
  );
  return {
    apiVersion: 'autoscaling/v1',
    kind,
    metadata,
    spec: { ...rest, ...(goal === undefined ? {} : { targetCPUUtilizationPercentage: goal }) },
    status: {
      currentReplicas: 0,
      desiredReplicas: 0,
      ...counts,
      ...(current === undefined ? {} : { currentCPUUtilizationPercentage: current }),
    },
  };
}
