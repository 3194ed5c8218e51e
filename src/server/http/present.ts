import { StatusError } from '../../apimachinery/errors';
import type { JsonObject } from '../../apimachinery/json';
import { apiVersionOf, type Kind, type KubeObject } from '../../apimachinery/meta';
import { type IncludeObject, partialObject, tableOf } from '../../apiserver/table';
import type { List } from '../../client/client';
import type { Answer, ApiRequest } from './exchange';
import { type Negotiated, negotiate } from './negotiate';

/** Turns what the cluster answers into what the client asked for. */
export type Presenter = {
  readonly object: (object: KubeObject) => Answer;
  readonly list: (list: List<KubeObject>) => Answer;
  /** The object of a watch event. @param isFirst whether it is the first of its watch */
  readonly event: (object: KubeObject, isFirst: boolean) => JsonObject;
  readonly contentType: string;
};

/**
 * @param now milliseconds since 1970
 * @throws StatusError NotAcceptable, BadRequest
 */
export function presenterFor({ headers, query }: ApiRequest, kind: Kind, now: () => number): Presenter {
  const negotiated = negotiate(headers.accept);
  const include = includeObject(query.get('includeObject'));
  const present = (object: KubeObject, withColumns: boolean): JsonObject => {
    if (negotiated.as === 'Table') {
      const { resourceVersion } = object.metadata;
      return tableOf(kind, [object], { now: now(), include, withColumns, metadata: { resourceVersion } });
    }
    return negotiated.as === 'PartialObjectMetadata' ? partialObject(object) : object;
  };
  return {
    object: (object) => answer(negotiated, present(object, true)),
    list: (list) => answer(negotiated, presentList(kind, list, negotiated, { now: now(), include })),
    event: present,
    contentType: negotiated.contentType,
  };
}

function includeObject(text: string | null): IncludeObject {
  if (text === null || text === '') return 'Metadata';
  if (text === 'None' || text === 'Metadata' || text === 'Object') return text;
  throw new StatusError('BadRequest', `unrecognized includeObject value: ${JSON.stringify(text)}`);
}

function answer({ contentType }: Negotiated, json: JsonObject): Answer {
  return { json, contentType };
}

function presentList(
  kind: Kind,
  list: List<KubeObject>,
  { as }: Negotiated,
  options: { now: number; include: IncludeObject },
): JsonObject {
  const metadata = listMetadata(list);
  if (as === 'Table') return tableOf(kind, list.items, { ...options, metadata });
  if (as === 'PartialObjectMetadataList') {
    const items = list.items.map(partialObject);
    return { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items };
  }
  return listObject(kind, list);
}

function listMetadata({ resourceVersion, continue: token, remainingItemCount }: List<KubeObject>): JsonObject {
  return {
    resourceVersion,
    ...(token === undefined ? {} : { continue: token }),
    ...(remainingItemCount === undefined ? {} : { remainingItemCount }),
  };
}

/** A list on the wire: its items do not repeat what they are. */
export function listObject(kind: Kind, list: List<KubeObject>): JsonObject {
  return {
    kind: `${kind.kind}List`,
    apiVersion: apiVersionOf(kind),
    metadata: listMetadata(list),
    items: list.items.map(({ kind: _, apiVersion: __, ...item }) => item),
  };
}
