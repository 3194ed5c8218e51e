import { type FieldError, invalidValue, notSupported, required } from '../../apimachinery/errors';
import type { JsonObject } from '../../apimachinery/json';
import type { Condition, Kind, ObjectMeta } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';

export type MetricTarget = {
  type: string;
  value?: string;
  averageValue?: string;
  averageUtilization?: number;
};

export type MetricValue = { value?: string; averageValue?: string; averageUtilization?: number };

export type MetricSpec = {
  type: string;
  resource?: { name: string; target: MetricTarget };
  pods?: { metric: { name: string }; target: MetricTarget };
  object?: { metric: { name: string }; target: MetricTarget };
  external?: { metric: { name: string }; target: MetricTarget };
  containerResource?: { name: string; container: string; target: MetricTarget };
};

export type MetricStatus = {
  type: string;
  resource?: { name: string; current: MetricValue };
  pods?: { metric: { name: string }; current: MetricValue };
  object?: { metric: { name: string }; current: MetricValue };
  external?: { metric: { name: string }; current: MetricValue };
  containerResource?: { name: string; container: string; current: MetricValue };
};

export type HorizontalPodAutoscaler = {
  apiVersion: 'autoscaling/v2';
  kind: 'HorizontalPodAutoscaler';
  metadata: ObjectMeta;
  spec: {
    scaleTargetRef: { apiVersion?: string; kind: string; name: string };
    minReplicas?: number;
    maxReplicas: number;
    metrics?: MetricSpec[];
    behavior?: JsonObject;
  };
  status: {
    observedGeneration?: number;
    lastScaleTime?: string;
    currentReplicas?: number;
    desiredReplicas?: number;
    currentMetrics?: MetricStatus[] | null;
    conditions?: Condition[];
  };
};

export const names: Kind<HorizontalPodAutoscaler> = {
  group: 'autoscaling',
  version: 'v2',
  kind: 'HorizontalPodAutoscaler',
  plural: 'horizontalpodautoscalers',
  singular: 'horizontalpodautoscaler',
  shortNames: ['hpa'],
  categories: ['all'],
  namespaced: true,
};

export const strategy: Strategy<HorizontalPodAutoscaler> = {
  setDefaults({ spec }) {
    spec.minReplicas ??= 1;
    spec.metrics ??= [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
    ];
  },
  prepareForCreate(autoscaler) {
    autoscaler.status = { desiredReplicas: 0, currentMetrics: null };
  },
  prepareForUpdate(autoscaler, old) {
    autoscaler.status = old.status;
  },
  validate: ({ spec }) => validateSpec(spec),
  hasStatus: true,
};

function validateSpec({
  scaleTargetRef,
  minReplicas,
  maxReplicas,
  metrics,
}: HorizontalPodAutoscaler['spec']): FieldError[] {
  const errors: FieldError[] = [];
  if ((minReplicas ?? 1) < 1) {
    errors.push(invalidValue('spec.minReplicas', minReplicas ?? 0, 'must be greater than or equal to 1'));
  }
  if (!(maxReplicas > 0)) errors.push(invalidValue('spec.maxReplicas', maxReplicas ?? 0, 'must be greater than 0'));
  else if (maxReplicas < (minReplicas ?? 1)) {
    errors.push(invalidValue('spec.maxReplicas', maxReplicas, 'must be greater than or equal to `minReplicas`'));
  }
  if (!scaleTargetRef?.kind) errors.push(required('spec.scaleTargetRef.kind'));
  if (!scaleTargetRef?.name) errors.push(required('spec.scaleTargetRef.name'));
  return [...errors, ...(metrics ?? []).flatMap((metric, index) => validateMetric(metric, `spec.metrics[${index}]`))];
}

/** Where a metric of a type is described. */
const sources = {
  Resource: 'resource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
  ContainerResource: 'containerResource',
} as const;

const targetTypes = ['Utilization', 'Value', 'AverageValue'];

/** @upstream pkg/apis/autoscaling/validation validateMetricSpec, validateMetricTarget */
function validateMetric(metric: MetricSpec, path: string): FieldError[] {
  const field = Object.hasOwn(sources, metric.type) ? sources[metric.type as keyof typeof sources] : undefined;
  if (field === undefined) {
    return metric.type
      ? [notSupported(`${path}.type`, metric.type, Object.keys(sources).sort())]
      : [required(`${path}.type`, 'must specify a metric source type')];
  }
  const source = metric[field];
  if (!source) return [required(`${path}.${field}`, 'must populate information for the given metric source')];
  const { type } = source.target ?? {};
  const at = `${path}.${field}.target.type`;
  if (!type) return [required(at, 'must specify a metric target type')];
  return targetTypes.includes(type)
    ? []
    : [invalidValue(at, type, 'must be either Utilization, Value, or AverageValue')];
}

const SHOWN = 2;

/** @upstream printers.go formatHPAMetrics */
function targetsText({ spec, status }: HorizontalPodAutoscaler): string {
  const metrics = spec.metrics ?? [];
  if (metrics.length === 0) return '<none>';
  const texts = metrics.map((metric, index) => metricText(metric, status.currentMetrics?.[index]));
  const more = texts.length - SHOWN;
  return texts.slice(0, SHOWN).join(', ') + (more > 0 ? ` + ${more} more...` : '');
}

function metricText(metric: MetricSpec, current: MetricStatus | undefined): string {
  if (metric.type === 'Resource' && metric.resource) {
    const { name, target } = metric.resource;
    const now = current?.resource?.current;
    if (target.averageValue !== undefined) return `${name}: ${now?.averageValue ?? '<unknown>'}/${target.averageValue}`;
    const percent = now?.averageUtilization;
    return `${name}: ${percent === undefined ? '<unknown>' : `${percent}%`}/${target.averageUtilization ?? '<auto>'}%`;
  }
  const field = Object.hasOwn(sources, metric.type) ? sources[metric.type as keyof typeof sources] : 'pods';
  const target = metric[field]?.target;
  const now = current?.[field]?.current;
  return `${now?.averageValue ?? now?.value ?? '<unknown>'}/${target?.averageValue ?? target?.value ?? '<auto>'}`;
}

export const columns: readonly Column<HorizontalPodAutoscaler>[] = [
  { name: 'Name', cell: (autoscaler) => autoscaler.metadata.name },
  { name: 'Reference', cell: ({ spec }) => `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}` },
  { name: 'Targets', cell: targetsText },
  { name: 'MinPods', cell: ({ spec }) => String(spec.minReplicas ?? '<unset>') },
  { name: 'MaxPods', cell: ({ spec }) => String(spec.maxReplicas) },
  { name: 'Replicas', cell: ({ status }) => String(status.currentReplicas ?? 0) },
  { name: 'Age', cell: (autoscaler, now) => age(autoscaler.metadata.creationTimestamp, now) },
];

export const notSimulated = ['spec'];
