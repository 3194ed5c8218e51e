import { compareText } from '../../apimachinery/json';
import type { Container, ContainerPort, ContainerState, ContainerStatus, Pod } from '../../resources/core/pod-types';
import { writeEnvironment } from './environment';
import { goQuote, goTitleBool } from './go-value';
import { objectField, textField } from './json-field';
import { probeText } from './probe';
import { writeResources } from './resource-list';
import { formatRfc1123z } from './rfc1123z';
import type { Writer } from './writer';

/** Where containers are written: those of a pod have a status, those of a template a deeper indentation. */
export type ContainersPlace = {
  readonly space?: string;
  readonly statuses?: readonly ContainerStatus[];
  readonly pod?: Pod;
};

function writePorts(w: Writer, title: string, ports: readonly ContainerPort[], number: 'containerPort' | 'hostPort') {
  const texts = ports.map((port) => `${port[number] ?? 0}/${port.protocol ?? ''}`);
  w.line(2, `${title}${texts.length > 1 ? 's' : ''}:`, texts.join(', ') || '<none>');
}

/** Writes the seccomp profile of a security context, if it has one. */
export function writeSeccompProfile(
  w: Writer,
  level: number,
  localLevel: number,
  context: Container['securityContext'],
) {
  const profile = objectField(context, 'seccompProfile');
  if (profile === undefined) return;
  const type = textField(profile, 'type');
  w.line(level, 'SeccompProfile:', type);
  if (type === 'Localhost') w.line(localLevel, 'LocalhostProfile:', textField(profile, 'localhostProfile'));
}

function writeBasics(w: Writer, container: Container, status: ContainerStatus | undefined): void {
  const ports = container.ports ?? [];
  if (status) w.line(2, 'Container ID:', status.containerID ?? '');
  w.line(2, 'Image:', container.image);
  if (status) w.line(2, 'Image ID:', status.imageID);
  writePorts(w, 'Port', ports, 'containerPort');
  writePorts(w, 'Host Port', ports, 'hostPort');
  writeSeccompProfile(w, 2, 3, container.securityContext);
}

function writeWords(w: Writer, title: string, words: readonly string[] | undefined): void {
  if (!words?.length) return;
  w.line(2, `${title}:`);
  for (const text of words.flatMap((word) => word.split('\n'))) w.line(3, text);
}

/** Writes the state of a container. @upstream describe.go describeStatus */
function writeState(w: Writer, title: string, { running, waiting, terminated }: ContainerState): void {
  if (running) {
    w.line(2, `${title}:`, 'Running');
    w.line(3, 'Started:', formatRfc1123z(running.startedAt));
  } else if (!waiting && terminated) {
    const { reason, message, exitCode, signal = 0, startedAt, finishedAt } = terminated;
    w.line(2, `${title}:`, 'Terminated');
    if (reason) w.line(3, 'Reason:', reason);
    if (message) w.line(3, 'Message:', message);
    w.line(3, 'Exit Code:', String(exitCode));
    if (signal > 0) w.line(3, 'Signal:', String(signal));
    w.line(3, 'Started:', formatRfc1123z(startedAt));
    w.line(3, 'Finished:', formatRfc1123z(finishedAt));
  } else {
    w.line(2, `${title}:`, 'Waiting');
    if (waiting?.reason) w.line(3, 'Reason:', waiting.reason);
  }
}

function writeStatus(w: Writer, status: ContainerStatus): void {
  writeState(w, 'State', status.state ?? {});
  if (status.lastState?.terminated) writeState(w, 'Last State', status.lastState);
  w.line(2, 'Ready:', goTitleBool(status.ready));
  w.line(2, 'Restart Count:', String(status.restartCount));
}

function writeProbes(w: Writer, { livenessProbe, readinessProbe, startupProbe }: Container): void {
  if (livenessProbe) w.line(2, 'Liveness:', probeText(livenessProbe));
  if (readinessProbe) w.line(2, 'Readiness:', probeText(readinessProbe));
  if (startupProbe) w.line(2, 'Startup:', probeText(startupProbe));
}

function writeMounts(w: Writer, { volumeMounts = [], volumeDevices = [] }: Container): void {
  const none = volumeMounts.length === 0 ? ['<none>'] : [];
  w.line(2, 'Mounts:', ...none);
  for (const mount of [...volumeMounts].sort((a, b) => compareText(a.mountPath, b.mountPath))) {
    const path = mount.subPath ? `,path=${goQuote(mount.subPath)}` : '';
    w.line(3, `${mount.mountPath} from ${mount.name} (${mount.readOnly ? 'ro' : 'rw'}${path})`);
  }
  if (volumeDevices.length === 0) return;
  // Upstream says <none> here where there are no mounts, devices or not.
  w.line(2, 'Devices:', ...none);
  for (const device of [...volumeDevices].sort((a, b) => compareText(a.devicePath, b.devicePath))) {
    w.line(3, `${device.devicePath} from ${device.name}`);
  }
}

/** Writes containers under a title. @upstream describe.go describeContainers */
export function writeContainers(
  w: Writer,
  title: string,
  containers: readonly Container[],
  { space = '', statuses = [], pod }: ContainersPlace,
): void {
  w.line(0, `${space}${title}:${containers.length === 0 ? ' <none>' : ''}`);
  for (const container of containers) {
    const status = statuses.findLast(({ name }) => name === container.name);
    w.line(1, `${space === '' ? '' : ' '}${container.name}:`);
    writeBasics(w, container, status);
    writeWords(w, 'Command', container.command);
    writeWords(w, 'Args', container.args);
    if (status) writeStatus(w, status);
    writeResources(w, 2, container.resources);
    writeProbes(w, container);
    writeEnvironment(w, container, pod);
    writeMounts(w, container);
  }
}
