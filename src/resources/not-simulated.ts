import { notSimulated as deployments } from './apps/deployment';
import { notSimulated as statefulsets } from './apps/statefulset';
import { notSimulated as horizontalpodautoscalers } from './autoscaling/horizontalpodautoscaler';
import { notSimulated as pods } from './core/pod';
import { notSimulated as services } from './core/service';
import type { KindName } from './kinds';

/** Fields that are stored and shown, and have no effect, by kind. */
export const notSimulated: { readonly [kind in KindName]?: readonly string[] } = {
  deployments,
  horizontalpodautoscalers,
  pods,
  services,
  statefulsets,
};
