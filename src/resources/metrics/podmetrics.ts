import type { ObjectMeta } from '../../apimachinery/meta';
import { metricsKind, type Usage } from './metrics-kind';

export type PodMetrics = {
  apiVersion: 'metrics.k8s.io/v1beta1';
  kind: 'PodMetrics';
  metadata: ObjectMeta;
  timestamp: string;
  window: string;
  containers: { name: string; usage: Usage }[];
};

export const names = metricsKind<PodMetrics>(
  { kind: 'PodMetrics', plural: 'pods', singular: 'podmetrics', namespaced: true },
  ({ containers }) => containers.map(({ usage }) => usage),
);
