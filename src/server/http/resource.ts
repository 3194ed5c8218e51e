import { badRequest, isNotFound, methodNotAllowed, StatusError } from '../../apimachinery/errors';
import type { JsonObject } from '../../apimachinery/json';
import { apiVersionOf, type Kind, type KubeObject } from '../../apimachinery/meta';
import type { WriteOptions } from '../../client/client';
import { isMetricsKind } from '../../resources/metrics/metrics-kind';
import { isReview } from '../../resources/reviews';
import { readObject, readOptions, readPatch } from './body';
import type { Answer, Api, ApiRequest } from './exchange';
import { listObject, presenterFor } from './present';
import { deletionOf, flag, listOptionsOf, resourceVersionOf, selectionOf, writeOptionsOf } from './query';
import type { ResourcePath } from './resource-path';
import { successStatus } from './status';
import { watchAnswer } from './watch';

/** A request for a kind's objects. */
export type ResourceRequest = {
  readonly api: Api;
  readonly request: ApiRequest;
  readonly kind: Kind;
  readonly path: ResourcePath;
};

/** All verbs on a kind's objects, but for subresources. @throws StatusError */
export async function resourceAnswer(asked: ResourceRequest): Promise<Answer> {
  const { request, path } = asked;
  const isCollection = path.name === undefined;
  if (isReview(asked.kind) && (request.method !== 'POST' || !isCollection)) throw methodNotAllowed();
  if (isMetricsKind(asked.kind) && !isReading(request)) throw methodNotAllowed();
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return isCollection ? await list(asked) : await get(asked);
    case 'POST':
      if (isCollection) return await create(asked);
      break;
    case 'PUT':
      if (!isCollection) return await update(asked);
      break;
    case 'PATCH':
      if (!isCollection) return await patch(asked);
      break;
    case 'DELETE':
      if (!isCollection) return await deleteOne(asked);
      if (asked.kind.verbs?.includes('deletecollection') ?? true) return await deleteCollection(asked);
  }
  throw methodNotAllowed();
}

/** Whether a request asks for what is there, and not for what becomes of it. */
function isReading({ method, query }: ApiRequest): boolean {
  return ['GET', 'HEAD'].includes(method) && !flag(query, 'watch');
}

async function get({ api, request, kind, path }: ResourceRequest): Promise<Answer> {
  const { backend } = api;
  const { name = '', namespace } = path;
  if (flag(request.query, 'watch')) return await watchAnswer(api, request, kind, { namespace, name });
  const presenter = presenterFor(request, kind, backend.now);
  return presenter.object(await backend.transact(() => backend.client.get(kind, name, namespace)));
}

async function list({ api, request, kind, path }: ResourceRequest): Promise<Answer> {
  const { backend } = api;
  const { query } = request;
  if (flag(query, 'watch')) return await watchAnswer(api, request, kind, { namespace: path.namespace });
  const presenter = presenterFor(request, kind, backend.now);
  const options = listOptionsOf(query, path.namespace);
  const wanted = resourceVersionOf(query);
  const listed = await backend.transact(async () => {
    checkVersion(wanted, query.get('resourceVersionMatch') === 'Exact', backend.version());
    return await backend.client.list(kind, options);
  });
  return presenter.list(listed);
}

/** @upstream apiserver storage NewTooLargeResourceVersionError */
function checkVersion(wanted: number | undefined, isExact: boolean, current: number): void {
  if (wanted === undefined || wanted === 0) return;
  if (wanted > current) {
    throw new StatusError('Timeout', `Too large resource version: ${wanted}, current: ${current}`);
  }
  if (isExact && wanted < current) {
    throw new StatusError('Expired', `The provided resource version is too old: ${wanted} (${current})`);
  }
}

async function create({ api, request, kind, path }: ResourceRequest): Promise<Answer> {
  const object = await readObject(request, kind);
  checkKind(kind, object);
  return await write({ api, request, kind, path }, 201, (options) => api.backend.client.create(kind, object, options));
}

async function update({ api, request, kind, path }: ResourceRequest): Promise<Answer> {
  const object = await readObject(request, kind);
  checkKind(kind, object);
  checkName(object, path.name);
  return await write({ api, request, kind, path }, 200, (options) => api.backend.client.update(kind, object, options));
}

async function patch({ api, request, kind, path }: ResourceRequest): Promise<Answer> {
  const { name = '', namespace } = path;
  const { client } = api.backend;
  const body = await readPatch(request);
  let isNew = false;
  const answer = await write({ api, request, kind, path }, 200, async (options) => {
    isNew = body.type === 'apply' && (await isMissing(client.get(kind, name, namespace)));
    return await client.patch(kind, name, body, options);
  });
  return isNew ? { ...answer, code: 201 } : answer;
}

async function isMissing(object: Promise<KubeObject>): Promise<boolean> {
  try {
    await object;
    return false;
  } catch (error) {
    if (isNotFound(error)) return true;
    throw error;
  }
}

/** Runs a write and shows what it came to, with the warnings of the decoder. */
export async function write(
  { api, request, kind, path }: ResourceRequest,
  code: number,
  run: (options: WriteOptions) => Promise<KubeObject>,
  show: (object: KubeObject) => Answer = presenterFor(request, kind, api.backend.now).object,
): Promise<Answer> {
  const warnings: string[] = [];
  const options = writeOptionsOf(request, path.namespace);
  const written = await api.backend.transact(() => run({ ...options, warn: (warning) => void warnings.push(warning) }));
  return { ...show(written), code, warnings };
}

/** A body may leave its kind out; one that it names must be the path's. */
function checkKind(kind: Kind, object: KubeObject): void {
  const expected = apiVersionOf(kind);
  object.apiVersion ||= expected;
  object.kind ||= kind.kind;
  if (object.apiVersion !== expected) {
    throw badRequest(
      `the API version in the data (${object.apiVersion}) does not match the expected API version (${expected})`,
    );
  }
  if (object.kind === kind.kind) return;
  throw badRequest(
    `${object.kind} in version ${JSON.stringify(kind.version)} cannot be handled as a ${kind.kind}: converting (${kind.version}.${object.kind}) to (${kind.version}.${kind.kind}): unknown conversion`,
  );
}

/** @upstream apiserver endpoints/handlers/rest.go checkName */
export function checkName(object: KubeObject, name = ''): void {
  object.metadata.name ||= name;
  if (object.metadata.name === name) return;
  throw badRequest(`the name of the object (${object.metadata.name}) does not match the name on the URL (${name})`);
}

/** Kinds whose deletion answers the object itself. @upstream registry ReturnDeletedObject */
const returned = ['pods', 'services', 'serviceaccounts', 'persistentvolumes', 'persistentvolumeclaims'];

async function deleteOne({ api, request, kind, path }: ResourceRequest): Promise<Answer> {
  const { client, now, transact } = api.backend;
  const { name = '', namespace } = path;
  const options = deletionOf(request.query, await readOptions(request), namespace);
  const presenter = presenterFor(request, kind, now);
  const deleted = await transact(() => client.delete(kind, name, options));
  const isHeld = deleted.metadata.deletionTimestamp !== undefined;
  if (isHeld || returned.includes(kind.plural)) return presenter.object(deleted);
  return { json: successStatus(deletedDetails(kind, deleted)) };
}

function deletedDetails({ group, plural }: Kind, { metadata }: KubeObject): JsonObject {
  return { name: metadata.name, ...(group === '' ? {} : { group }), kind: plural, uid: metadata.uid };
}

async function deleteCollection({ api, request, kind, path }: ResourceRequest): Promise<Answer> {
  if (kind.namespaced && path.namespace === undefined) throw methodNotAllowed();
  const { client, transact, together } = api.backend;
  const options = deletionOf(request.query, await readOptions(request));
  const selection = selectionOf(request.query, path.namespace);
  const deleted = await transact(async () => {
    const found = await client.list(kind, selection);
    await together(async () => {
      for (const { metadata } of found.items) {
        await client.delete(kind, metadata.name, { ...options, namespace: metadata.namespace });
      }
    });
    return found;
  });
  return { json: listObject(kind, deleted) };
}
