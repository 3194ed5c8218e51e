import type { DeleteOptions } from '../apimachinery/delete-options';
import { isObject, type Json, type JsonObject } from '../apimachinery/json';
import { apiVersionOf, type Kind, type KubeObject } from '../apimachinery/meta';
import type { Client, List, ListOptions, WatchEvent, WriteOptions } from './client';
import { discoverKinds } from './http/discovery';
import { resourcePath } from './http/paths';
import { type Connection, createTransport, type HttpRequest, type Transport } from './http/transport';
import { watchKind } from './http/watch';
import { patchMediaTypes } from './patch-media-types';
import type { Table } from './table';

/** Lists come in pieces of this size. @upstream kubectl --chunk-size */
const CHUNK = 500;

/** kubectl asks for a table, and takes a list where the server has none. */
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

/**
 * The door to an API server over HTTP.
 * @throws StatusError as the server answers, ConnectionError where it is not reached, RequestError for what is no answer
 */
export function httpClient(connection: Connection): Client {
  const transport = createTransport(connection);
  const { json, send } = transport;
  const list = <T extends KubeObject>(kind: Kind<T>, options: ListOptions = {}) => readList(transport, kind, options);
  let discovered: Promise<readonly Kind[]> | undefined;

  /** Sends a request, and answers the object that it is answered with. */
  async function write<T extends KubeObject>(request: HttpRequest & { kind: Kind<T> }): Promise<T> {
    return (await json(request)) as KubeObject as T;
  }

  return {
    async get(kind, name, namespace, subresource) {
      return await write({ method: 'GET', kind, name, path: resourcePath(kind, { namespace, name, subresource }) });
    },
    list,
    watch: <T extends KubeObject>(kind: Kind<T>, options: Parameters<Client['watch']>[1]) =>
      watchKind({ send, list, pause: connection.pause }, kind, options) as AsyncIterable<WatchEvent<T>>,
    async create(kind, object, options = {}) {
      const { subresource } = options;
      const namespace = namespaceOf(object, options);
      const name = subresource === undefined ? undefined : object.metadata.name;
      const path = resourcePath(kind, { namespace, name, subresource });
      return await write({ method: 'POST', kind, name, path, body: object, ...written(options) });
    },
    async update(kind, object, options = {}) {
      const { name } = object.metadata;
      const path = resourcePath(kind, { ...options, name, namespace: namespaceOf(object, options) });
      return await write({ method: 'PUT', kind, name, path, body: object, ...written(options) });
    },
    async patch(kind, name, patch, options = {}) {
      const { type, body } = patch;
      const path = resourcePath(kind, { ...options, name });
      const { query, warn } = written(options);
      const force = patch.type === 'apply' ? patch.force : undefined;
      const contentType = patchMediaTypes[type];
      return await write({ method: 'PATCH', kind, name, path, query: { ...query, force }, warn, body, contentType });
    },
    async delete(kind, name, options = {}) {
      const path = resourcePath(kind, { namespace: options.namespace, name });
      const answer = await json({ method: 'DELETE', kind, name, path, body: deleteOptions(options) });
      return (answer.kind === 'Status' ? deletedObject(kind, name, options, answer) : answer) as KubeObject as never;
    },
    kinds() {
      discovered ??= discoverKinds(transport);
      return discovered;
    },
    async table(kind, options = {}) {
      const answer = await json({ ...listRequest(kind, options), accept: TABLE });
      return answer.kind === 'Table' ? ({ rows: [], ...answer } as unknown as Table) : undefined;
    },
    async raw(path) {
      return await (await send({ method: 'GET', path })).text();
    },
    async version() {
      return await json({ method: 'GET', path: '/version' });
    },
  };
}

function listRequest(kind: Kind, { namespace, labelSelector, fieldSelector }: ListOptions): HttpRequest {
  return { method: 'GET', kind, path: resourcePath(kind, { namespace }), query: { labelSelector, fieldSelector } };
}

/** One piece of a list, or all pieces, as of one version. @upstream client-go tools/pager */
async function readList<T extends KubeObject>(
  { json }: Transport,
  kind: Kind<T>,
  options: ListOptions,
): Promise<List<T>> {
  const request = listRequest(kind, options);
  const items: T[] = [];
  for (let more = options.continue; ; ) {
    const limit = options.limit ?? CHUNK;
    const answer = await json({ ...request, query: { ...request.query, limit, continue: more } });
    const { resourceVersion = '', ...rest } = (answer.metadata ?? {}) as ListMeta;
    items.push(...itemsOf(kind, answer));
    more = rest.continue;
    if (!more) return { resourceVersion, items };
    if (options.limit !== undefined) return { ...rest, resourceVersion, items };
  }
}

/** @upstream apimachinery meta/v1 ListMeta */
type ListMeta = Omit<List<KubeObject>, 'items'>;

/** Objects in a list do not repeat their kind on the wire. */
function itemsOf<T extends KubeObject>(kind: Kind<T>, { items }: JsonObject): T[] {
  const type = { apiVersion: apiVersionOf(kind), kind: kind.kind };
  return (Array.isArray(items) ? items : []).map((item: Json) => ({ ...type, ...(isObject(item) ? item : {}) }) as T);
}

function namespaceOf({ metadata }: KubeObject, { namespace }: WriteOptions): string {
  return namespace ?? metadata.namespace ?? 'default';
}

function written({ dryRun, fieldManager, fieldValidation, warn }: WriteOptions): Pick<HttpRequest, 'query' | 'warn'> {
  return { query: { dryRun: dryRun ? 'All' : undefined, fieldManager, fieldValidation }, warn };
}

function deleteOptions(options: DeleteOptions): JsonObject {
  const { dryRun, propagationPolicy, gracePeriodSeconds, uid, resourceVersion } = options;
  return {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    propagationPolicy,
    gracePeriodSeconds,
    preconditions: uid === undefined && resourceVersion === undefined ? undefined : { uid, resourceVersion },
    dryRun: dryRun ? ['All'] : undefined,
  };
}

/** What is gone at once is answered by a Status, which has no more than the name and the uid. */
function deletedObject(kind: Kind, name: string, { namespace }: DeleteOptions, { details }: JsonObject): KubeObject {
  const uid = isObject(details) && typeof details.uid === 'string' ? details.uid : undefined;
  const metadata = { name, ...(kind.namespaced ? { namespace } : {}), ...(uid === undefined ? {} : { uid }) };
  return { apiVersion: apiVersionOf(kind), kind: kind.kind, metadata };
}
