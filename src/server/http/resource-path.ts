import type { Kind } from '../../apimachinery/meta';

/** What a path below `/api/v1` or `/apis/GROUP/VERSION` names. */
export type ResourcePath = {
  readonly group: string;
  readonly version: string;
  /** Undefined names the group version itself. */
  readonly plural?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
};

/**
 * Reads a resource's path; undefined where it is none.
 * @upstream apiserver endpoints/request/requestinfo.go NewRequestInfo
 */
export function parseResourcePath(path: string): ResourcePath | undefined {
  const segments = decodeSegments(path);
  if (segments === undefined) return undefined;
  const [root, ...rest] = segments;
  const groupVersion = root === 'api' ? ['', ...rest.splice(0, 1)] : root === 'apis' ? rest.splice(0, 2) : [];
  const [group, version] = groupVersion;
  if (group === undefined || version === undefined || (root === 'apis' && group === '')) return undefined;
  const place = readPlace(group, rest);
  return place === undefined ? undefined : { group, version, ...place };
}

function decodeSegments(path: string): string[] | undefined {
  try {
    const segments = path.replace(/^\//, '').replace(/\/$/, '').split('/').map(decodeURIComponent);
    return segments.includes('') ? undefined : segments;
  } catch {
    return undefined;
  }
}

type Place = Omit<ResourcePath, 'group' | 'version'>;

const namespaceSubresources = ['status', 'finalize'];

function readPlace(group: string, segments: readonly string[]): Place | undefined {
  const [first, second, third, ...deeper] = segments;
  if (first === undefined) return {};
  const namesNamespace =
    group === '' && first === 'namespaces' && (third === undefined || namespaceSubresources.includes(third));
  if (first !== 'namespaces' || second === undefined || namesNamespace) {
    return deeper.length > 0 ? undefined : { plural: first, name: second, subresource: third };
  }
  if (third === undefined) return undefined;
  const [name, subresource, ...more] = deeper;
  return more.length > 0 ? undefined : { namespace: second, plural: third, name, subresource };
}

/** The kind that a path names; undefined where the server holds none such, or holds it elsewhere. */
export function kindOfPath(kinds: readonly Kind[], path: ResourcePath): Kind | undefined {
  const kind = kinds.find(
    ({ group, version, plural }) => group === path.group && version === path.version && plural === path.plural,
  );
  if (kind === undefined) return undefined;
  if (path.namespace !== undefined) return kind.namespaced ? kind : undefined;
  return kind.namespaced && path.name !== undefined ? undefined : kind;
}
