import type { Kind } from '../../apimachinery/meta';
import { CommandError } from '../command-error';

/** A kind with its group: `Pod`, `ReplicaSet.apps`. @upstream apimachinery schema.GroupKind.String */
export function groupKindText({ group, kind }: Pick<Kind, 'group' | 'kind'>): string {
  return group === '' ? kind : `${kind}.${group}`;
}

/** The kinds that have to do with pods: the visitors of upstream know them, whether or not they have rollouts. */
const ofPods = new Set([
  'Pod',
  'ReplicationController',
  'CronJob.batch',
  'DaemonSet.apps',
  'Deployment.apps',
  'Job.batch',
  'ReplicaSet.apps',
  'StatefulSet.apps',
]);

/**
 * The refusal of a kind without rollouts.
 * @param what what there is none of, as it is retrieved: `history`
 * @param tool what would do it: `history viewer`
 * @upstream kubectl pkg/apps/kind_visitor.go
 */
export function noRollouts(kind: Kind, what: string, tool: string): CommandError {
  const name = JSON.stringify(groupKindText(kind));
  if (ofPods.has(groupKindText(kind))) return new CommandError(`no ${tool} has been implemented for ${name}`);
  const element = `{${kind.group} ${kind.kind}}`;
  return new CommandError(`error retrieving ${what} for ${name}, no visitor method exists for ${element}`);
}
