import type { Deployment } from '../../../resources/apps/deployment';
import type { CommandSpec } from '../../command';
import { isOfApps, patchFlags, patchObjects, type RolloutChange } from '../../rollout/patch-objects';

/** @upstream kubectl pkg/cmd/rollout/rollout_resume.go */
export const command: CommandSpec = {
  name: 'rollout resume',
  usage: 'RESOURCE',
  examples: ['rollout resume deployment/nginx'],
  flags: patchFlags,
  run: (invocation, kubectl) => patchObjects(invocation, resuming, kubectl),
};

/** @upstream kubectl pkg/polymorphichelpers/objectresumer.go */
const resuming: RolloutChange = {
  patchFor(info) {
    if (!isOfApps(info, 'deployments')) throw new Error('resuming is not supported');
    if (!(info.object as Deployment).spec.paused) throw new Error('is not paused');
    return { spec: { paused: null } };
  },
  done: 'resumed',
};
