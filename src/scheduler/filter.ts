import { matchesSelector, type Requirement } from '../apimachinery/labels';
import type { StringMap } from '../apimachinery/meta';
import { compareQuantities, parseQuantity } from '../apimachinery/quantity';
import type { Node, Taint } from '../resources/core/node';
import type { PersistentVolume } from '../resources/core/persistentvolume';
import type { Pod, Toleration } from '../resources/core/pod-types';
import { requestsOf, sumOf } from './resource-request';

/** What is known when a node is judged for a pod. */
export type Candidate = {
  readonly pod: Pod;
  readonly node: Node;
  /** The pods that are on the node. */
  readonly neighbours: readonly Pod[];
  /** The volumes that the pod's claims are bound to. */
  readonly volumes: readonly PersistentVolume[];
};

/** A plugin says why a node will not do, in upstream's words; undefined when it will. */
type Filter = (candidate: Candidate) => string[];

type Expression = { key: string; operator: string; values?: string[] };
type NodeSelectorTerm = { matchExpressions?: Expression[]; matchFields?: Expression[] };

const operators: Record<string, Requirement['operator']> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
  Gt: 'gt',
  Lt: 'lt',
};

function matchesTerms(terms: readonly NodeSelectorTerm[], node: Node): boolean {
  const requirement = ({ key, operator, values = [] }: Expression): Requirement => ({
    key,
    operator: operators[operator] ?? 'exists',
    values,
  });
  return terms.some(({ matchExpressions = [], matchFields = [] }) => {
    if (matchExpressions.length + matchFields.length === 0) return false;
    const byLabels = matchesSelector(matchExpressions.map(requirement), node.metadata.labels);
    return byLabels && matchesSelector(matchFields.map(requirement), { 'metadata.name': node.metadata.name });
  });
}

/** Whether a toleration covers a taint. @upstream api core/v1 ToleratesTaint */
export function tolerates({ key, operator, value, effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false;
  if (key && key !== taint.key) return false;
  return operator === 'Exists' || (Boolean(key) && (value ?? '') === (taint.value ?? ''));
}

const nodeUnschedulable: Filter = ({ node, pod }) => {
  const taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  const tolerated = pod.spec.tolerations?.some((toleration) => tolerates(toleration, taint));
  return node.spec.unschedulable && !tolerated ? ['node(s) were unschedulable'] : [];
};

const taintToleration: Filter = ({ node, pod }) => {
  const hard = (node.spec.taints ?? []).filter(({ effect }) => effect !== 'PreferNoSchedule');
  const untolerated = hard.find((taint) => !pod.spec.tolerations?.some((toleration) => tolerates(toleration, taint)));
  return untolerated === undefined
    ? []
    : [`node(s) had untolerated taint {${untolerated.key}: ${untolerated.value ?? ''}}`];
};

const nodeAffinity: Filter = ({ node, pod }) => {
  const selected = Object.entries(pod.spec.nodeSelector ?? {}).every(
    ([key, value]) => node.metadata.labels?.[key] === value,
  );
  const affinity = pod.spec.affinity as
    | { nodeAffinity?: { requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms: NodeSelectorTerm[] } } }
    | undefined;
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const isLiked = terms === undefined || matchesTerms(terms, node);
  return selected && isLiked ? [] : ["node(s) didn't match Pod's node affinity/selector"];
};

const volumeAffinity: Filter = ({ node, volumes }) => {
  const fits = volumes.every(({ spec }) => {
    const terms = spec.nodeAffinity?.required?.nodeSelectorTerms as NodeSelectorTerm[] | undefined;
    return terms === undefined || matchesTerms(terms, node);
  });
  return fits ? [] : ["node(s) didn't match PersistentVolume's node affinity"];
};

const resourcesFit: Filter = ({ node, pod, neighbours }) => {
  const allocatable: StringMap = node.status.allocatable ?? {};
  const reasons = neighbours.length + 1 > Number(allocatable.pods ?? 110) ? ['Too many pods'] : [];
  for (const [name, request] of Object.entries(requestsOf(pod.spec))) {
    const wanted = sumOf([request, ...neighbours.map((neighbour) => requestsOf(neighbour.spec)[name] ?? '0')]);
    if (compareQuantities(parseQuantity(request), parseQuantity('0')) === 0) continue;
    if (compareQuantities(wanted, parseQuantity(allocatable[name] ?? '0')) > 0) reasons.push(`Insufficient ${name}`);
  }
  return reasons;
};

/** The filters in the scheduler's order. @upstream pkg/scheduler/apis/config/v1/default_plugins.go */
const filters: readonly Filter[] = [nodeUnschedulable, taintToleration, nodeAffinity, resourcesFit, volumeAffinity];

/** Why a node will not do for a pod: the reasons of the first filter that refuses; none when it will do. */
export function refusals(candidate: Candidate): string[] {
  for (const filter of filters) {
    const reasons = filter(candidate);
    if (reasons.length > 0) return reasons;
  }
  return [];
}
