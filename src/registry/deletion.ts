import type { DeleteOptions } from '../apimachinery/delete-options';
import { conflict } from '../apimachinery/errors';
import type { Kind, KubeObject } from '../apimachinery/meta';
import { formatTime, parseTime } from '../apimachinery/time';
import { strategyFor } from '../resources/strategies';
import type { RegistryWorld } from './objects';
import { removeObject, storeObject } from './registry';

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';

/**
 * Deletes an object, or marks it as being deleted while finalizers or a grace period hold it.
 * @returns the object as it was taken out or marked
 * @throws StatusError Conflict when a precondition does not hold
 * @upstream apiserver registry/generic/registry/store.go Delete, registry/rest BeforeDelete
 */
export function deleteObject(world: RegistryWorld, kind: Kind, object: KubeObject, options: DeleteOptions): KubeObject {
  checkPreconditions(kind, object, options);
  const finalizers = finalizersFor(kind, object, options);
  const grace = gracePeriod(kind, object, options);
  const marked = mark(world, { ...object, metadata: { ...object.metadata, finalizers } }, grace);
  if (options.dryRun) return marked;
  if ((finalizers?.length ?? 0) === 0 && grace === 0 && !hasContent(object)) return removeObject(world, kind, object);
  const unchanged =
    object.metadata.deletionTimestamp === marked.metadata.deletionTimestamp &&
    object.metadata.finalizers?.length === finalizers?.length;
  return unchanged ? object : storeObject(world, kind, marked);
}

/** Takes an object out once it is being deleted and nothing holds it any more. Answers whether it did. */
export function finishDeletion(world: RegistryWorld, kind: Kind, object: KubeObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata;
  if (deletionTimestamp === undefined || (finalizers?.length ?? 0) > 0 || (deletionGracePeriodSeconds ?? 0) > 0) {
    return false;
  }
  if (hasContent(object)) return false;
  removeObject(world, kind, object);
  return true;
}

/** @upstream apiserver storage/interfaces.go Preconditions.Check */
function checkPreconditions(kind: Kind, { metadata }: KubeObject, { uid, resourceVersion }: DeleteOptions): void {
  const check = (what: string, wanted: string | undefined, found: string | undefined): void => {
    if (wanted === undefined || wanted === found) return;
    const detail = `Precondition failed: ${what} in precondition: ${wanted}, ${what} in object meta: ${found}`;
    throw conflict(kind, metadata.name, detail);
  };
  check('UID', uid, metadata.uid);
  check('ResourceVersion', resourceVersion, metadata.resourceVersion);
}

function finalizersFor(kind: Kind, object: KubeObject, { propagationPolicy }: DeleteOptions): string[] | undefined {
  const others = (object.metadata.finalizers ?? []).filter((name) => name !== ORPHAN && name !== FOREGROUND);
  const added: Record<string, string> = { Orphan: ORPHAN, Foreground: FOREGROUND };
  const policy = propagationPolicy ?? strategyFor(kind).defaultPropagation;
  const kept = policy === undefined ? object.metadata.finalizers : others;
  const wanted = policy === undefined ? undefined : added[policy];
  const finalizers = wanted === undefined ? kept : [...(kept ?? []), wanted];
  return finalizers?.length ? finalizers : undefined;
}

/** Seconds that the object stays: pods that run on a node wait for its kubelet. @upstream pkg/registry/core/pod CheckGracefulDelete */
function gracePeriod(kind: Kind, object: KubeObject, options: DeleteOptions): number {
  const usual = strategyFor(kind).gracePeriodSeconds?.(object);
  if (usual === undefined) return 0;
  const { nodeName } = object.spec as { nodeName?: string };
  const { phase } = object.status as { phase?: string };
  if (!nodeName || phase === 'Succeeded' || phase === 'Failed') return 0;
  const asked = options.gracePeriodSeconds ?? usual;
  const running = object.metadata.deletionGracePeriodSeconds;
  return object.metadata.deletionTimestamp === undefined || running === undefined ? asked : Math.min(asked, running);
}

function mark({ now }: RegistryWorld, object: KubeObject, grace: number): KubeObject {
  const before = parseTime(object.metadata.deletionTimestamp);
  const due = now() + grace * 1000;
  const deletionTimestamp = formatTime(Number.isNaN(before) ? due : Math.min(before, due));
  const metadata = { ...object.metadata, deletionTimestamp, deletionGracePeriodSeconds: grace };
  if (metadata.generation !== undefined) metadata.generation += object.metadata.deletionTimestamp === undefined ? 1 : 0;
  if (object.kind === 'Namespace') {
    return { ...object, metadata, status: { ...(object.status as object), phase: 'Terminating' } };
  }
  return { ...object, metadata };
}

/** Whether a namespace still waits for its content to go. */
function hasContent(object: KubeObject): boolean {
  return object.kind === 'Namespace' && ((object.spec as { finalizers?: string[] }).finalizers?.length ?? 0) > 0;
}
