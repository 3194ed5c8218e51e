import type { ReplicationController } from '../../resources/core/replicationcontroller';
import { writeWorkloadConditions } from './conditions';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { writeLabelsAndAnnotations, writeName } from './metadata';
import { podCounts } from './pod-counts';
import { writePodTemplate } from './pod-template';
import { formatLabels } from './selectors';
import { writeText } from './writer';

/** Describes a ReplicationController. @upstream describe.go describeReplicationController */
export function describeReplicationController(
  controller: ReplicationController,
  context: DescribeContext,
): Promise<string> {
  const { spec, status } = controller;
  return writeText(async (w) => {
    writeName(w, controller);
    w.line(0, 'Selector:', formatLabels(spec.selector));
    writeLabelsAndAnnotations(w, controller);
    w.line(0, 'Replicas:', `${status.replicas ?? 0} current / ${spec.replicas ?? 0} desired`);
    w.line(0, 'Pods Status:', await podCounts(controller, { matchLabels: spec.selector }, context));
    writePodTemplate(w, spec.template ?? { spec: { containers: [] } });
    writeWorkloadConditions(w, status.conditions);
    await writeEventsAbout(w, controller, context);
  });
}
