import { goQuote } from '../../apimachinery/go-value';
import { isObject, type Json, type JsonObject, jsonType } from '../../apimachinery/json';
import type { Kind, KubeObject } from '../../apimachinery/meta';
import { yamlDocuments } from '../../apimachinery/yaml/read';
import { typeOf } from '../../resources/schema/field-types';
import { checkFields } from '../../resources/schema/validate-fields';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { compactJson } from '../printers/json';
import { findSources } from './manifest';
import type { Selected } from './select';

/** How objects are read: as they stand, or as kubectl's own types, which knows fewer kinds. */
export type Decoding = 'unstructured' | 'typed';

/**
 * Reads the objects of files without a server; a List stands for its items.
 * @throws CommandError where a file is missing
 * @upstream cli-runtime pkg/resource/builder.go LocalParam, mapper.go infoForData
 */
export async function readLocal(
  kubectl: Kubectl,
  paths: readonly string[],
  { recursive, decoding }: { readonly recursive: boolean; readonly decoding: Decoding },
): Promise<Selected> {
  const selected: Selected = { infos: [], errors: [] };
  for (const { name, read } of findSources(kubectl, paths, recursive)) {
    const text = await read();
    try {
      for (const { json } of yamlDocuments(text)) readDocument(json, name, decoding, selected);
    } catch (error) {
      selected.errors.push(parseError(error, name));
    }
  }
  return selected;
}

function parseError(error: unknown, source: string): unknown {
  if (error instanceof CommandError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const detail = reason.startsWith('yaml:') ? `error converting YAML to JSON: ${reason}` : reason;
  return new CommandError(`error parsing ${source}: ${detail}`);
}

function readDocument(json: Json, source: string, decoding: Decoding, { infos, errors }: Selected): void {
  const problem = decodingProblem(json, decoding);
  if (problem !== undefined) {
    errors.push(new CommandError(`unable to decode ${goQuote(source)}: ${problem}`));
    return;
  }
  const object = json as KubeObject;
  if (object.kind.endsWith('List') && Array.isArray(object.items)) {
    for (const item of object.items) readDocument(item, source, decoding, { infos, errors });
    return;
  }
  const { name = '', ...metadata } = isObject(object.metadata) ? object.metadata : {};
  const complete = { ...object, apiVersion: object.apiVersion ?? '', metadata: { ...metadata, name: String(name) } };
  infos.push({ kind: kindOf(complete), name: complete.metadata.name, object: complete, source });
}

/** All that is known of a kind without a server. */
function kindOf({ apiVersion, kind }: KubeObject): Kind {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return { group, version, kind, plural: '', singular: '', shortNames: [], categories: [], namespaced: true };
}

function decodingProblem(json: Json, decoding: Decoding): string | undefined {
  if (!isObject(json)) return noObject(json, decoding);
  if (typeof json.kind !== 'string' || json.kind === '') return missing('Kind', json);
  if (decoding === 'unstructured' || json.kind === 'List') return undefined;
  const { apiVersion, kind } = json;
  if (typeof apiVersion !== 'string' || apiVersion === '') return missing('apiVersion', json);
  if (typeOf(apiVersion, kind) !== undefined) return checkFields(json).typeError;
  const [kindText, versionText] = [JSON.stringify(kind), JSON.stringify(apiVersion)];
  return `no kind ${kindText} is registered for version ${versionText} in scheme "pkg/scheme/scheme.go:28"`;
}

function noObject(json: Json, decoding: Decoding): string {
  const mismatch = `json: cannot unmarshal ${jsonType(json)} into Go value of type`;
  if (decoding === 'unstructured') return `${mismatch} unstructured.detector`;
  const fields = `APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\""`;
  return `couldn't get version/kind; json parse error: ${mismatch} struct { ${fields} }`;
}

function missing(field: string, json: JsonObject): string {
  return `Object '${field}' is missing in '${compactJson(json)}'`;
}
