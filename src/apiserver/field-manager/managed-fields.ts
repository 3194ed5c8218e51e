import { type FieldSet, isEmptySet, sortedSet } from '../../apimachinery/fieldpath/field-set';
import { isObject } from '../../apimachinery/json';
import type { ManagedFieldsEntry } from '../../apimachinery/meta';

/** Who writes: entries of one writer are one. */
export type Manager = Pick<ManagedFieldsEntry, 'manager' | 'operation' | 'apiVersion' | 'subresource'>;

/** What one manager owns. */
export type Owned = { readonly manager: Manager; readonly set: FieldSet; readonly time?: string };

/** What each manager owns, by what tells managers apart. */
export type Managed = Map<string, Owned>;

/** What tells managers apart: one that applies is the same in every version. @upstream fieldmanager BuildManagerIdentifier */
export function managerId({ manager, operation, apiVersion, subresource }: Manager): string {
  return JSON.stringify([manager, operation, operation === 'Apply' ? '' : apiVersion, subresource ?? '']);
}

/** Reads an object's managedFields; entries that cannot be read are forgotten. */
export function readManaged(entries: readonly ManagedFieldsEntry[] | undefined): Managed {
  const managed: Managed = new Map();
  for (const { manager, operation, apiVersion, subresource, time, fieldsV1 } of entries ?? []) {
    if (!isObject(fieldsV1)) continue;
    const writer = { manager, operation, apiVersion, subresource };
    managed.set(managerId(writer), { manager: writer, set: fieldsV1 as FieldSet, time });
  }
  return managed;
}

/** Whether somebody asks for managedFields to be forgotten: one entry without anything in it. */
export function isReset(entries: readonly ManagedFieldsEntry[] | undefined): boolean {
  const [only, ...others] = entries ?? [];
  return only !== undefined && Object.keys(only).length === 0 && others.length === 0;
}

/** Managers that update are told apart up to so many; older ones become one. @upstream fieldmanager DefaultMaxUpdateManagers */
const MAX_UPDATE_MANAGERS = 10;

/** Writes managedFields: those who apply first, then by time. Undefined where nobody owns anything. @upstream sortEncodedManagedFields */
export function writeManaged(managed: Managed): ManagedFieldsEntry[] | undefined {
  const owners = [...managed.values()].filter(({ set }) => !isEmptySet(set));
  if (owners.length === 0) return undefined;
  return owners.sort(byOperationAndTime).map(({ manager: { subresource, ...manager }, set, time }) => ({
    ...manager,
    ...(time === undefined ? {} : { time }),
    fieldsType: 'FieldsV1',
    fieldsV1: sortedSet(set),
    ...(subresource ? { subresource } : {}),
  }));
}

function byOperationAndTime(left: Owned, right: Owned): number {
  return (
    order(left.manager.operation, right.manager.operation) ||
    order(left.time, right.time) ||
    order(left.manager.manager, right.manager.manager) ||
    order(left.manager.apiVersion, right.manager.apiVersion) ||
    order(left.manager.subresource, right.manager.subresource)
  );
}

function order(left = '', right = ''): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Joins the oldest of too many managers that update into one. @upstream fieldmanager capmanagers.go */
export function capManagers(managed: Managed, join: (left: FieldSet, right: FieldSet) => FieldSet): void {
  const updaters = [...managed].filter(([, { manager }]) => manager.operation === 'Update' && !manager.subresource);
  const surplus = updaters.length - MAX_UPDATE_MANAGERS;
  if (surplus <= 0) return;
  const oldest = updaters.sort(([, left], [, right]) => byOperationAndTime(left, right)).slice(0, surplus + 1);
  for (const [id, { manager, set, time }] of oldest) {
    managed.delete(id);
    const ancient = { ...manager, manager: 'ancient-changes' };
    const known = managed.get(managerId(ancient));
    managed.set(managerId(ancient), { manager: ancient, set: join(known?.set ?? {}, set), time });
  }
}
