import { decodeBase64, encodeBase64 } from '../apimachinery/base64';
import { badRequest } from '../apimachinery/errors';
import { isObject, type Json } from '../apimachinery/json';
import { type KubeObject, keyOf } from '../apimachinery/meta';
import type { List, ListOptions } from '../client/client';

/**
 * As much of a list as was asked for. The pages that follow keep the version of the first, so that a watch from there
 * misses nothing.
 * @param items all that is selected, in the store's order
 * @throws StatusError BadRequest for a token that no page gave
 * @upstream apiserver storage/etcd3/store.go GetList, storage/continue.go
 */
export function listPage<T extends KubeObject>(items: readonly T[], options: ListOptions, version: string): List<T> {
  const token = options.continue ? readToken(options.continue) : undefined;
  const start = token === undefined ? 0 : items.findIndex((item) => placeOf(item) > token.start);
  const rest = start === -1 ? [] : items.slice(start);
  const resourceVersion = token?.resourceVersion ?? version;
  const page = options.limit ? rest.slice(0, options.limit) : rest;
  const last = page.at(-1);
  if (last === undefined || page.length === rest.length) return { resourceVersion, items: page };
  return {
    resourceVersion,
    items: page,
    continue: encodeBase64(JSON.stringify({ v: 'meta.k8s.io/v1', rv: Number(resourceVersion), start: placeOf(last) })),
    // Upstream counts what is left only where nothing is selected: with selectors it does not know.
    ...(options.labelSelector || options.fieldSelector ? {} : { remainingItemCount: rest.length - page.length }),
  };
}

/** Where an object stands in the store's order: the key without its resource. */
function placeOf(object: KubeObject): string {
  return object.metadata.namespace === undefined ? `/${object.metadata.name}` : keyOf(object);
}

function readToken(text: string): { start: string; resourceVersion: string } {
  const token = parseToken(text);
  if (!isObject(token) || typeof token.start !== 'string') throw badRequest('continue key is not valid');
  return { start: token.start, resourceVersion: String(token.rv) };
}

function parseToken(text: string): Json {
  try {
    return JSON.parse(decodeBase64(text));
  } catch {
    throw badRequest('continue key is not valid: illegal base64 data');
  }
}
