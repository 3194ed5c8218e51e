import { notSimulated as customresourcedefinitions } from './apiextensions/customresourcedefinition';
import { notSimulated as daemonsets } from './apps/daemonset';
import { notSimulated as deployments } from './apps/deployment';
import { notSimulated as statefulsets } from './apps/statefulset';
import { notSimulated as horizontalpodautoscalers } from './autoscaling/horizontalpodautoscaler';
import { notSimulated as cronjobs } from './batch/cronjob';
import { notSimulated as jobs } from './batch/job';
import { notSimulated as certificatesigningrequests } from './certificates/certificatesigningrequest';
import { notSimulated as limitranges } from './core/limitrange';
import { notSimulated as pods } from './core/pod';
import { notSimulated as replicationcontrollers } from './core/replicationcontroller';
import { notSimulated as resourcequotas } from './core/resourcequota';
import { notSimulated as services } from './core/service';
import type { KindName } from './kinds';
import { notSimulated as ingresses } from './networking/ingress';
import { notSimulated as ingressclasses } from './networking/ingressclass';
import { notSimulated as networkpolicies } from './networking/networkpolicy';
import { notSimulated as poddisruptionbudgets } from './policy/poddisruptionbudget';

/** Fields that are stored and shown, and have no effect, by kind. */
export const notSimulated: { readonly [kind in KindName]?: readonly string[] } = {
  customresourcedefinitions,
  daemonsets,
  cronjobs,
  jobs,
  certificatesigningrequests,
  limitranges,
  replicationcontrollers,
  resourcequotas,
  ingresses,
  ingressclasses,
  networkpolicies,
  poddisruptionbudgets,
  deployments,
  horizontalpodautoscalers,
  pods,
  services,
  statefulsets,
};
