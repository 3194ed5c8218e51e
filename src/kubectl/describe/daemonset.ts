import type { DaemonSet } from '../../resources/apps/daemonset';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { writeLabelsAndAnnotations, writeName } from './metadata';
import { podCounts } from './pod-counts';
import { writePodTemplate } from './pod-template';
import { formatLabels, labelSelectorText } from './selectors';
import { writeText } from './writer';

/** Describes a DaemonSet. @upstream describe.go describeDaemonSet */
export function describeDaemonSet(set: DaemonSet, context: DescribeContext): Promise<string> {
  const { spec, status } = set;
  return writeText(async (w) => {
    writeName(w, set);
    w.line(0, 'Selector:', labelSelectorText(spec.selector));
    w.line(0, 'Node-Selector:', formatLabels(spec.template.spec.nodeSelector));
    writeLabelsAndAnnotations(w, set);
    w.line(0, `Desired Number of Nodes Scheduled: ${status.desiredNumberScheduled ?? 0}`);
    w.line(0, `Current Number of Nodes Scheduled: ${status.currentNumberScheduled ?? 0}`);
    w.line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status.updatedNumberScheduled ?? 0}`);
    w.line(0, `Number of Nodes Scheduled with Available Pods: ${status.numberAvailable ?? 0}`);
    w.line(0, `Number of Nodes Misscheduled: ${status.numberMisscheduled ?? 0}`);
    w.line(0, 'Pods Status:', await podCounts(set, spec.selector, context));
    writePodTemplate(w, spec.template);
    await writeEventsAbout(w, set, context);
  });
}
