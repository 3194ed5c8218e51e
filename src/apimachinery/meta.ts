import type { Json, JsonObject } from './json';

/** Labels, annotations, selectors and other maps of text. */
export type StringMap = { [key: string]: string };

export type OwnerReference = {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
};

/** What one writer owns of an object. @upstream apimachinery meta/v1 ManagedFieldsEntry */
export type ManagedFieldsEntry = {
  manager?: string;
  operation?: string;
  apiVersion?: string;
  time?: string;
  fieldsType?: string;
  fieldsV1?: JsonObject;
  subresource?: string;
};

export type ObjectMeta = {
  name: string;
  generateName?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  /** RFC 3339 in UTC, whole seconds. */
  creationTimestamp?: string | null;
  deletionTimestamp?: string;
  /** Seconds. */
  deletionGracePeriodSeconds?: number;
  labels?: StringMap;
  annotations?: StringMap;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  managedFields?: ManagedFieldsEntry[];
};

/** What every stored object has. */
export type KubeObject = {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: Json | undefined;
};

/** A status condition as most kinds hold it. */
export type Condition = {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastUpdateTime?: string;
  lastProbeTime?: string | null;
  lastHeartbeatTime?: string;
  observedGeneration?: number;
};

export type LabelSelectorRequirement = {
  key: string;
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  values?: string[];
};

export type LabelSelector = { matchLabels?: StringMap; matchExpressions?: LabelSelectorRequirement[] };

/** All that may be done with a kind's objects. */
export const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** The names a kind goes by: what discovery says of it. */
export type Kind<T extends KubeObject = KubeObject> = {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  /** What may be done with its objects, where the server says so; else all. */
  readonly verbs?: readonly string[];
  /** Never set: carries the object's type to the client's methods. */
  readonly objectType?: () => T;
};

/** Whether something may be done with a kind's objects. */
export function allows({ verbs = allVerbs }: Pick<Kind, 'verbs'>, verb: string): boolean {
  return verbs.includes(verb);
}

/** `v1` or `apps/v1`. */
export function apiVersionOf(kind: Pick<Kind, 'group' | 'version'>): string {
  return kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
}

/** `pods` or `statefulsets.apps`: how errors name a resource. */
export function qualifiedResource(kind: Pick<Kind, 'group' | 'plural'>): string {
  return kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
}

/** `pod` or `statefulset.apps`: how kubectl names a kind in its answers. */
export function qualifiedKind(kind: Pick<Kind, 'group' | 'kind'>): string {
  const name = kind.kind.toLowerCase();
  return kind.group === '' ? name : `${name}.${kind.group}`;
}

/** The owner reference that says "this object controls". @upstream apimachinery meta/v1 NewControllerRef */
export function controllerReference(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** The reference to the object's controller, if one controls it. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((reference) => reference.controller === true);
}

/** Whether `owner` controls `object` (by uid). */
export function isControlledBy(object: KubeObject, owner: KubeObject): boolean {
  return controllerOf(object)?.uid === owner.metadata.uid;
}

/** `namespace/name`, or the bare name of a cluster-scoped object. */
export function keyOf(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** What the keys of a kind's objects begin with in the cluster's state: of all, or of those in a namespace. */
export function keyPrefix(kind: Kind, namespace: string | undefined): string {
  return `${qualifiedResource(kind)}/${kind.namespaced && namespace ? `${namespace}/` : ''}`;
}
