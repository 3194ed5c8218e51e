import { StatusError } from '../../apimachinery/errors';
import { compareText } from '../../apimachinery/json';
import type { Node, Taint } from '../../resources/core/node';
import { names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import type { DescribeContext } from './context';
import { eventTarget, searchEvents, writeEvents } from './events';
import { writeLabelsAndAnnotations, writeMultiline } from './metadata';
import { writeNodeLease } from './node-lease';
import { writeNodeResources } from './node-resources';
import { writeResourceList } from './resource-list';
import { formatRfc1123z } from './rfc1123z';
import { type Writer, writeText } from './writer';

const rolePrefix = 'node-role.kubernetes.io/';

function rolesText({ metadata }: Node): string {
  const roles = new Set<string>();
  for (const [key, value] of Object.entries(metadata.labels ?? {})) {
    if (key.startsWith(rolePrefix)) roles.add(key.slice(rolePrefix.length));
    else if (key === 'kubernetes.io/role') roles.add(value);
  }
  roles.delete('');
  return [...roles].sort(compareText).join(',') || '<none>';
}

/** @upstream api/core/v1 Taint.ToString */
function taintText({ key, value, effect }: Taint): string {
  if (!effect) return value ? `${key}=${value}:` : key;
  return value ? `${key}=${value}:${effect}` : `${key}:${effect}`;
}

function writeTaints(w: Writer, taints: readonly Taint[] | undefined): void {
  const sorted = [...(taints ?? [])].sort((left, right) =>
    compareText(`${left.effect},${left.key}`, `${right.effect},${right.key}`),
  );
  writeMultiline(w, 'Taints', sorted.map(taintText));
}

function writeConditions(w: Writer, conditions: Node['status']['conditions']): void {
  if (!conditions?.length) return;
  w.line(0, 'Conditions:');
  w.line(1, 'Type', 'Status', 'LastHeartbeatTime', 'LastTransitionTime', 'Reason', 'Message');
  w.line(1, '----', '------', '-----------------', '------------------', '------', '-------');
  for (const { type, status, lastHeartbeatTime, lastTransitionTime, reason = '', message = '' } of conditions) {
    const times = [formatRfc1123z(lastHeartbeatTime), formatRfc1123z(lastTransitionTime)];
    w.line(1, ...[type, status, ...times, reason].map((cell) => `${cell} `), message);
  }
}

const systemInfo = [
  ['Machine ID:', 'machineID'],
  ['System UUID:', 'systemUUID'],
  ['Boot ID:', 'bootID'],
  ['Kernel Version:', 'kernelVersion'],
  ['OS Image:', 'osImage'],
  ['Operating System:', 'operatingSystem'],
  ['Architecture:', 'architecture'],
  ['Container Runtime Version:', 'containerRuntimeVersion'],
  ['Kubelet Version:', 'kubeletVersion'],
  ['Kube-Proxy Version:', 'kubeProxyVersion'],
] as const;

function writeStatus(w: Writer, { status }: Node): void {
  writeConditions(w, status.conditions);
  w.line(0, 'Addresses:');
  for (const { type, address } of status.addresses ?? []) w.line(1, `${type}:`, address);
  for (const [title, list] of [
    ['Capacity', status.capacity],
    ['Allocatable', status.allocatable],
  ] as const) {
    if (Object.keys(list ?? {}).length > 0) w.line(0, `${title}:`);
    writeResourceList(w, 1, list);
  }
  w.line(0, 'System Info:');
  for (const [label, field] of systemInfo) w.line(1, label, status.nodeInfo?.[field] ?? '');
}

function writeNetwork(w: Writer, { podCIDR, podCIDRs, providerID }: Node['spec']): void {
  if (podCIDR) w.line(0, 'PodCIDR:', podCIDR);
  if (podCIDRs?.length) w.line(0, 'PodCIDRs:', podCIDRs.join(','));
  if (providerID) w.line(0, 'ProviderID:', providerID);
}

/** Undefined where the user may not see them. */
async function runningPods(name: string, { client }: DescribeContext): Promise<Pod[] | undefined> {
  const fieldSelector = `spec.nodeName=${name},status.phase!=Succeeded,status.phase!=Failed`;
  try {
    return (await client.list(pods, { fieldSelector })).items;
  } catch (error) {
    if (error instanceof StatusError && error.reason === 'Forbidden') return undefined;
    throw error;
  }
}

/** Controllers refer to a node by its uid, the kubelet by its name. */
async function writeNodeEvents(w: Writer, node: Node, context: DescribeContext): Promise<void> {
  if (!context.showEvents) return;
  const target = eventTarget(node);
  const found = await searchEvents(target, context);
  found.push(...(await searchEvents({ ...target, uid: target.name }, context)));
  writeEvents(w, found, context.now);
}

/** Describes a Node. @upstream describe.go describeNode */
export function describeNode(node: Node, context: DescribeContext): Promise<string> {
  const { metadata, spec } = node;
  return writeText(async (w) => {
    const running = await runningPods(metadata.name, context);
    w.line(0, 'Name:', metadata.name);
    w.line(0, 'Roles:', rolesText(node));
    writeLabelsAndAnnotations(w, node);
    w.line(0, 'CreationTimestamp:', formatRfc1123z(metadata.creationTimestamp));
    writeTaints(w, spec.taints);
    w.line(0, 'Unschedulable:', String(spec.unschedulable ?? false));
    await writeNodeLease(w, metadata.name, context);
    writeStatus(w, node);
    writeNetwork(w, spec);
    if (running) writeNodeResources(w, running, node, context.now);
    else w.line(0, 'Pods:', 'not authorized');
    await writeNodeEvents(w, node, context);
  });
}
