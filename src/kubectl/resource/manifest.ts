import { goQuote } from '../../apimachinery/go-value';
import { isObject, type Json, jsonType } from '../../apimachinery/json';
import type { Kind, KubeObject } from '../../apimachinery/meta';
import { yamlDocuments } from '../../apimachinery/yaml/read';
import { AggregateCommandError, CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { metadataProblem } from './decode-metadata';
import { kustomizationFolder } from './manifest-paths';
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

/**
 * The files that -f names: files, folders (with -R also those below), patterns, `-`; or the kustomization that -k names.
 * @upstream cli-runtime pkg/resource/builder.go FilenameParam, Path
 */
export function findSources(kubectl: Kubectl, paths: readonly string[], recursive: boolean): Source[] {
  const { files, streams } = kubectl;
  const sources: Source[] = [];
  for (const path of paths) {
    const folder = kustomizationFolder(path);
    if (folder !== undefined) sources.push({ name: folder, read: () => readKustomization(kubectl, folder) });
    else if (path === '-') sources.push({ name: 'STDIN', read: () => streams.readInput() });
    else sources.push(...sourcesOf({ files }, path, recursive));
    if (sources.length === 0) {
      throw new CommandError(`error reading [${path}]: recognized file extensions are [${endings.join(' ')}]`);
    }
  }
  return sources;
}

/** The resources that a kustomization builds, those first that others need. */
async function readKustomization(kubectl: Kubectl, folder: string): Promise<string> {
  const { buildKustomization, resourcesText } = await import('../kustomize/build');
  return resourcesText(await buildKustomization(kubectl, folder, { order: 'legacy' }));
}

function sourcesOf({ files }: Pick<Kubectl, 'files'>, path: string, recursive: boolean): Source[] {
  if (/^https?:\/\//.test(path)) throw new CommandError(`unable to read URL "${path}": this simulator has no network`);
  const found = files.kindOf(path) === 'none' && /[*?[]/.test(path) ? files.glob(path) : [path];
  if (found.length === 0) throw missing(path);
  return found.flatMap((name) => sourcesAt({ files }, name, recursive));
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
  return new CommandError(`the path ${goQuote(path)} does not exist`);
}

function folderSources({ files }: Pick<Kubectl, 'files'>, folder: string, recursive: boolean): Source[] {
  const paths = files.list(folder).map((name) => `${folder.replace(/[\\/]+$/, '')}/${name}`);
  const found = paths.flatMap((path): Source[] => {
    if (files.kindOf(path) === 'folder') return recursive ? folderSources({ files }, path, recursive) : [];
    return endings.some((ending) => path.endsWith(ending)) ? [{ name: path, read: () => files.read(path) }] : [];
  });
  return found;
}

/**
 * Reads the objects of files; a List stands for its items.
 * @param errors collects, as one, what is wrong with some of the objects, where the others are still of use
 * @throws CommandError where a file is missing
 */
export async function readManifests(
  kubectl: Kubectl,
  paths: readonly string[],
  { recursive, errors }: { readonly recursive: boolean; readonly errors: unknown[] },
): Promise<ManifestObject[]> {
  const kinds = await kubectl.client.kinds();
  const found: ManifestObject[] = [];
  const problems: unknown[] = [];
  for (const { name, read } of findSources(kubectl, paths, recursive)) {
    const text = await read();
    try {
      for (const { json } of yamlDocuments(text)) found.push(...readDocument(kinds, json, name, problems));
    } catch (error) {
      problems.push(parseError(error, name));
    }
  }
  if (problems.length > 0) errors.push(new AggregateCommandError(problems));
  return found;
}

function parseError(error: unknown, source: string): CommandError {
  const reason = error instanceof Error ? error.message : String(error);
  const detail = reason.startsWith('yaml:') ? `error converting YAML to JSON: ${reason}` : reason;
  return new CommandError(`error parsing ${source}: ${detail}`);
}

function readDocument(kinds: readonly Kind[], json: Json, source: string, problems: unknown[]): ManifestObject[] {
  try {
    const decoded = decode(json, source);
    if (!isList(decoded)) return [{ kind: requireKind(kinds, decoded, source), object: decoded, source }];
    return readItems(kinds, decoded, source, problems);
  } catch (error) {
    problems.push(error);
    return [];
  }
}

/** The items of a List; what is wrong with some of them is told as one. */
function readItems(kinds: readonly Kind[], list: ListObject, source: string, problems: unknown[]): ManifestObject[] {
  const wrong: unknown[] = [];
  const found = list.items.flatMap((item): ManifestObject[] => {
    try {
      return readItem(kinds, item, list, source, problems);
    } catch (error) {
      wrong.push(error);
      return [];
    }
  });
  if (wrong.length > 0) problems.push(new AggregateCommandError(wrong));
  return found;
}

/** @upstream cli-runtime pkg/resource/visitor.go FlattenListVisitor */
function readItem(
  kinds: readonly Kind[],
  item: Json,
  { apiVersion, kind }: ListObject,
  source: string,
  problems: unknown[],
): ManifestObject[] {
  const typed = isObject(item) && kind !== 'List' ? { apiVersion, kind: kind.slice(0, -4), ...item } : item;
  const decoded = decode(typed, source);
  if (isList(decoded)) return readItems(kinds, decoded, source, problems);
  const found = kindOfObject(kinds, decoded.apiVersion, decoded.kind);
  if (found !== undefined) return [{ kind: found, object: decoded, source }];
  throw new CommandError(`unable to recognize ${noMatch(decoded)}`);
}

type ListObject = KubeObject & { readonly items: Json[] };

function isList(object: KubeObject): object is ListObject {
  return object.kind.endsWith('List') && Array.isArray(object.items);
}

/** A document as an object. @throws CommandError where it is none */
function decode(json: Json, source: string): KubeObject {
  const refusal = (reason: string) => new CommandError(`unable to decode ${goQuote(source)}: ${reason}`);
  if (!isObject(json)) {
    throw refusal(`json: cannot unmarshal ${jsonType(json)} into Go value of type unstructured.detector`);
  }
  const { apiVersion, kind } = json;
  if (typeof kind !== 'string' || kind === '') throw refusal(`Object 'Kind' is missing in '${JSON.stringify(json)}'`);
  const problem = metadataProblem(json);
  if (problem !== undefined) throw refusal(problem);
  if (typeof apiVersion !== 'string' || apiVersion === '') {
    throw new CommandError(
      `error validating ${goQuote(source)}: error validating data: apiVersion not set; if you choose to ignore these errors, turn validation off with --validate=false`,
    );
  }
  return asObject(json, apiVersion, kind);
}

function asObject(json: { [field: string]: Json | undefined }, apiVersion: string, kind: string): KubeObject {
  const metadata = isObject(json.metadata) ? json.metadata : {};
  return { ...json, apiVersion, kind, metadata: { ...metadata, name: String(metadata.name ?? '') } };
}

function requireKind(kinds: readonly Kind[], { apiVersion, kind, metadata }: KubeObject, source: string): Kind {
  const found = kindOfObject(kinds, apiVersion, kind);
  if (found !== undefined) return found;
  throw new CommandError(
    `resource mapping not found for name: ${goQuote(metadata.name)} namespace: ${goQuote(metadata.namespace ?? '')} from ${goQuote(source)}: ${noMatch({ apiVersion, kind })}\nensure CRDs are installed first`,
  );
}

function noMatch({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): string {
  return `no matches for kind ${goQuote(kind)} in version ${goQuote(apiVersion)}`;
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
      `the namespace from the provided object ${goQuote(own)} does not match the namespace ${goQuote(namespace)}. You must pass '--namespace=${own}' to perform this operation.`,
    );
  }
  return own ?? namespace;
}
