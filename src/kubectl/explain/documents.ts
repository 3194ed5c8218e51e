import { isObject, type JsonObject } from '../../apimachinery/json';
import type { Kind } from '../../apimachinery/meta';
import type { Client } from '../../client/client';
import { openApiPath, openApiPaths, openApiV2, openApiV3 } from '../../resources/openapi/documents';
import { textIn } from './schema';

/** What a server says of its API: asked for over HTTP, made here where the cluster is in this process. */
export type OpenApiDocuments = {
  /** The document of a resource's group version; undefined where the server has none. */
  readonly version3: (resource: Pick<Kind, 'group' | 'version'>) => Promise<JsonObject | undefined>;
  readonly version2: () => Promise<JsonObject>;
};

export function openApiDocuments(client: Client, kinds: readonly Kind[]): OpenApiDocuments {
  const { raw } = client;
  if (raw === undefined) {
    return {
      async version3(resource) {
        const path = openApiPath(resource);
        return openApiPaths(kinds).includes(path) ? openApiV3(kinds, path) : undefined;
      },
      version2: async () => openApiV2(kinds),
    };
  }
  const get = async (path: string): Promise<JsonObject> => objectOf(JSON.parse(await raw(path)));
  return {
    async version3(resource) {
      const paths = objectOf((await get('/openapi/v3')).paths);
      const url = textIn(objectOf(paths[openApiPath(resource)]), 'serverRelativeURL');
      return url === '' ? undefined : await get(url);
    },
    version2: () => get('/openapi/v2'),
  };
}

function objectOf(value: unknown): JsonObject {
  return isObject(value as JsonObject) ? (value as JsonObject) : {};
}
