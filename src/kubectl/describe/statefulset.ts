import { canonicalQuantity } from '../../apimachinery/quantity';
import type { StatefulSet } from '../../resources/apps/statefulset';
import type { PersistentVolumeClaim } from '../../resources/core/persistentvolumeclaim';
import { storageClassOf } from './claim';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { goList } from './go-value';
import { writeLabels, writeLabelsAndAnnotations, writeName } from './metadata';
import { podCounts } from './pod-counts';
import { writePodTemplate } from './pod-template';
import { formatRfc1123z } from './rfc1123z';
import { labelSelectorText } from './selectors';
import { type Writer, writeText } from './writer';

function writeUpdateStrategy(w: Writer, { updateStrategy }: StatefulSet['spec']): void {
  const { partition, maxUnavailable } = updateStrategy?.rollingUpdate ?? {};
  w.line(0, 'Update Strategy:', updateStrategy?.type ?? '');
  if (partition === undefined) return;
  w.line(1, 'Partition:', String(partition));
  if (maxUnavailable !== undefined) w.line(1, 'MaxUnavailable:', String(maxUnavailable));
}

function writeClaimTemplates(w: Writer, templates: readonly PersistentVolumeClaim[] | undefined): void {
  if (!templates?.length) {
    w.line(0, 'Volume Claims:', '<none>');
    return;
  }
  w.line(0, 'Volume Claims:');
  for (const { metadata, spec } of templates) {
    const storage = spec.resources?.requests?.storage;
    w.line(1, 'Name:', metadata.name);
    w.line(1, 'StorageClass:', storageClassOf(metadata, spec));
    writeLabels(w, '  Labels', metadata.labels);
    // As labels: no annotation is hidden or cut here.
    writeLabels(w, '  Annotations', metadata.annotations);
    w.line(1, 'Capacity:', storage === undefined ? '<default>' : canonicalQuantity(storage));
    w.line(1, 'Access Modes:', goList(spec.accessModes));
  }
}

/** Describes a StatefulSet. @upstream describe.go describeStatefulSet */
export function describeStatefulSet(set: StatefulSet, context: DescribeContext): Promise<string> {
  const { metadata, spec, status } = set;
  return writeText(async (w) => {
    writeName(w, set);
    w.line(0, 'CreationTimestamp:', formatRfc1123z(metadata.creationTimestamp));
    w.line(0, 'Selector:', labelSelectorText(spec.selector));
    writeLabelsAndAnnotations(w, set);
    w.line(0, 'Replicas:', `${spec.replicas ?? 0} desired | ${status.replicas ?? 0} total`);
    writeUpdateStrategy(w, spec);
    w.line(0, 'Pods Status:', await podCounts(set, spec.selector, context));
    writePodTemplate(w, spec.template);
    writeClaimTemplates(w, spec.volumeClaimTemplates);
    await writeEventsAbout(w, set, context);
  });
}
