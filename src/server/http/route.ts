import { methodNotAllowed } from '../../apimachinery/errors';
import type { Kind } from '../../apimachinery/meta';
import { serverVersion } from '../../apimachinery/version';
import { discoveryGroup, discoveryResources, discoveryRoot } from './discovery';
import type { Answer, Api, ApiRequest } from './exchange';
import { healthAnswer } from './health';
import { openApiGroupVersion, openApiIndex, openApiV2 } from './openapi';
import { requireAccess } from './require-access';
import { resourceAnswer } from './resource';
import { kindOfPath, parseResourcePath } from './resource-path';
import { noSuchPath } from './status';
import { subresourceAnswer } from './subresource';

/** What `/` lists. */
const paths = [
  '/api',
  '/api/v1',
  '/apis',
  '/healthz',
  '/livez',
  '/metrics',
  '/openapi/v2',
  '/openapi/v3',
  '/readyz',
  '/version',
];

/** Finds what a request asks for, and answers it. @throws StatusError */
export async function route(api: Api, request: ApiRequest): Promise<Answer> {
  await requireAccess(api, request);
  const path = request.path.replace(/\/+$/, '');
  const single = await documentAnswer(api, request, path);
  if (single !== undefined) {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw methodNotAllowed();
    return single;
  }
  const resource = parseResourcePath(path);
  if (resource === undefined) throw noSuchPath();
  const kind = kindOfPath(await api.backend.client.kinds(), resource);
  if (kind === undefined) throw noSuchPath();
  const asked = { api, request, kind, path: resource };
  return resource.subresource === undefined ? await resourceAnswer(asked) : await subresourceAnswer(asked);
}

/** What is no object: discovery, schemas, health. Undefined where the path names none of it. */
async function documentAnswer(api: Api, request: ApiRequest, path: string): Promise<Answer | undefined> {
  const { headers, query } = request;
  const kinds = await api.backend.client.kinds();
  const [, first = '', second, third, ...more] = path.split('/');
  switch (first) {
    case '':
      return second === undefined ? { json: { paths: [...paths] } } : undefined;
    case 'version':
      return second === undefined ? { json: serverVersion } : undefined;
    case 'healthz':
    case 'livez':
    case 'readyz':
      return healthAnswer(path, query);
    case 'metrics':
      return second === undefined ? await metricsAnswer(api) : undefined;
    case 'openapi':
      if (second === 'v2') return openApiV2(kinds, headers.accept);
      if (second !== 'v3') return undefined;
      return third === undefined ? openApiIndex(kinds) : openApiGroupVersion(kinds, [third, ...more].join('/'));
    case 'api':
    case 'apis':
      return groupAnswer(request, kinds, path);
    default:
      return undefined;
  }
}

function groupAnswer({ headers }: ApiRequest, kinds: readonly Kind[], path: string): Answer | undefined {
  const [, root, second, third, ...more] = path.split('/');
  const isCore = root === 'api';
  if (second === undefined) return discoveryRoot(isCore ? 'api' : 'apis', kinds, headers.accept, headers.host ?? '');
  if (isCore) return third === undefined ? discoveryResources(kinds, '', second) : undefined;
  if (third === undefined) return discoveryGroup(kinds, second);
  return more.length === 0 ? discoveryResources(kinds, second, third) : undefined;
}

async function metricsAnswer({ backend, metrics }: Api): Promise<Answer> {
  const keys = await backend.transact(async () => Object.keys(backend.objects()));
  const counts = new Map<string, number>();
  for (const key of keys) {
    const [resource = ''] = key.split('/');
    counts.set(resource, (counts.get(resource) ?? 0) + 1);
  }
  return { text: metrics.text(counts), contentType: 'text/plain; version=0.0.4' };
}
