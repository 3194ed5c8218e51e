import { createHash } from 'node:crypto';
import type { JsonObject } from '../../apimachinery/json';
import { apiVersionOf, type Kind } from '../../apimachinery/meta';
import { release } from '../../apimachinery/version';
import { typeOf } from '../../resources/schema/field-types';
import type { Answer } from './exchange';
import { negotiate } from './negotiate';
import { schemaName, schemasFor } from './openapi-schema';

/** The index of `/openapi/v3`. @upstream kube-openapi pkg/handler3 */
export function openApiIndex(kinds: readonly Kind[]): Answer {
  const paths = groupVersionPaths(kinds).map((path) => {
    const hash = createHash('sha256')
      .update(JSON.stringify(openApiDocument(kinds, path)))
      .digest('hex')
      .toUpperCase();
    return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }];
  });
  return { json: { paths: Object.fromEntries(paths) } };
}

function groupVersionPaths(kinds: readonly Kind[]): string[] {
  return [...new Set(kinds.map(groupVersionPath))];
}

function groupVersionPath({ group, version }: Kind): string {
  return group === '' ? `api/${version}` : `apis/${group}/${version}`;
}

/** The document of a group version, `apis/apps/v1`; undefined for those that are not held. */
export function openApiGroupVersion(kinds: readonly Kind[], path: string): Answer | undefined {
  return groupVersionPaths(kinds).includes(path) ? { json: openApiDocument(kinds, path) } : undefined;
}

const info = { title: 'Kubernetes', version: release.gitVersion };

function openApiDocument(kinds: readonly Kind[], path: string): JsonObject {
  const held = kinds.filter((kind) => groupVersionPath(kind) === path);
  return {
    openapi: '3.0.0',
    info,
    paths: Object.fromEntries(held.flatMap(pathsOf)),
    components: { schemas: schemasFor(held, '#/components/schemas/') },
  };
}

const parameter = (name: string, place: 'query' | 'path') => ({
  name,
  in: place,
  ...(place === 'path' ? { required: true } : {}),
  schema: { type: 'string', uniqueItems: true },
});

/** The paths of a kind: as much of each as kubectl looks at. */
function pathsOf(kind: Kind): [string, JsonObject][] {
  const { group, version, plural, namespaced } = kind;
  const root = `/${groupVersionPath(kind)}/${namespaced ? 'namespaces/{namespace}/' : ''}${plural}`;
  const gvk = { group, kind: kind.kind, version };
  const typeName = typeOf(apiVersionOf(kind), kind.kind);
  const schema = typeName === undefined ? {} : { $ref: `#/components/schemas/${schemaName(typeName)}` };
  const content = { 'application/json': { schema } };
  const operation = (action: string, write: boolean): JsonObject => ({
    operationId: `${action}${kind.kind}`,
    ...(write
      ? { parameters: ['dryRun', 'fieldManager', 'fieldValidation'].map((name) => parameter(name, 'query')) }
      : {}),
    responses: { '200': { description: 'OK', content } },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': gvk,
  });
  const inPath = namespaced ? [parameter('namespace', 'path')] : [];
  return [
    [root, { get: operation('list', false), post: operation('post', true), parameters: inPath }],
    [
      `${root}/{name}`,
      {
        get: operation('get', false),
        put: operation('put', true),
        patch: operation('patch', true),
        delete: operation('delete', false),
        parameters: [parameter('name', 'path'), ...inPath],
      },
    ],
  ];
}

const PROTOBUF = 'application/com.github.proto-openapi.spec.v2';

/** A document that says `swagger: "2.0"`, its first field. @upstream gnostic openapiv2/OpenAPIv2.proto Document */
const emptyDocument = '\n\u00032.0';

/**
 * `/openapi/v2` for clients that read JSON. kubectl asks for protocol buffers, for kinds that version 3 does not know:
 * version 2 knows no more, so it is told of none.
 * @throws StatusError NotAcceptable
 */
export function openApiV2(kinds: readonly Kind[], accept: string | undefined): Answer {
  if (accept?.startsWith(PROTOBUF)) return { text: emptyDocument, contentType: 'application/octet-stream' };
  negotiate(accept);
  const paths = Object.fromEntries(kinds.flatMap(pathsOf).map(([path, operations]) => [path, swagger(operations)]));
  const definitions = schemasFor(kinds, '#/definitions/');
  return { json: { swagger: '2.0', info, paths, definitions } };
}

/** Version 2 has the parameters' types beside their names, and no content types by answer. */
function swagger(operations: JsonObject): JsonObject {
  const text = JSON.stringify(operations, (key, value) => {
    if (key === 'schema' && value?.type !== undefined) return undefined;
    if (key === 'content') return undefined;
    return value?.in !== undefined ? { ...value, type: 'string' } : value;
  });
  return JSON.parse(text);
}
