import { isObject, type JsonObject } from '../../apimachinery/json';
import { containerOf } from '../../resources/core/pod';
import type { Container, Pod } from '../../resources/core/pod-types';

/** How something is debugged: in a container that joins the pod, in a copy of the pod, in a pod on the node. */
export type DebugStyle = 'ephemeral' | 'copy' | 'node';

/** What a copy of a pod keeps of it. */
export type KeepFlags = {
  readonly labels: boolean;
  readonly annotations: boolean;
  readonly liveness: boolean;
  readonly readiness: boolean;
  readonly startup: boolean;
  readonly initContainers: boolean;
};

/** Changes the pod, which is the caller's own, or the container that debugs. */
type Change = (debugged: { readonly pod: Pod; readonly container: Container; readonly keep: KeepFlags }) => void;

const removeLabels: Change = ({ pod }) => {
  delete pod.metadata.labels;
};

const strip: Change = ({ pod: { metadata, spec }, keep }) => {
  if (!keep.labels) delete metadata.labels;
  if (!keep.annotations) delete metadata.annotations;
  for (const container of spec.containers) {
    if (!keep.liveness) delete container.livenessProbe;
    if (!keep.readiness) delete container.readinessProbe;
    if (!keep.startup) delete container.startupProbe;
  }
  if (!keep.initContainers) delete spec.initContainers;
};

const mountHostRoot: Change = ({ pod: { spec }, container }) => {
  const name = 'host-root';
  spec.volumes = [...(spec.volumes ?? []), { name, hostPath: { path: '/' } }];
  container.volumeMounts = [...(container.volumeMounts ?? []), { name, mountPath: '/host' }];
};

const useHostNamespaces: Change = ({ pod: { spec } }) => {
  spec.hostNetwork = true;
  spec.hostPID = true;
  spec.hostIPC = true;
};

const shareProcesses: Change = ({ pod: { spec } }) => {
  spec.shareProcessNamespace ??= true;
};

const clearSecurityContext: Change = ({ container }) => {
  delete container.securityContext;
};

const secure =
  (fields: JsonObject): Change =>
  ({ container }) => {
    container.securityContext = { ...container.securityContext, ...fields };
  };

const addCapabilities =
  (...names: readonly string[]): Change =>
  ({ container }) => {
    const { securityContext = {} } = container;
    const capabilities = isObject(securityContext.capabilities) ? securityContext.capabilities : {};
    const add = [...(Array.isArray(capabilities.add) ? capabilities.add : []), ...names];
    container.securityContext = { ...securityContext, capabilities: { ...capabilities, add } };
  };

const unprivileged = secure({
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
  allowPrivilegeEscalation: false,
  seccompProfile: { type: 'RuntimeDefault' },
});
const trace = addCapabilities('SYS_PTRACE');
const network = addCapabilities('NET_ADMIN', 'NET_RAW');
const privileged = secure({ privileged: true });

const profiles: Readonly<Record<string, Readonly<Record<DebugStyle, readonly Change[]>>>> = {
  legacy: { ephemeral: [], copy: [removeLabels], node: [mountHostRoot, useHostNamespaces] },
  general: {
    ephemeral: [trace],
    copy: [strip, trace, shareProcesses],
    node: [mountHostRoot, clearSecurityContext, useHostNamespaces],
  },
  baseline: {
    ephemeral: [clearSecurityContext],
    copy: [clearSecurityContext, strip, shareProcesses],
    node: [clearSecurityContext],
  },
  restricted: {
    ephemeral: [clearSecurityContext, unprivileged],
    copy: [clearSecurityContext, unprivileged, strip, shareProcesses],
    node: [clearSecurityContext, unprivileged],
  },
  netadmin: { ephemeral: [network], copy: [network, strip, shareProcesses], node: [network, useHostNamespaces] },
  sysadmin: {
    ephemeral: [privileged],
    copy: [privileged, strip, shareProcesses],
    node: [privileged, useHostNamespaces, mountHostRoot],
  },
};

/** Whether there is a profile of a name. */
export function isProfile(name: string): boolean {
  return Object.hasOwn(profiles, name);
}

/**
 * Gives the container that debugs, and its pod, what a profile says.
 * @param pod the caller's own
 * @upstream kubectl pkg/cmd/debug/profiles.go
 */
export function applyProfile(profile: string, style: DebugStyle, pod: Pod, name: string, keep: KeepFlags): void {
  const container = containerOf(pod, name);
  if (container === undefined) return;
  for (const change of profiles[profile]?.[style] ?? []) change({ pod, container, keep });
}
