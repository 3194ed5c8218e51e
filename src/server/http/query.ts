import type { DeleteOptions } from '../../apimachinery/delete-options';
import { badRequest, type FieldError, invalid, StatusError } from '../../apimachinery/errors';
import type { FieldValidation, ListOptions, WriteOptions } from '../../client/client';
import type { ApiRequest } from './exchange';
import { requestUser } from './request-user';

/** Which objects a list, a watch or a collection's deletion is about. @throws StatusError BadRequest */
export function selectionOf(query: URLSearchParams, namespace: string | undefined, name?: string): ListOptions {
  const byName = name === undefined ? [] : [`metadata.name=${name}`];
  const fields = [query.get('fieldSelector') ?? '', ...byName].filter((text) => text !== '');
  return {
    namespace,
    labelSelector: query.get('labelSelector') ?? undefined,
    fieldSelector: fields.length > 0 ? fields.join(',') : undefined,
  };
}

/** @throws StatusError BadRequest */
export function listOptionsOf(query: URLSearchParams, namespace: string | undefined): ListOptions {
  return {
    ...selectionOf(query, namespace),
    limit: integer(query, 'limit'),
    continue: query.get('continue') || undefined,
  };
}

const validations: readonly string[] = ['Ignore', 'Warn', 'Strict'];

/** A manager's name may have so many bytes. @upstream apimachinery meta/v1/validation FieldManagerMaxLength */
const MANAGER_LENGTH = 128;

/**
 * How an object is to be written.
 * @throws StatusError BadRequest, Invalid
 * @upstream apiserver endpoints/handlers managerOrUserAgent
 */
export function writeOptionsOf({ query, headers }: ApiRequest, namespace: string | undefined): WriteOptions {
  const given = query.get('fieldManager') ?? '';
  if (Buffer.byteLength(given) > MANAGER_LENGTH) {
    throw optionError('Too long', 'fieldManager', `may not be more than ${MANAGER_LENGTH} bytes`);
  }
  const [agent = ''] = String(headers['user-agent'] ?? '').split('/');
  const fieldManager = given || (agent === '' ? 'unknown' : agent.slice(0, MANAGER_LENGTH));
  const fieldValidation = query.get('fieldValidation') || 'Warn';
  if (!validations.includes(fieldValidation)) {
    throw invalidOption('fieldValidation', fieldValidation, validations);
  }
  const dryRun = isDryRun(query.getAll('dryRun'));
  const user = requestUser(headers);
  return { namespace, dryRun, fieldManager, fieldValidation: fieldValidation as FieldValidation, user };
}

/** The refusal of an option that a request cannot have. */
export function forbiddenOption(field: string, detail: string): StatusError {
  return optionError('Forbidden', field, detail);
}

/** @upstream apimachinery meta/v1/validation ValidatePatchOptions */
function optionError(type: FieldError['type'], field: string, detail: string): StatusError {
  return invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [{ type, field, detail }]);
}

function isDryRun(values: readonly string[]): boolean {
  const wrong = values.find((value) => value !== 'All' && value !== '');
  if (wrong !== undefined) throw invalidOption('dryRun', wrong, ['All']);
  return values.includes('All');
}

/** @upstream apimachinery meta/v1/validation ValidateDryRun, ValidateFieldValidation */
function invalidOption(field: string, value: string, supported: readonly string[]): StatusError {
  const list = supported.map((text) => JSON.stringify(text)).join(', ');
  return new StatusError(
    'Invalid',
    `${field}: Unsupported value: ${JSON.stringify(value)}: supported values: ${list}`,
    [{ type: 'Unsupported value', field, value, detail: `supported values: ${list}` }],
    { group: 'meta.k8s.io', kind: 'CreateOptions', name: '' },
  );
}

const policies: readonly string[] = ['Background', 'Foreground', 'Orphan'];

/**
 * What a deletion is asked to do: the body's options, or the query's.
 * @param body a DeleteOptions object
 * @throws StatusError BadRequest, Invalid
 */
export function deletionOf(query: URLSearchParams, body: Record<string, unknown>, namespace?: string): DeleteOptions {
  const policy = body.propagationPolicy ?? query.get('propagationPolicy') ?? orphaning(body.orphanDependents);
  if (policy !== undefined && !policies.includes(String(policy))) {
    throw invalidOption('propagationPolicy', String(policy), [...policies, '']);
  }
  const { uid, resourceVersion } = (body.preconditions ?? {}) as { uid?: string; resourceVersion?: string };
  const asked = Array.isArray(body.dryRun) ? body.dryRun.map(String) : [];
  return {
    namespace,
    uid,
    resourceVersion,
    dryRun: isDryRun([...asked, ...query.getAll('dryRun')]),
    propagationPolicy: policy as DeleteOptions['propagationPolicy'],
    gracePeriodSeconds:
      typeof body.gracePeriodSeconds === 'number' ? body.gracePeriodSeconds : integer(query, 'gracePeriodSeconds'),
  };
}

function orphaning(orphan: unknown): string | undefined {
  return typeof orphan === 'boolean' ? (orphan ? 'Orphan' : 'Background') : undefined;
}

/** A number of the query; undefined without one. @throws StatusError BadRequest in Go's words */
export function integer(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^[+-]?\d{1,15}$/.test(text))
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

/** A yes or no of the query. */
export function flag(query: URLSearchParams, name: string): boolean {
  const text = query.get(name);
  return text !== null && text !== 'false' && text !== '0';
}

/** A resource version of the query; undefined without one. @throws StatusError BadRequest */
export function resourceVersionOf(query: URLSearchParams): number | undefined {
  const text = query.get('resourceVersion') ?? '';
  if (text === '') return undefined;
  if (!/^\d{1,15}$/.test(text)) {
    throw badRequest(
      `Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  }
  return Number(text);
}
