import type { PodTemplateSpec } from '../../resources/core/pod-types';
import { writeContainers } from './containers';
import { writeAnnotations, writeLabels } from './metadata';
import { writeTolerations } from './tolerations';
import { writeTopologySpread } from './topology-spread';
import { writeVolumes } from './volumes';
import type { Writer } from './writer';

const space = '  ';

/** Writes the template of a workload's pods. @upstream describe.go DescribePodTemplate */
export function writePodTemplate(w: Writer, { metadata, spec }: PodTemplateSpec): void {
  const annotations = metadata?.annotations ?? {};
  w.line(0, 'Pod Template:');
  writeLabels(w, `${space}Labels`, metadata?.labels);
  if (Object.keys(annotations).length > 0) writeAnnotations(w, `${space}Annotations`, annotations);
  if (spec.serviceAccountName) w.line(1, 'Service Account:', spec.serviceAccountName);
  if (spec.initContainers?.length) writeContainers(w, 'Init Containers', spec.initContainers, { space });
  writeContainers(w, 'Containers', spec.containers, { space });
  writeVolumes(w, spec.volumes, space);
  writeTopologySpread(w, spec.topologySpreadConstraints, space);
  if (spec.priorityClassName) w.line(1, 'Priority Class Name:', spec.priorityClassName);
  writeLabels(w, `${space}Node-Selectors`, spec.nodeSelector);
  writeTolerations(w, `${space}Tolerations`, spec.tolerations);
}
