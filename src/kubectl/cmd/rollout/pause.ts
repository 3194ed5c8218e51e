import type { Deployment } from '../../../resources/apps/deployment';
import type { CommandSpec } from '../../command';
import { isOfApps, patchFlags, patchObjects, type RolloutChange } from '../../rollout/patch-objects';

/** @upstream kubectl pkg/cmd/rollout/rollout_pause.go */
export const command: CommandSpec = {
  name: 'rollout pause',
  usage: 'RESOURCE',
  examples: ['rollout pause deployment/nginx'],
  flags: patchFlags,
  run: (invocation, kubectl) => patchObjects(invocation, pausing, kubectl),
};

/** @upstream kubectl pkg/polymorphichelpers/objectpauser.go */
const pausing: RolloutChange = {
  patchFor(info) {
    if (!isOfApps(info, 'deployments')) throw new Error('pausing is not supported');
    if ((info.object as Deployment).spec.paused) throw new Error('is already paused');
    return { spec: { paused: true } };
  },
  done: 'paused',
};
