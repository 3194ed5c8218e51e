import { StatusError } from '../../apimachinery/errors';
import type { ReplicaSet } from '../../resources/apps/replicaset';
import { writeWorkloadConditions } from './conditions';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { writeController, writeLabelsAndAnnotations, writeName } from './metadata';
import { podCounts } from './pod-counts';
import { writePodTemplate } from './pod-template';
import { formatLabelSelector } from './selectors';
import { writeText } from './writer';

async function podsStatus(set: ReplicaSet, context: DescribeContext): Promise<string> {
  try {
    return await podCounts(set, set.spec.selector, context);
  } catch (error) {
    if (error instanceof StatusError) return `error in fetching pods: ${error.message}`;
    throw error;
  }
}

/** Describes a ReplicaSet. @upstream describe.go describeReplicaSet */
export function describeReplicaSet(set: ReplicaSet, context: DescribeContext): Promise<string> {
  const { spec, status } = set;
  return writeText(async (w) => {
    writeName(w, set);
    w.line(0, 'Selector:', formatLabelSelector(spec.selector));
    writeLabelsAndAnnotations(w, set);
    writeController(w, set);
    w.line(0, 'Replicas:', `${status.replicas ?? 0} current / ${spec.replicas ?? 0} desired`);
    w.line(0, 'Pods Status:', await podsStatus(set, context));
    writePodTemplate(w, spec.template);
    writeWorkloadConditions(w, status.conditions);
    await writeEventsAbout(w, set, context);
  });
}
