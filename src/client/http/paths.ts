import type { Kind } from '../../apimachinery/meta';
import { RequestError } from './errors';

/** Which object of a kind, or which of its lists. */
export type Address = { readonly namespace?: string; readonly name?: string; readonly subresource?: string };

/**
 * Where an API server keeps a resource: `/apis/apps/v1/namespaces/default/statefulsets/web/scale`.
 * @throws RequestError for a name that would lead elsewhere
 */
export function resourcePath(
  { group, version, plural, namespaced }: Pick<Kind, 'group' | 'version' | 'plural' | 'namespaced'>,
  { namespace, name, subresource }: Address,
): string {
  const root = group === '' ? ['api', version] : ['apis', group, version];
  const scope = namespaced && namespace ? ['namespaces', segment('namespace', namespace)] : [];
  const object = name === undefined ? [] : [segment('resource name', name)];
  const parts = [...root, ...scope, plural, ...object, ...(subresource === undefined ? [] : [subresource])];
  return `/${parts.map(encodeURIComponent).join('/')}`;
}

/** @upstream client-go rest/request.go Name, apimachinery api/validation/path IsValidPathSegmentName */
function segment(what: string, name: string): string {
  if (name === '') throw new RequestError('resource name may not be empty');
  if (name === '.' || name === '..') throw new RequestError(`invalid ${what} "${name}": [may not be '${name}']`);
  const wrong = ['/', '%'].filter((character) => name.includes(character));
  if (wrong.length === 0) return name;
  throw new RequestError(
    `invalid ${what} ${JSON.stringify(name)}: [${wrong.map((character) => `may not contain '${character}'`).join(' ')}]`,
  );
}

/** A request's query; what is undefined, empty or false is not asked for. */
export type Query = { readonly [name: string]: string | number | boolean | undefined };

/** The whole address of a path below a server's, which may have a path of its own. */
export function requestUrl(server: string, path: string, query: Query = {}): string {
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== '' && value !== false);
  const text = asked
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  return `${server.replace(/\/+$/, '')}${path}${text === '' ? '' : `?${text}`}`;
}
