import type { KubeObject } from '../../apimachinery/meta';
import type { DaemonSet } from '../../resources/apps/daemonset';
import type { Deployment } from '../../resources/apps/deployment';
import type { StatefulSet } from '../../resources/apps/statefulset';
import { CommandError } from '../command-error';
import type { Info } from '../resource/select';
import { groupKindText } from './group-kind';
import { revisionOf, revisionProblem } from './revisions';

/** How far a rollout is, in a line of its own. */
type RolloutStatus = { readonly text: string; readonly done: boolean };

/** @param revision the one that is asked for; 0 for any */
type StatusViewer = (object: KubeObject, revision: number) => RolloutStatus;

/**
 * What tells the status of a kind's rollouts.
 * @throws CommandError for other kinds
 * @upstream kubectl pkg/polymorphichelpers/rollout_status.go
 */
export function statusViewerFor(kind: Info['kind']): StatusViewer {
  switch (`${kind.plural}.${kind.group}`) {
    case 'deployments.apps':
      return (object, revision) => deploymentStatus(object as Deployment, revision);
    case 'daemonsets.apps':
      return (object) => daemonSetStatus(object as DaemonSet);
    case 'statefulsets.apps':
      return (object) => statefulSetStatus(object as StatefulSet);
    default:
      throw new CommandError(`no status viewer has been implemented for ${groupKindText(kind)}`);
  }
}

const done = (text: string): RolloutStatus => ({ text: `${text}\n`, done: true });
const waiting = (text: string): RolloutStatus => ({ text: `${text}...\n`, done: false });

function deploymentStatus(deployment: Deployment, revision: number): RolloutStatus {
  const { metadata, spec, status } = deployment;
  const name = JSON.stringify(metadata.name);
  if (revision > 0) requireRevision(deployment, revision);
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return waiting('Waiting for deployment spec update to be observed');
  }
  const progressing = status.conditions?.find(({ type }) => type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    throw new CommandError(`deployment ${name} exceeded its progress deadline`);
  }
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const wanted = spec.replicas ?? 1;
  const unfinished = (what: string) => waiting(`Waiting for deployment ${name} rollout to finish: ${what}`);
  if (updatedReplicas < wanted) {
    return unfinished(`${updatedReplicas} out of ${wanted} new replicas have been updated`);
  }
  if (replicas > updatedReplicas) {
    return unfinished(`${replicas - updatedReplicas} old replicas are pending termination`);
  }
  if (availableReplicas < updatedReplicas) {
    return unfinished(`${availableReplicas} of ${updatedReplicas} updated replicas are available`);
  }
  return done(`deployment ${name} successfully rolled out`);
}

function requireRevision(deployment: Deployment, revision: number): void {
  const problem = revisionProblem(deployment);
  if (problem !== undefined) {
    const name = JSON.stringify(deployment.metadata.name);
    throw new CommandError(`cannot get the revision of deployment ${name}: ${problem}`);
  }
  const running = revisionOf(deployment);
  if (running === revision) return;
  throw new CommandError(`desired revision (${revision}) is different from the running revision (${running})`);
}

function daemonSetStatus({ metadata, spec, status }: DaemonSet): RolloutStatus {
  if (spec.updateStrategy?.type !== 'RollingUpdate') throw notRolling();
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return waiting('Waiting for daemon set spec update to be observed');
  }
  const name = JSON.stringify(metadata.name);
  const { updatedNumberScheduled: updated = 0, desiredNumberScheduled: wanted = 0, numberAvailable = 0 } = status;
  const unfinished = (what: string) => waiting(`Waiting for daemon set ${name} rollout to finish: ${what}`);
  if (updated < wanted) return unfinished(`${updated} out of ${wanted} new pods have been updated`);
  if (numberAvailable < wanted) return unfinished(`${numberAvailable} of ${wanted} updated pods are available`);
  return done(`daemon set ${name} successfully rolled out`);
}

function statefulSetStatus({ metadata, spec, status }: StatefulSet): RolloutStatus {
  if (spec.updateStrategy?.type !== 'RollingUpdate') throw notRolling();
  if (!status.observedGeneration || (metadata.generation ?? 0) > status.observedGeneration) {
    return waiting('Waiting for statefulset spec update to be observed');
  }
  const wanted = spec.replicas ?? 1;
  const { readyReplicas = 0, updatedReplicas = 0, currentReplicas = 0, currentRevision, updateRevision } = status;
  if (readyReplicas < wanted) return waiting(`Waiting for ${wanted - readyReplicas} pods to be ready`);
  const { rollingUpdate } = spec.updateStrategy;
  if (rollingUpdate) {
    const share = wanted - (rollingUpdate.partition ?? wanted);
    if (updatedReplicas < share) {
      const progress = `${updatedReplicas} out of ${share} new pods have been updated`;
      return waiting(`Waiting for partitioned roll out to finish: ${progress}`);
    }
    return done(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`);
  }
  if (updateRevision !== currentRevision) {
    return waiting(
      `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}`,
    );
  }
  return done(`statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...`);
}

function notRolling(): CommandError {
  return new CommandError('rollout status is only available for RollingUpdate strategy type');
}
