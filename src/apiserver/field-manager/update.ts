import { type Comparison, compare } from '../../apimachinery/fieldpath/compare';
import { difference, type FieldSet, intersection, isEmptySet, union } from '../../apimachinery/fieldpath/field-set';
import type { MergeType } from '../../apimachinery/fieldpath/merge-type';
import type { JsonObject } from '../../apimachinery/json';
import type { KubeObject, ManagedFieldsEntry } from '../../apimachinery/meta';
import {
  capManagers,
  isReset,
  type Managed,
  type Manager,
  managerId,
  readManaged,
  writeManaged,
} from './managed-fields';

/** Fields that nobody owns. @upstream fieldmanager stripmeta.go */
const unowned: FieldSet = {
  'f:apiVersion': {},
  'f:kind': {},
  'f:metadata': {
    '.': {},
    'f:name': {},
    'f:namespace': {},
    'f:creationTimestamp': {},
    'f:selfLink': {},
    'f:uid': {},
    'f:clusterName': {},
    'f:generation': {},
    'f:managedFields': {},
    'f:resourceVersion': {},
  },
};

export function ownedFields(set: FieldSet): FieldSet {
  return difference(set, unowned);
}

/** Fields of others that a change concerns. */
export type Conflict = { readonly manager: Manager; readonly set: FieldSet };

/** What others own of that which a change adds or modifies. */
export function conflictsOf(managed: Managed, { added, modified }: Comparison, own: string | undefined): Conflict[] {
  const changed = union(added, modified);
  return [...managed].flatMap(([id, { manager, set }]) => {
    const disputed = id === own ? {} : intersection(set, changed);
    return isEmptySet(disputed) ? [] : [{ manager, set: disputed }];
  });
}

/** Takes from others what a change adds, modifies or removes. @upstream structured-merge-diff merge/update.go update */
export function takeFromOthers(managed: Managed, change: Comparison, own: string | undefined): void {
  const taken = union(change.added, change.modified, change.removed);
  for (const [id, owned] of managed) {
    if (id === own) continue;
    const set = difference(owned.set, taken);
    if (isEmptySet(set)) managed.delete(id);
    else managed.set(id, { ...owned, set });
  }
}

/** Who makes a change, and when. */
export type Writer = { readonly manager: Manager; readonly time: string };

/** A write, as far as ownership goes. */
export type Write = {
  /** The object before; undefined where it is created. */
  readonly live: KubeObject | undefined;
  /** What Go makes of an object without any field: its structs are there. */
  readonly empty: JsonObject;
  /** The object as it is written; managedFields in it count instead of the live ones. */
  readonly object: KubeObject;
  readonly type: MergeType;
};

/**
 * The managedFields that a write leaves: its writer owns what it adds or modifies. Objects that nobody has tracked from
 * the beginning stay untracked.
 * @upstream apimachinery util/managedfields fieldmanager.go Update, managedfieldsupdater.go
 */
export function trackUpdate(
  { live, empty, object, type }: Write,
  { manager, time }: Writer,
): ManagedFieldsEntry[] | undefined {
  const given = object.metadata.managedFields;
  if (isReset(given)) return undefined;
  const own = readManaged(given);
  const managed = manager.subresource === undefined && own.size > 0 ? own : readManaged(live?.metadata.managedFields);
  if (managed.size === 0 && live !== undefined) return undefined;
  const change = compare(withoutManaged(live) ?? empty, withoutManaged(object), type);
  takeFromOthers(managed, change, undefined);
  const gained = ownedFields(union(change.added, change.modified));
  if (!isEmptySet(gained)) {
    const id = managerId(manager);
    managed.set(id, { manager, set: union(managed.get(id)?.set ?? {}, gained), time });
    capManagers(managed, union);
  }
  return writeManaged(managed);
}

export function withoutManaged<T extends KubeObject>(object: T | undefined): T | undefined {
  if (object?.metadata.managedFields === undefined) return object;
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
