import { clone, isObject, type Json, type JsonObject } from '../../apimachinery/json';
import { yamlDocument } from '../../apimachinery/yaml/read';
import { CommandError } from '../command-error';
import { messageOf } from './prefixed';
import { Resource } from './resource';

/**
 * The resources in a text of one or several documents, a list's items in the list's place.
 * @throws CommandError where one is no resource: each has a kind and a name
 * @upstream kustomize api/resource/factory.go SliceFromBytes
 */
export function readResources(text: string): Resource[] {
  const documents = splitDocuments(text.replaceAll('\r\n', '\n'));
  const objects = documents.map(readDocument).filter((json) => json !== null);
  const unwrapped = documents.length === 1 ? objects.flatMap(unwrap) : objects;
  return inlineLists(validated(unwrapped)).map((object) => new Resource(object));
}

/** A List that stands alone is its items. @upstream kyaml kio ByteReader.Read */
function unwrap(json: Json): Json[] {
  if (!isObject(json) || (json.kind !== 'List' && json.kind !== 'ResourceList')) return [json];
  return Array.isArray(json.items) ? json.items : [json];
}

/** @upstream kyaml kio splitDocuments */
function splitDocuments(text: string): string[] {
  const documents: string[] = [];
  let start = 0;
  for (const separator of text.matchAll(/\n---.*\n/g)) {
    const rest = separator[0].slice(4).trim();
    if (rest !== '' && !rest.startsWith('#')) {
      throw new CommandError(`invalid document separator: ${separator[0].trim()}`);
    }
    documents.push(`${text.slice(start, separator.index)}\n`);
    start = separator.index + separator[0].length;
  }
  if (text !== '') documents.push(text.slice(start));
  return documents;
}

function readDocument(text: string): Json {
  try {
    return yamlDocument(text, 'kustomize');
  } catch (error) {
    throw new CommandError(`MalformedYAMLError: ${messageOf(error)}`);
  }
}

/** Leaves out what is empty. @upstream kustomize api/resource/factory.go dropBadNodes */
function validated(values: readonly Json[]): JsonObject[] {
  return values.flatMap((value) => {
    if (!isObject(value)) {
      if (Array.isArray(value) ? value.length === 0 : value === null || value === '') return [];
      throw new CommandError('missing Resource metadata');
    }
    if (Object.keys(value).length === 0) return [];
    const resource = new Resource(value);
    if (resource.kind === '') throw new CommandError(`missing kind in object ${goMeta(resource)}`);
    if (resource.name === '' && !resource.kind.endsWith('List')) {
      throw new CommandError(`missing metadata.name in object ${goMeta(resource)}`);
    }
    return [value];
  });
}

/** What a resource tells of itself, as Go's `%v` prints it. @upstream kyaml yaml ResourceMeta */
function goMeta({ apiVersion, kind, name, namespace, labels, annotations }: Resource): string {
  const [labelText, annotationText] = [labels, annotations].map((map) => {
    const pairs = Object.entries(map).sort(([left], [right]) => (left < right ? -1 : 1));
    return `map[${pairs.map(([key, value]) => `${key}:${value}`).join(' ')}]`;
  });
  return `{{${apiVersion} ${kind}} {{${name} ${namespace}} ${labelText} ${annotationText}}}`;
}

/** The items of lists come after all that is no list. @upstream kustomize api/resource/factory.go inlineAnyEmbeddedLists */
function inlineLists(objects: readonly JsonObject[]): JsonObject[] {
  const found: JsonObject[] = [];
  const waiting = [...objects];
  for (let object = waiting.shift(); object !== undefined; object = waiting.shift()) {
    const { kind, items } = object;
    if (!String(kind).endsWith('List') || items === undefined) found.push(object);
    else if (Array.isArray(items)) waiting.push(...validated(items.map((item) => clone(item))));
    else if (items !== null) {
      throw new CommandError(`expected array in ${String(kind)}/items, but found ${typeof items}`);
    }
  }
  return found;
}
