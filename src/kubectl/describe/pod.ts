import { age } from '../../apimachinery/time';
import type { Pod } from '../../resources/core/pod-types';
import { writeContainers, writeSeccompProfile } from './containers';
import type { DescribeContext } from './context';
import { eventTarget, searchEvents, writeEvents } from './events';
import { writeController, writeLabels, writeLabelsAndAnnotations, writeName } from './metadata';
import { podQos } from './qos';
import { writeResources } from './resource-list';
import { formatRfc1123z } from './rfc1123z';
import { writeTolerations } from './tolerations';
import { writeTopologySpread } from './topology-spread';
import { writeVolumes } from './volumes';
import { type Writer, writeText } from './writer';

const mirrorAnnotation = 'kubernetes.io/config.mirror';

function writeHeader(w: Writer, pod: Pod): void {
  const { spec, status } = pod;
  writeName(w, pod);
  if (spec.priority !== undefined) w.line(0, 'Priority:', String(spec.priority));
  if (spec.priorityClassName) w.line(0, 'Priority Class Name:', spec.priorityClassName);
  if (spec.runtimeClassName) w.line(0, 'Runtime Class Name:', spec.runtimeClassName);
  if (spec.serviceAccountName) w.line(0, 'Service Account:', spec.serviceAccountName);
  w.line(0, 'Node:', spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>');
  if (status.startTime) w.line(0, 'Start Time:', formatRfc1123z(status.startTime));
  writeLabelsAndAnnotations(w, pod);
}

function writePhase(w: Writer, { metadata, status }: Pod, now: number): void {
  const finished = status.phase === 'Failed' || status.phase === 'Succeeded';
  if (metadata.deletionTimestamp && !finished) {
    w.line(0, 'Status:', `Terminating (lasts ${age(metadata.deletionTimestamp, now)})`);
    w.line(0, 'Termination Grace Period:', `${metadata.deletionGracePeriodSeconds ?? 0}s`);
  } else {
    w.line(0, 'Status:', status.phase ?? '');
  }
  if (status.reason) w.line(0, 'Reason:', status.reason);
  if (status.message) w.line(0, 'Message:', status.message);
}

function writeAddresses(w: Writer, { podIP, podIPs }: Pod['status']): void {
  w.line(0, 'IP:', podIP ?? '');
  if (!podIPs?.length) {
    w.line(0, 'IPs:', '<none>');
    return;
  }
  w.line(0, 'IPs:');
  for (const { ip } of podIPs) w.line(1, 'IP:', ip);
}

function writeAllContainers(w: Writer, pod: Pod): void {
  const { spec, status } = pod;
  if (spec.initContainers?.length) {
    writeContainers(w, 'Init Containers', spec.initContainers, { statuses: status.initContainerStatuses, pod });
  }
  writeContainers(w, 'Containers', spec.containers, { statuses: status.containerStatuses, pod });
  if (spec.ephemeralContainers?.length) {
    const statuses = status.ephemeralContainerStatuses;
    writeContainers(w, 'Ephemeral Containers', spec.ephemeralContainers, { statuses, pod });
  }
}

function writeConditions(w: Writer, { spec, status }: Pod): void {
  const conditions = status.conditions ?? [];
  if (spec.readinessGates?.length) {
    w.line(0, 'Readiness Gates:');
    w.line(1, 'Type', 'Status');
    for (const { conditionType } of spec.readinessGates) {
      const condition = conditions.find(({ type }) => type === conditionType);
      w.line(1, `${conditionType} `, `${condition?.status ?? '<none>'} `);
    }
  }
  if (conditions.length === 0) return;
  w.line(0, 'Conditions:');
  w.line(1, 'Type', 'Status');
  for (const condition of conditions) w.line(1, `${condition.type} `, `${condition.status} `);
}

/** The kubelet refers to a static pod by the hash that its mirror is annotated with. */
function podEventTarget(pod: Pod) {
  const target = eventTarget(pod);
  return { ...target, kind: undefined, uid: pod.metadata.annotations?.[mirrorAnnotation] ?? target.uid };
}

/** Describes a pod. @upstream describe.go describePod */
export function describePod(pod: Pod, context: DescribeContext): Promise<string> {
  const { spec, status } = pod;
  return writeText(async (w) => {
    writeHeader(w, pod);
    writePhase(w, pod, context.now);
    writeSeccompProfile(w, 0, 0, spec.securityContext);
    writeAddresses(w, status);
    writeController(w, pod);
    if (status.nominatedNodeName) w.line(0, 'NominatedNodeName:', status.nominatedNodeName);
    if (spec.resources) {
      w.line(0, 'Resources:');
      writeResources(w, 1, spec.resources);
    }
    writeAllContainers(w, pod);
    writeConditions(w, pod);
    writeVolumes(w, spec.volumes, '');
    w.line(0, 'QoS Class:', podQos(pod));
    writeLabels(w, 'Node-Selectors', spec.nodeSelector);
    writeTolerations(w, 'Tolerations', spec.tolerations);
    writeTopologySpread(w, spec.topologySpreadConstraints, '');
    if (context.showEvents) writeEvents(w, await searchEvents(podEventTarget(pod), context), context.now);
  });
}
