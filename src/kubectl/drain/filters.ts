import { isNotFound } from '../../apimachinery/errors';
import { controllerOf } from '../../apimachinery/meta';
import { parseTime } from '../../apimachinery/time';
import { names as daemonsets } from '../../resources/apps/daemonset';
import { isPodTerminal, names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';

/** Which pods a node may be freed of. */
export type Conditions = {
  readonly podSelector: string;
  /** Pods that nothing would make again, too. */
  readonly force: boolean;
  readonly ignoreDaemonSets: boolean;
  readonly deleteEmptyDirData: boolean;
  /** Pods that have been going away for longer are let be; in seconds, 0 is for ever. */
  readonly skipAfter: number;
};

/** What is to become of a pod: it goes or it stays, with a word to the user, or it keeps the node from being drained. */
type Verdict = {
  readonly isToGo: boolean;
  readonly warning?: string;
  readonly error?: string;
};

type Filter = (pod: Pod, conditions: Conditions, kubectl: Kubectl) => Verdict | Promise<Verdict>;

const go: Verdict = { isToGo: true };
const stay: Verdict = { isToGo: false };

/** The pods of a node that are to go, and what is to be said of them and of the others. */
export type Selection = {
  readonly pods: readonly Pod[];
  /** `deleting Pods that declare no controller: default/lone`, or nothing. */
  readonly warnings: string;
  readonly errors: readonly CommandError[];
};

/** @upstream kubectl pkg/drain Helper.GetPodsForDeletion */
export async function podsToRemove(node: string, conditions: Conditions, kubectl: Kubectl): Promise<Selection> {
  const { items } = await kubectl.client.list(pods, {
    labelSelector: conditions.podSelector,
    fieldSelector: `spec.nodeName=${node}`,
  });
  const judged: { readonly pod: Pod; readonly verdict: Verdict }[] = [];
  for (const pod of items) judged.push({ pod, verdict: await judge(pod, conditions, kubectl) });
  const said = (field: 'warning' | 'error'): string[] => {
    const podsByMessage = new Map<string, string[]>();
    for (const { pod, verdict } of judged) {
      const message = verdict[field];
      if (message === undefined) continue;
      const { namespace, name } = pod.metadata;
      podsByMessage.set(message, [...(podsByMessage.get(message) ?? []), `${namespace}/${name}`]);
    }
    return [...podsByMessage].map(([message, names]) => `${message}: ${names.join(', ')}`);
  };
  return {
    pods: judged.filter(({ verdict }) => verdict.isToGo).map(({ pod }) => pod),
    warnings: said('warning').join('; '),
    errors: said('error').map((text) => new CommandError(`cannot delete ${text}`)),
  };
}

/** The verdict of the first filter that keeps the pod, else of the last. */
async function judge(pod: Pod, conditions: Conditions, kubectl: Kubectl): Promise<Verdict> {
  let verdict = go;
  for (const filter of filters) {
    verdict = await filter(pod, conditions, kubectl);
    if (!verdict.isToGo) return verdict;
  }
  return verdict;
}

/** Whether a pod has been going away for so long that it is let be. */
export function isSkipped({ metadata }: Pod, { skipAfter }: Pick<Conditions, 'skipAfter'>, now: number): boolean {
  if (skipAfter <= 0 || metadata.deletionTimestamp === undefined) return false;
  return Math.trunc((now - parseTime(metadata.deletionTimestamp)) / 1000) > skipAfter;
}

const skipDeleted: Filter = (pod, conditions, { now }) => (isSkipped(pod, conditions, now()) ? stay : go);

/** Pods of a DaemonSet never go, unless it is gone itself. */
const daemonSet: Filter = async (pod, { force, ignoreDaemonSets }, { client }) => {
  const owner = controllerOf(pod);
  if (owner?.kind !== 'DaemonSet' || isPodTerminal(pod)) return go;
  try {
    await client.get(daemonsets, owner.name, pod.metadata.namespace);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return isNotFound(error) && force ? { isToGo: true, warning: message } : { isToGo: false, error: message };
  }
  return ignoreDaemonSets
    ? { isToGo: false, warning: 'ignoring DaemonSet-managed Pods' }
    : { isToGo: false, error: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' };
};

const mirrorPod: Filter = ({ metadata }) =>
  metadata.annotations?.['kubernetes.io/config.mirror'] === undefined ? go : stay;

const localStorage: Filter = (pod, { deleteEmptyDirData }) => {
  const isLocal = pod.spec.volumes?.some(({ emptyDir }) => emptyDir !== undefined) ?? false;
  if (!isLocal || isPodTerminal(pod)) return go;
  return deleteEmptyDirData
    ? { isToGo: true, warning: 'deleting Pods with local storage' }
    : { isToGo: false, error: 'Pods with local storage (use --delete-emptydir-data to override)' };
};

const unreplicated: Filter = (pod, { force }) => {
  if (isPodTerminal(pod) || controllerOf(pod) !== undefined) return go;
  return force
    ? { isToGo: true, warning: 'deleting Pods that declare no controller' }
    : { isToGo: false, error: 'cannot delete Pods that declare no controller (use --force to override)' };
};

/** In upstream's order: of several warnings the last filter's is kept. @upstream kubectl pkg/drain/filters.go makeFilters */
const filters: readonly Filter[] = [skipDeleted, daemonSet, mirrorPod, localStorage, unreplicated];
