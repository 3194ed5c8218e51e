import type { JsonObject } from '../../apimachinery/json';
import { apiVersionOf, type Kind } from '../../apimachinery/meta';
import { release } from '../../apimachinery/version';
import { typeOf } from '../schema/field-types';
import { openApiVersion2, openApiVersion3, schemaName, schemasFor } from './schemas';

const info = { title: 'Kubernetes', version: release.gitVersion };

/** The documents of version 3, one for each group version: `api/v1`, `apis/apps/v1`. */
export function openApiPaths(kinds: readonly Kind[]): string[] {
  return [...new Set(kinds.map(openApiPath))];
}

/** Where a group version's document is. */
export function openApiPath({ group, version }: Pick<Kind, 'group' | 'version'>): string {
  return group === '' ? `api/${version}` : `apis/${group}/${version}`;
}

/** The document of a group version in version 3: its paths, and the schemas that they speak of. */
export function openApiV3(kinds: readonly Kind[], path: string): JsonObject {
  const held = kinds.filter((kind) => openApiPath(kind) === path);
  return {
    openapi: '3.0.0',
    info,
    paths: Object.fromEntries(held.flatMap(pathsOf)),
    components: { schemas: schemasFor(held, openApiVersion3) },
  };
}

/** All that is held in version 2. */
export function openApiV2(kinds: readonly Kind[]): JsonObject {
  const paths = Object.fromEntries(kinds.flatMap(pathsOf).map(([path, operations]) => [path, swagger(operations)]));
  return { swagger: '2.0', info, paths, definitions: schemasFor(kinds, openApiVersion2) };
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
  const root = `/${openApiPath(kind)}/${namespaced ? 'namespaces/{namespace}/' : ''}${plural}`;
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

/** Version 2 has the parameters' types beside their names, and no content types by answer. */
function swagger(operations: JsonObject): JsonObject {
  const text = JSON.stringify(operations, (key, value) => {
    if (key === 'schema' && value?.type !== undefined) return undefined;
    if (key === 'content') return undefined;
    return value?.in !== undefined ? { ...value, type: 'string' } : value;
  });
  return JSON.parse(text);
}
