import { forbidden } from '../apimachinery/errors';
import { names as pods } from '../resources/core/pod';
import type { Pod } from '../resources/core/pod-types';
import type { AdmissionPlugin } from './plugin';

const systemClasses: Record<string, number> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

/** Pods get the number behind their priority class. @upstream plugin/pkg/admission/priority */
export const priority: AdmissionPlugin = (object, { kind, operation }) => {
  if (kind.plural !== pods.plural || operation !== 'CREATE') return;
  const { metadata, spec } = object as Pod;
  const name = spec.priorityClassName;
  const value = name ? systemClasses[name] : 0;
  if (value === undefined) throw forbidden(pods, metadata.name, `no PriorityClass with name ${name} was found`);
  spec.priority = value;
  spec.preemptionPolicy ??= 'PreemptLowerPriority';
};
