import { formatTime } from '../../../apimachinery/time';
import type { Deployment } from '../../../resources/apps/deployment';
import type { CommandSpec } from '../../command';
import { isOfApps, PlainRefusal, patchFlags, patchObjects, type RolloutChange } from '../../rollout/patch-objects';

/** @upstream kubectl pkg/cmd/rollout/rollout_restart.go */
export const command: CommandSpec = {
  name: 'rollout restart',
  usage: 'RESOURCE',
  examples: [
    'rollout restart deployment/nginx',
    'rollout restart statefulset',
    'rollout restart deployment --selector=app=nginx',
  ],
  flags: patchFlags,
  run: (invocation, kubectl) => patchObjects(invocation, restarting(formatTime(kubectl.now())), kubectl),
};

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/** @upstream kubectl pkg/polymorphichelpers/objectrestarter.go */
function restarting(time: string): RolloutChange {
  return {
    patchFor(info) {
      if (!isOfApps(info, 'deployments', 'daemonsets', 'statefulsets')) throw new Error('restarting is not supported');
      const { spec } = info.object as Deployment;
      if (spec.paused) throw new Error("can't restart paused deployment (run rollout resume first)");
      if (spec.template.metadata?.annotations?.[RESTARTED_AT] === time) throw tooSoon(info.name);
      return { spec: { template: { metadata: { annotations: { [RESTARTED_AT]: time } } } } };
    },
    done: 'restarted',
  };
}

/** The patch would be empty: the time is told to the second. */
function tooSoon(name: string): PlainRefusal {
  const advice = 'please wait before attempting to trigger another';
  return new PlainRefusal(
    `failed to create patch for ${name}: if restart has already been triggered within the past second, ${advice}`,
  );
}
