import { StatusError } from '../../apimachinery/errors';
import type { Deployment } from '../../resources/apps/deployment';
import type { ReplicaSet } from '../../resources/apps/replicaset';
import { writeWorkloadConditions } from './conditions';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { goValue } from './go-value';
import { writeLabelsAndAnnotations, writeName } from './metadata';
import { writePodTemplate } from './pod-template';
import { type DeploymentReplicaSets, findReplicaSets } from './replica-sets';
import { formatRfc1123z } from './rfc1123z';
import { labelSelectorText } from './selectors';
import { type Writer, writeText } from './writer';

function replicasText({ spec, status }: Deployment): string {
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, unavailableReplicas = 0 } = status;
  const present = `${spec.replicas ?? 0} desired | ${updatedReplicas} updated | ${replicas} total`;
  return `${present} | ${availableReplicas} available | ${unavailableReplicas} unavailable`;
}

function writeStrategy(w: Writer, { strategy, minReadySeconds = 0 }: Deployment['spec']): void {
  w.line(0, 'StrategyType:', strategy?.type ?? '');
  w.line(0, 'MinReadySeconds:', String(minReadySeconds));
  if (!strategy?.rollingUpdate) return;
  const { maxUnavailable, maxSurge } = strategy.rollingUpdate;
  const text = `${goValue(maxUnavailable)} max unavailable, ${goValue(maxSurge)} max surge`;
  w.line(0, 'RollingUpdateStrategy:', text);
}

function replicaSetsText(sets: readonly ReplicaSet[]): string {
  const texts = sets.map(
    ({ metadata, spec, status }) =>
      `${metadata.name} (${status?.replicas ?? 0}/${spec.replicas ?? 0} replicas created)`,
  );
  return texts.join(', ') || '<none>';
}

/** None where the server refuses to list them. */
async function replicaSetsOf(deployment: Deployment, context: DescribeContext): Promise<DeploymentReplicaSets> {
  try {
    return await findReplicaSets(deployment, context);
  } catch (error) {
    if (error instanceof StatusError) return { newSet: undefined, oldSets: [] };
    throw error;
  }
}

/** Describes a Deployment. @upstream describe.go describeDeployment */
export function describeDeployment(deployment: Deployment, context: DescribeContext): Promise<string> {
  const { metadata, spec, status } = deployment;
  return writeText(async (w) => {
    writeName(w, deployment);
    w.line(0, 'CreationTimestamp:', formatRfc1123z(metadata.creationTimestamp));
    writeLabelsAndAnnotations(w, deployment);
    w.line(0, 'Selector:', labelSelectorText(spec.selector));
    w.line(0, 'Replicas:', replicasText(deployment));
    writeStrategy(w, spec);
    writePodTemplate(w, spec.template);
    writeWorkloadConditions(w, status.conditions);
    const { newSet, oldSets } = await replicaSetsOf(deployment, context);
    if (newSet || oldSets.length > 0) {
      w.line(0, 'OldReplicaSets:', replicaSetsText(oldSets));
      w.line(0, 'NewReplicaSet:', replicaSetsText(newSet ? [newSet] : []));
    }
    await writeEventsAbout(w, deployment, context);
  });
}
