import type { ObjectMeta } from '../../apimachinery/meta';
import { metricsKind, type Usage } from './metrics-kind';

export type NodeMetrics = {
  apiVersion: 'metrics.k8s.io/v1beta1';
  kind: 'NodeMetrics';
  metadata: ObjectMeta;
  timestamp: string;
  window: string;
  usage: Usage;
};

export const names = metricsKind<NodeMetrics>(
  { kind: 'NodeMetrics', plural: 'nodes', singular: 'nodemetrics', namespaced: false },
  ({ usage }) => [usage],
);
