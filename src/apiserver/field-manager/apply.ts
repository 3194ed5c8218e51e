import { compare } from '../../apimachinery/fieldpath/compare';
import { difference, type FieldSet, recursiveDifference, union } from '../../apimachinery/fieldpath/field-set';
import { merge, removeItems } from '../../apimachinery/fieldpath/merge';
import { fieldSetOf, type MergeType, withNamedFields } from '../../apimachinery/fieldpath/merge-type';
import { deepEqual, type JsonObject } from '../../apimachinery/json';
import type { KubeObject, ManagedFieldsEntry } from '../../apimachinery/meta';
import { allowedConflicts, updateLastApplied } from './client-side-applied';
import { conflictError } from './conflicts';
import { type Managed, managerId, readManaged, writeManaged } from './managed-fields';
import {
  type Conflict,
  conflictsOf,
  ownedFields,
  takeFromOthers,
  trackUpdate,
  type Writer,
  withoutManaged,
} from './update';

/** A server-side apply. */
export type ApplyRequest = {
  readonly type: MergeType;
  /** The object as it is; undefined where the configuration makes it. */
  readonly live: KubeObject | undefined;
  /** What Go makes of an object without any field. */
  readonly empty: JsonObject;
  readonly config: KubeObject;
  readonly writer: Writer;
  /** Takes what others own. */
  readonly force: boolean;
  /** Fields that the request cannot own. */
  readonly ignored: FieldSet;
  /** Fills in what a decoder fills in. */
  readonly complete: (object: KubeObject) => KubeObject;
};

/** The manager of what an object held before anybody applied it. @upstream skipnonapplied.go */
const BEFORE_FIRST_APPLY = 'before-first-apply';

/**
 * The object that a server-side apply makes, its managedFields included; the live one, unchanged, where that is it.
 * @throws StatusError Conflict where others own what would change
 * @upstream apimachinery util/managedfields fieldmanager.go Apply, structured-merge-diff merge/update.go Apply
 */
export function serverSideApply(request: ApplyRequest): KubeObject {
  const { live, config, writer } = request;
  const before = live ?? ({ ...request.empty, apiVersion: config.apiVersion, kind: config.kind } as KubeObject);
  const managed = readManaged(managedBefore(request));
  const isKubectl = writer.manager.manager === 'kubectl';
  let { object, conflicts } = applied(request, before, managed, request.force);
  if (conflicts.length > 0 && isKubectl && live !== undefined) {
    const allowed = allowedConflicts(live, request.type);
    const rest = conflicts.map((conflict) => ({ ...conflict, set: difference(conflict.set, allowed) }));
    conflicts = rest.filter(({ set }) => Object.keys(set).length > 0);
    if (conflicts.length === 0) ({ object, conflicts } = applied(request, before, managed, true));
  }
  if (conflicts.length > 0) throw conflictError(conflicts);
  return isKubectl ? updateLastApplied(object, config) : object;
}

/** Who owns what before the request; of an object that nobody tracked, one manager owns all. */
function managedBefore({ live, empty, type, writer }: ApplyRequest): ManagedFieldsEntry[] | undefined {
  const known = live?.metadata.managedFields;
  if (live === undefined || readManaged(known).size > 0) return known;
  const manager = { ...writer.manager, manager: BEFORE_FIRST_APPLY, operation: 'Update', subresource: undefined };
  return trackUpdate({ live: undefined, empty, object: live, type }, { manager, time: writer.time });
}

type Outcome = { object: KubeObject; conflicts: Conflict[] };

function applied(request: ApplyRequest, before: KubeObject, known: Managed, force: boolean): Outcome {
  const { type, config, writer, ignored, complete, live } = request;
  const id = managerId(writer.manager);
  const managed: Managed = new Map(known);
  const last = managed.get(id);
  const whole = recursiveDifference(fieldSetOf(config, type), ignored);
  const set = ownedFields(whole);
  const bare = withoutManaged(before);
  const merged = merge(bare, config, type) as KubeObject;
  const others = [...managed].flatMap(([other, owned]) => (other === id ? [] : [owned.set]));
  const pruned = last === undefined ? merged : prune(merged, last.set, union(whole, ...others), type);
  const object = complete(pruned);
  const change = compare(bare, object, type);
  const conflicts = conflictsOf(managed, change, id);
  if (conflicts.length > 0 && !force) return { object, conflicts };
  takeFromOthers(managed, change, id);
  const isSame = live !== undefined && deepEqual(object, bare) && last !== undefined && deepEqual(last.set, set);
  managed.set(id, { manager: writer.manager, set, time: isSame ? last.time : writer.time });
  const managedFields = writeManaged(managed);
  return { object: { ...object, metadata: { ...object.metadata, managedFields } }, conflicts: [] };
}

/** Takes away what the applier had applied before, has no more, and nobody else owns. */
function prune(merged: KubeObject, last: FieldSet, owned: FieldSet, type: MergeType): KubeObject {
  const orphaned = difference(withNamedFields(last, type), withNamedFields(owned, type));
  return removeItems(merged, orphaned, type) as KubeObject;
}
