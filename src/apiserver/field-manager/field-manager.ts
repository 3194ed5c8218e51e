import { badRequest, invalid, required, StatusError } from '../../apimachinery/errors';
import type { FieldSet } from '../../apimachinery/fieldpath/field-set';
import { clone, isObject, type Json } from '../../apimachinery/json';
import { apiVersionOf, type Kind, type KubeObject, type ManagedFieldsEntry } from '../../apimachinery/meta';
import type { WriteOptions } from '../../client/client';
import { emptyObject } from '../../resources/empty-object';
import { mergeTypeOf } from '../../resources/schema/merge-types';
import { strategyFor } from '../../resources/strategies';
import { serverSideApply } from './apply';
import type { Manager } from './managed-fields';
import { typedProblems } from './typed-problems';
import { trackUpdate } from './update';

/** A write by somebody who has a name. */
export type Written = {
  readonly kind: Kind;
  readonly live: KubeObject | undefined;
  readonly object: KubeObject;
  /** Who writes. */
  readonly fieldManager: string;
  readonly subresource?: WriteOptions['subresource'];
  /** RFC 3339. */
  readonly time: string;
};

/** The managedFields that a write of an object leaves. */
export function managedAfterUpdate(written: Written): ManagedFieldsEntry[] | undefined {
  const { kind, live, time } = written;
  const type = mergeTypeOf(apiVersionOf(kind), kind.kind);
  const empty = emptyObject(kind);
  const object = withinReach(written, empty as KubeObject);
  return trackUpdate({ live, empty, object, type }, { manager: managerOf(written, 'Update'), time });
}

/** The object with nothing changed that the request cannot write. @upstream registry/rest ResetFieldsStrategy */
function withinReach({ kind, live, object, subresource }: Written, empty: KubeObject): KubeObject {
  if (subresource === 'status' && live !== undefined) return { ...live, status: object.status };
  if (!strategyFor(kind).hasStatus) return object;
  return { ...object, status: (live ?? empty).status };
}

function managerOf({ kind, fieldManager, subresource }: Written, operation: 'Update' | 'Apply'): Manager {
  const through = subresource === 'status' || subresource === 'scale' ? subresource : undefined;
  return { manager: fieldManager, operation, apiVersion: apiVersionOf(kind), subresource: through };
}

/**
 * The object that a server-side apply makes of a configuration.
 * @param complete fills in what a decoder fills in
 * @throws StatusError Conflict where others own what would change
 */
export function appliedObject(
  written: Written,
  force: boolean,
  complete: (object: KubeObject) => KubeObject,
): KubeObject {
  const { kind, live, object, subresource, time } = written;
  const type = mergeTypeOf(apiVersionOf(kind), kind.kind);
  refuse(typedProblems(object, type), kind, object);
  const { hasStatus } = strategyFor(kind);
  const [ignored, config] =
    subresource === 'status' ? onlyStatus(object) : hasStatus ? allButStatus(object) : [{}, object];
  const manager = managerOf(written, 'Apply');
  const empty = emptyObject(kind);
  return serverSideApply({ type, live, empty, config, writer: { manager, time }, force, ignored, complete });
}

function onlyStatus({ apiVersion, kind, metadata: { name, namespace }, status }: KubeObject): [FieldSet, KubeObject] {
  const metadata = namespace === undefined ? { name } : { name, namespace };
  return [
    { 'f:metadata': {}, 'f:spec': {} },
    { apiVersion, kind, metadata, status },
  ];
}

function allButStatus({ status: _, ...config }: KubeObject): [FieldSet, KubeObject] {
  return [{ 'f:status': {} }, config as KubeObject];
}

/** @upstream apimachinery util/managedfields structuredmerge.go Apply */
function refuse(problems: readonly string[], kind: Kind, { metadata }: KubeObject): void {
  if (problems.length === 0) return;
  const [only = ''] = problems;
  const text = problems.length === 1 ? only : `errors:\n${problems.map((problem) => `  ${problem}`).join('\n')}`;
  const where = `${metadata.namespace ?? ''}/${metadata.name}; ${kind.group}/${kind.version}, Kind=${kind.kind}`;
  throw new StatusError('', `failed to create typed patch object (${where}): ${text}`);
}

/**
 * The configuration in an apply patch.
 * @throws StatusError BadRequest, Invalid
 * @upstream apiserver endpoints/handlers/patch.go applyPatcher
 */
export function readConfiguration(kind: Kind, name: string, body: Json, fieldManager: string | undefined): KubeObject {
  if (!fieldManager) {
    const options = { group: 'meta.k8s.io', kind: 'PatchOptions' };
    throw invalid(options, '', [required('fieldManager', 'is required for apply patch')]);
  }
  if (!isObject(body)) throw badRequest('error decoding YAML: the patch must be an object');
  const config = clone(body) as KubeObject;
  const { apiVersion, kind: kindName } = config;
  if (apiVersion !== apiVersionOf(kind) || kindName !== kind.kind) {
    const given = `${String(apiVersion ?? '')}, Kind=${String(kindName ?? '')}`;
    throw badRequest(
      `PatchObject's type ${given} does not match the request's ${apiVersionOf(kind)}, Kind=${kind.kind}`,
    );
  }
  config.metadata = isObject(config.metadata) ? config.metadata : ({} as KubeObject['metadata']);
  if (config.metadata.managedFields !== undefined) throw badRequest('metadata.managedFields must be nil');
  config.metadata.name ||= name;
  if (config.metadata.name !== name) {
    throw badRequest(`metadata.name (${config.metadata.name}) does not match the name on the URL (${name})`);
  }
  return config;
}
