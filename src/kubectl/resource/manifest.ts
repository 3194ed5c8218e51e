import { isObject, type Json } from '../../apimachinery/json';
import type { Kind, KubeObject } from '../../apimachinery/meta';
import { readYamlDocuments } from '../../apimachinery/yaml/read';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { kindOfObject } from './mapper';

/** An object that a file holds. */
export type ManifestObject = {
  readonly kind: Kind;
  readonly object: KubeObject;
  /** The file's name, or STDIN. */
  readonly source: string;
};

type Source = { readonly name: string; readonly read: () => string | Promise<string> };

const endings = ['.json', '.yaml', '.yml'];

/** The files that -f names: files, folders (with -R also those below), patterns, `-`. */
export function findSources({ files, streams }: Kubectl, paths: readonly string[], recursive: boolean): Source[] {
  return paths.flatMap((path): Source[] => {
    if (path === '-') return [{ name: 'STDIN', read: () => streams.readInput() }];
    if (/^https?:\/\//.test(path))
      throw new CommandError(`unable to read URL "${path}": this simulator has no network`);
    const found = files.kindOf(path) === 'none' && /[*?[]/.test(path) ? files.glob(path) : [path];
    if (found.length === 0) throw missing(path);
    return found.flatMap((name) => sourcesAt({ files }, name, recursive));
  });
}

function sourcesAt({ files }: Pick<Kubectl, 'files'>, path: string, recursive: boolean): Source[] {
  switch (files.kindOf(path)) {
    case 'none':
      throw missing(path);
    case 'file':
      return [{ name: path, read: () => files.read(path) }];
    case 'folder':
      return folderSources({ files }, path, recursive);
  }
}

function missing(path: string): CommandError {
  return new CommandError(`the path ${JSON.stringify(path)} does not exist`);
}

function folderSources({ files }: Pick<Kubectl, 'files'>, folder: string, recursive: boolean): Source[] {
  const paths = files.list(folder).map((name) => `${folder.replace(/[\\/]+$/, '')}/${name}`);
  const found = paths.flatMap((path): Source[] => {
    if (files.kindOf(path) === 'folder') return recursive ? folderSources({ files }, path, recursive) : [];
    return endings.some((ending) => path.endsWith(ending)) ? [{ name: path, read: () => files.read(path) }] : [];
  });
  if (found.length === 0 && !recursive) {
    throw new CommandError(`error reading [${folder}]: recognized file extensions are [${endings.join(' ')}]`);
  }
  return found;
}

/**
 * Reads the objects of files; a List stands for its items.
 * @param errors collects what is wrong with one object, where the others are still of use
 * @throws CommandError for broken files
 */
export async function readManifests(
  kubectl: Kubectl,
  paths: readonly string[],
  { recursive, errors }: { readonly recursive: boolean; readonly errors: unknown[] },
): Promise<ManifestObject[]> {
  const kinds = await kubectl.client.kinds();
  const found: ManifestObject[] = [];
  for (const { name, read } of findSources(kubectl, paths, recursive)) {
    for (const { json } of parse(await read(), name)) {
      for (const object of unpack(json, name)) {
        try {
          found.push({ kind: requireKind(kinds, object, name), object, source: name });
        } catch (error) {
          errors.push(error);
        }
      }
    }
  }
  return found;
}

function parse(text: string, source: string) {
  try {
    return readYamlDocuments(text).documents;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const detail = reason.startsWith('yaml:') ? `error converting YAML to JSON: ${reason}` : reason;
    throw new CommandError(`error parsing ${source}: ${detail}`);
  }
}

/** A document's objects. @throws CommandError where the document is none */
function unpack(json: Json, source: string): KubeObject[] {
  if (!isObject(json)) {
    const type = Array.isArray(json) ? 'array' : typeof json === 'boolean' ? 'bool' : typeof json;
    throw new CommandError(
      `unable to decode ${JSON.stringify(source)}: json: cannot unmarshal ${type} into Go value of type unstructured.detector`,
    );
  }
  const { apiVersion, kind, items } = json;
  const shown = JSON.stringify(json);
  if (typeof kind !== 'string' || kind === '') {
    throw new CommandError(`unable to decode ${JSON.stringify(source)}: Object 'Kind' is missing in '${shown}'`);
  }
  if (typeof apiVersion !== 'string' || apiVersion === '') {
    throw new CommandError(
      `error validating ${JSON.stringify(source)}: error validating data: apiVersion not set; if you choose to ignore these errors, turn validation off with --validate=false`,
    );
  }
  if (kind.endsWith('List') && Array.isArray(items)) {
    return items.flatMap((item) =>
      unpack(isObject(item) && kind !== 'List' ? { apiVersion, kind: kind.slice(0, -4), ...item } : item, source),
    );
  }
  return [asObject(json, apiVersion, kind)];
}

function asObject(json: { [field: string]: Json | undefined }, apiVersion: string, kind: string): KubeObject {
  const metadata = isObject(json.metadata) ? json.metadata : {};
  return { ...json, apiVersion, kind, metadata: { ...metadata, name: String(metadata.name ?? '') } };
}

function requireKind(kinds: readonly Kind[], { apiVersion, kind, metadata }: KubeObject, source: string): Kind {
  const found = kindOfObject(kinds, apiVersion, kind);
  if (found !== undefined) return found;
  throw new CommandError(
    `resource mapping not found for name: ${JSON.stringify(metadata.name)} namespace: ${JSON.stringify(metadata.namespace ?? '')} from ${JSON.stringify(source)}: no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}\nensure CRDs are installed first`,
  );
}

/**
 * The namespace that an object of a file goes to.
 * @throws CommandError where the file names another one than the flag
 * @upstream cli-runtime pkg/resource RequireNamespace, SetNamespace
 */
export function namespaceOf(
  { namespace, isNamespaceGiven }: Kubectl,
  kind: Kind,
  object: KubeObject,
): string | undefined {
  if (!kind.namespaced) return undefined;
  const own = object.metadata.namespace;
  if (own !== undefined && isNamespaceGiven && own !== namespace) {
    throw new CommandError(
      `the namespace from the provided object ${JSON.stringify(own)} does not match the namespace ${JSON.stringify(namespace)}. You must pass '--namespace=${own}' to perform this operation.`,
    );
  }
  return own ?? namespace;
}
