import { StatusError } from '../../apimachinery/errors';
import { type FieldSet, intersection, isEmptySet, union } from '../../apimachinery/fieldpath/field-set';
import type { Json, JsonObject } from '../../apimachinery/json';
import type { Kind, KubeObject, ManagedFieldsEntry } from '../../apimachinery/meta';
import type { Client, WriteOptions } from '../../client/client';
import type { Flags } from '../command';
import { CommandError } from '../command-error';

const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';
const annotationSet: FieldSet = { 'f:metadata': { 'f:annotations': { [`f:${ANNOTATION}`]: {} } } };

/** The name in which kubectl applies, and the one in which it keeps the annotation of client-side apply. */
const KUBECTL = 'kubectl';
const LAST_APPLIED = 'kubectl-last-applied';

/** How often a migration that somebody else came before is tried again. */
const RETRIES = 5;

/**
 * Applies an object on the server; what client-side apply owned before becomes kubectl's own.
 * @throws CommandError where other managers own what would change
 * @upstream kubectl pkg/cmd/apply/apply.go applyOneObject
 */
export async function applyServerSide(
  kind: Kind,
  object: KubeObject,
  flags: Flags,
  client: Client,
  options: WriteOptions,
): Promise<KubeObject> {
  const fieldManager = flags.has('field-manager') ? flags.text('field-manager') : KUBECTL;
  const { name } = object.metadata;
  const named = { ...options, fieldManager };
  const force = flags.bool('force-conflicts');
  const apply = (): Promise<KubeObject> => client.patch(kind, name, { type: 'apply', body: object, force }, named);
  const applied = await apply().catch((error) => {
    throw withAdvice(error);
  });
  const kept = await keepAnnotation(kind, applied, client, named);
  const migrated = await migrate(kind, kept, client, named);
  return migrated === undefined ? kept : await apply();
}

function withAdvice(error: unknown): unknown {
  if (!(error instanceof StatusError) || error.reason !== 'Conflict') return error;
  return new CommandError(`${error.message}
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`);
}

function ownsAnnotation({ fieldsV1 }: ManagedFieldsEntry): boolean {
  return !isEmptySet(intersection((fieldsV1 ?? {}) as FieldSet, annotationSet));
}

/** Keeps the annotation from being lost with the fields that are migrated. @upstream saveLastApplyAnnotationIfNecessary */
async function keepAnnotation(
  kind: Kind,
  object: KubeObject,
  client: Client,
  options: WriteOptions,
): Promise<KubeObject> {
  const { name, namespace, annotations, managedFields = [] } = object.metadata;
  const applied = annotations?.[ANNOTATION];
  const isOurs = managedFields.some((entry) => entry.operation === 'Apply' && ownsAnnotation(entry));
  if (options.fieldManager !== KUBECTL || applied === undefined || isOurs) return object;
  const { apiVersion } = object;
  const body = { apiVersion, kind: kind.kind, metadata: { name, namespace, annotations: { [ANNOTATION]: applied } } };
  const patch = { type: 'apply', body, force: false } as const;
  return await client.patch(kind, name, patch, { ...options, fieldManager: LAST_APPLIED });
}

/** Makes client-side apply's fields the applier's; undefined where there are none. @upstream migrateToSSAIfNecessary */
async function migrate(
  kind: Kind,
  object: KubeObject,
  client: Client,
  options: WriteOptions,
): Promise<KubeObject | undefined> {
  const { fieldManager = KUBECTL, namespace } = options;
  const { name } = object.metadata;
  let current = object;
  for (let tried = 0; ; tried++) {
    const { managedFields, resourceVersion } = current.metadata;
    const upgraded = upgradedFields(managedFields ?? [], fieldManager);
    if (upgraded === undefined) return undefined;
    const body: Json = [
      { op: 'replace', path: '/metadata/managedFields', value: upgraded as Json },
      { op: 'replace', path: '/metadata/resourceVersion', value: resourceVersion ?? '' },
    ];
    try {
      return await client.patch(kind, name, { type: 'json', body }, options);
    } catch (error) {
      if (!(error instanceof StatusError) || error.reason !== 'Conflict' || tried === RETRIES) throw error;
      current = await client.get<KubeObject>(kind, name, namespace);
    }
  }
}

/** @upstream client-go util/csaupgrade UpgradeManagedFields */
function upgradedFields(entries: readonly ManagedFieldsEntry[], fieldManager: string): JsonObject[] | undefined {
  const isUpdate = ({ operation, subresource }: ManagedFieldsEntry): boolean => operation === 'Update' && !subresource;
  const names = entries.filter((entry) => isUpdate(entry) && ownsAnnotation(entry)).map(({ manager }) => manager);
  const old = entries.filter((entry) => isUpdate(entry) && names.includes(entry.manager));
  if (old.length === 0) return undefined;
  const isOwn = (entry: ManagedFieldsEntry): boolean =>
    entry.operation === 'Apply' && entry.manager === fieldManager && !entry.subresource;
  const own = entries.find(isOwn) ?? { ...old[0], operation: 'Apply', manager: fieldManager };
  const sets = [own, ...old].map(({ fieldsV1 }) => (fieldsV1 ?? {}) as FieldSet);
  const rest = entries.filter((entry) => !isOwn(entry) && !old.includes(entry));
  return [{ ...own, fieldsV1: union(...sets) as JsonObject }, ...rest];
}
