import { decodeBytes, encodeBytes } from '../apimachinery/base64';
import { isObject, type Json, type JsonObject } from '../apimachinery/json';
import { apiVersionOf, type Kind, type KubeObject, qualifiedResource } from '../apimachinery/meta';
import { randomUuid } from '../apimachinery/random';
import { formatTime } from '../apimachinery/time';
import type { CustomResourceDefinition } from '../resources/apiextensions/customresourcedefinition';
import { servedKinds } from '../resources/kinds';
import { strategyFor } from '../resources/strategies';
import { withZeroValues } from '../resources/zero-values';
import { blobNames, type StateDocument, StateError, type Store, storeKey } from '../store/store';
import type { Cluster } from './cluster';

/** What a file brings: a whole state, or objects. */
export type Snapshot =
  | { readonly type: 'state'; readonly document: SavedState }
  | { readonly type: 'objects'; readonly objects: readonly KubeObject[] };

/**
 * Reads a snapshot that `sim save` wrote, a List, or objects one after the other.
 * @throws StateError where there is nothing of the kind
 */
export function readSnapshot(documents: readonly Json[]): Snapshot {
  const [first] = documents;
  if (isObject(first) && first.format !== undefined && isObject(first.objects) && isObject(first.simulator)) {
    if (first.format !== 1)
      throw new StateError(`the snapshot has format ${JSON.stringify(first.format)}, this version reads format 1`);
    return { type: 'state', document: first as unknown as SavedState };
  }
  const objects = documents.flatMap(unpack);
  if (objects.length === 0) throw new StateError('the file holds neither a snapshot nor objects');
  return { type: 'objects', objects };
}

function unpack(json: Json): KubeObject[] {
  if (!isObject(json)) return [];
  if (Array.isArray(json.items)) return json.items.flatMap(unpack);
  const { kind, apiVersion, metadata } = json;
  if (typeof kind !== 'string' || typeof apiVersion !== 'string' || !isObject(metadata)) return [];
  return [json as KubeObject];
}

/** A whole state with all that lies beside it, as a snapshot keeps it. */
export type SavedState = StateDocument & {
  /** Larger contents of containers' files, as base64 by their names. */
  readonly blobs?: { readonly [name: string]: string };
};

/** The whole state of a cluster, for `sim save`. */
export function savedState(store: Store): SavedState {
  const document = store.snapshot();
  const blobs = [...blobNames(document.simulator)].map((name) => [
    name,
    encodeBytes(store.readBlob(name) ?? new Uint8Array()),
  ]);
  return blobs.length === 0 ? document : { ...document, blobs: Object.fromEntries(blobs) };
}

/** Keeps a snapshot's larger contents. @returns its records, with the names that the contents have now */
function restoredRecords(store: Store, { simulator, blobs = {} }: SavedState): JsonObject {
  let text = JSON.stringify(simulator);
  for (const [name, base64] of Object.entries(blobs)) {
    text = text.replaceAll(`"blob":${JSON.stringify(name)}`, `"blob":"${store.writeBlob(decodeBytes(base64))}"`);
  }
  return JSON.parse(text);
}

/** Replaces a cluster by a snapshot. @param verbatim stores objects as they are, and lets nothing react to them */
export async function loadSnapshot(cluster: Cluster, snapshot: Snapshot, verbatim: boolean): Promise<void> {
  const { store } = cluster;
  const { name, nodes } = cluster.profile;
  if (snapshot.type === 'state') {
    store.clear();
    const records = restoredRecords(store, snapshot.document);
    for (const [record, value] of Object.entries(records)) store.setRecord(record, value);
    for (const [key, object] of Object.entries(snapshot.document.objects)) store.restore(key, object);
    return;
  }
  const bringsNodes = snapshot.objects.some(({ kind }) => kind === 'Node');
  if (verbatim || bringsNodes) cluster.createEmpty(name, nodes.length);
  else await cluster.create(name, nodes.length);
  for (const object of snapshot.objects) {
    const kind = kindOf(object, snapshot.objects);
    const stored = verbatim ? object : completed(cluster, kind, object);
    store.restore(keyOf(kind, stored), stored);
  }
  if (!verbatim) await cluster.resync();
}

type ResourceName = Pick<Kind, 'group' | 'plural' | 'namespaced'>;

/** Kinds that are not held are stored all the same, under the plural that their definition says or that they would have. */
function kindOf({ apiVersion, kind, metadata }: KubeObject, objects: readonly KubeObject[]): ResourceName {
  const known = servedKinds.find((candidate) => apiVersionOf(candidate) === apiVersion && candidate.kind === kind);
  if (known !== undefined) return known;
  const [group = ''] = apiVersion.includes('/') ? apiVersion.split('/') : [''];
  const definition = objects.find((object): object is CustomResourceDefinition => isDefinitionOf(object, group, kind));
  if (definition !== undefined) {
    const { names, scope } = definition.spec;
    return { group, plural: names.plural, namespaced: scope === 'Namespaced' };
  }
  return { group, plural: `${kind.toLowerCase()}s`, namespaced: metadata.namespace !== undefined };
}

function isDefinitionOf(object: KubeObject, group: string, kind: string): boolean {
  if (object.kind !== 'CustomResourceDefinition') return false;
  const { spec } = object as CustomResourceDefinition;
  return spec.group === group && spec.names.kind === kind;
}

function keyOf(kind: ResourceName, { metadata }: KubeObject): string {
  return storeKey(
    qualifiedResource(kind),
    kind.namespaced ? (metadata.namespace ?? 'default') : undefined,
    metadata.name,
  );
}

function completed(cluster: Cluster, kind: ResourceName, object: KubeObject): KubeObject {
  const copy = withZeroValues(kind, object);
  copy.status ??= {};
  if (kind.namespaced) copy.metadata.namespace ??= 'default';
  copy.metadata.uid ??= randomUuid(cluster.random);
  copy.metadata.creationTimestamp ??= formatTime(cluster.clock.now());
  copy.metadata.resourceVersion ??= String(cluster.store.version + 1);
  strategyFor(kind).setDefaults?.(copy);
  return copy;
}
