import {
  defineScalarTag,
  loadAll,
  mergeTag,
  NOT_RESOLVED,
  realMapTag,
  type ScalarTagDefinition,
  Schema,
  seqTag,
  strTag,
  YAMLException,
} from 'js-yaml';
import { compareText, isObject, isTooDeep, type Json, parseJson } from '../json';
import { diagnoseYaml } from './diagnose';
import { diagnoseJson } from './diagnose-json';
import { YamlError, yamlError } from './error';
import { resolveCoreScalar, resolveScalar, type Scalar, timestampText } from './scalar';

/** A document of a file; `line`, from 1, is where it begins. */
export type YamlDocument = { readonly json: Json; readonly line: number };

/**
 * Reads the documents of a file, in YAML 1.1 as kubectl reads it or in JSON; empty documents are left out.
 * @throws YamlError with go-yaml's words; lines in it count from the beginning of the document
 * @upstream apimachinery util/yaml/decoder.go YAMLOrJSONDecoder
 */
export function readYamlDocuments(text: string): { documents: YamlDocument[] } {
  return { documents: [...yamlDocuments(text)] };
}

/** The documents of a file one by one, so that those before a broken one are of use. @throws as readYamlDocuments */
export function* yamlDocuments(text: string): Generator<YamlDocument> {
  if (isTooDeep(text)) throw yamlError('exceeded max depth of 1000');
  for (const document of readJsonDocuments(text) ?? readOneByOne(text)) if (document.json !== null) yield document;
}

function* readOneByOne(text: string): Generator<YamlDocument> {
  try {
    for (const { text: document, line } of splitDocuments(text)) yield { json: parseYaml(document), line };
  } catch (error) {
    // What looks like JSON is refused in JSON's words.
    throw (looksLikeJson(text) ? diagnoseJson(text) : undefined) ?? error;
  }
}

function looksLikeJson(text: string): boolean {
  return /^\s*\{/.test(text);
}

/** A line that begins with `---` begins a document. @throws YamlError where something else follows it */
function splitDocuments(text: string): { text: string; line: number }[] {
  const documents: { text: string; line: number }[] = [];
  let lines: string[] = [];
  let start = 1;
  const finish = (next: number): void => {
    if (lines.length > 0) documents.push({ text: `${lines.join('\n')}\n`, line: start });
    lines = [];
    start = next;
  };
  for (const [i, line] of text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .entries()) {
    if (!line.startsWith('---')) {
      lines.push(line);
      continue;
    }
    const rest = line.slice(3).trim();
    if (rest !== '' && !rest.startsWith('#')) throw new YamlError(`invalid Yaml document separator: ${rest}`);
    finish(i + 2);
  }
  finish(0);
  return documents;
}

/** What plain text stands for: as kubectl reads it, or with fewer booleans and with times, as kustomize does. */
export type Dialect = 'kubectl' | 'kustomize';

/** The first document of a text. @throws as readYamlDocuments */
export function yamlDocument(text: string, dialect: Dialect = 'kubectl'): Json {
  if (isTooDeep(text)) throw yamlError('exceeded max depth of 1000');
  return parseYaml(text, dialect);
}

type ImplicitTag = 'null' | 'bool' | 'int' | 'float' | 'timestamp';

function scalarTag(tag: ImplicitTag, resolve: (source: string) => Scalar): ScalarTagDefinition {
  return defineScalarTag<Json>(`tag:yaml.org,2002:${tag}`, {
    implicit: true,
    resolve: (source) => {
      const scalar = resolve(source);
      if (scalar.tag !== tag) return NOT_RESOLVED;
      if (scalar.tag === 'timestamp') return timestampText(source);
      return 'value' in scalar ? scalar.value : null;
    },
    identify: () => false,
  });
}

/** Tags of one's own are ignored. */
const customTag = defineScalarTag<string>('!', {
  matchByTagPrefix: true,
  resolve: (source) => source,
  identify: () => false,
});

function schemaOf(resolve: (source: string) => Scalar, tags: readonly ImplicitTag[]): Schema {
  return new Schema([strTag, seqTag, realMapTag, mergeTag, customTag, ...tags.map((tag) => scalarTag(tag, resolve))]);
}

const schemas: Readonly<Record<Dialect, Schema>> = {
  kubectl: schemaOf(resolveScalar, ['null', 'bool', 'int', 'float']),
  kustomize: schemaOf(resolveCoreScalar, ['null', 'bool', 'int', 'float', 'timestamp']),
};

/** The grammar is checked first: the loader takes some text that YAML 1.1 refuses. */
function parseYaml(text: string, dialect: Dialect = 'kubectl'): Json {
  const complaint = diagnoseYaml(text);
  if (complaint !== undefined) throw complaint;
  try {
    const loaded = loadAll(text, { schema: schemas[dialect], json: true })[0];
    if (sizeOf(loaded) > MAX_SIZE) throw yamlError('document contains excessive aliasing');
    return toJson(loaded);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    if (!error.reason.startsWith('end of the stream') || !error.mark?.line) throw otherError(error);
    // What follows the first node is ignored.
    return parseYaml(text.split('\n').slice(0, error.mark.line).join('\n'), dialect);
  }
}

/** What the loader refuses although its grammar is right. */
function otherError({ reason, mark }: YAMLException): YamlError {
  if (reason.startsWith('cannot merge')) return yamlError('map merge requires map or sequence of maps as the value');
  return yamlError(reason, mark?.line);
}

/** Values that a document may come to, with each alias counted as what it stands for. */
const MAX_SIZE = 1_000_000;

/** How many values a document comes to; what aliases share is looked at once. @upstream go-yaml decode.go allowedAliasRatio */
function sizeOf(value: unknown, known = new Map<unknown, number>()): number {
  if (typeof value !== 'object' || value === null) return 1;
  const found = known.get(value);
  if (found !== undefined) return found;
  const below = value instanceof Map ? [...value.values()] : Array.isArray(value) ? value : [];
  const size = below.reduce((sum: number, item) => sum + sizeOf(item, known), 1);
  known.set(value, size);
  return size;
}

/** What the loader made, without shared objects. @throws YamlError where JSON has no such value */
function toJson(value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, item]) => [fieldName(key, item), toJson(item)]));
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new YamlError(`json: unsupported value: ${Number.isNaN(value) ? 'NaN' : value < 0 ? '-Inf' : '+Inf'}`);
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}

/** Keys become text: `1`, `true`; collections and null cannot. */
function fieldName(key: unknown, value: unknown): string {
  if (typeof key === 'object' && key !== null) throw yamlError(`invalid map key: ${goSyntax(key)}`);
  if (key !== null) return String(key);
  throw new YamlError(`unsupported map key of type: %!s(<nil>), key: <nil>, value: ${goSyntax(value, true)}`);
}

/** What go-yaml decoded, as Go's `%#v` prints it. @param bare whether null is not named with its type */
function goSyntax(value: unknown, bare = false): string {
  if (value === null || value === undefined) return bare ? '<nil>' : 'interface {}(nil)';
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map((item) => goSyntax(item)).join(', ')}}`;
  if (!(value instanceof Map)) return String(value);
  const fields = [...value].map(([key, item]) => `${goSyntax(key)}:${goSyntax(item)}`).sort(compareText);
  return `map[interface {}]interface {}{${fields.join(', ')}}`;
}

/** Objects in JSON one after the other; undefined where the text is something else. */
function readJsonDocuments(text: string): YamlDocument[] | undefined {
  if (!looksLikeJson(text)) return undefined;
  const documents: YamlDocument[] = [];
  for (let start = text.search(/\S/); start < text.length; ) {
    const end = objectEnd(text, start);
    const json = end === undefined ? undefined : parseJson(text.slice(start, end));
    if (end === undefined || !isObject(json)) return undefined;
    documents.push({ json, line: text.slice(0, start).split('\n').length });
    start = end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
  }
  return documents;
}

/** Where the object that begins at a place ends. */
function objectEnd(text: string, start: number): number | undefined {
  const pattern = /"(?:[^"\\]|\\.)*"|[{}]/gs;
  pattern.lastIndex = start;
  let depth = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (match[0] === '{') depth++;
    if (match[0] === '}' && --depth === 0) return pattern.lastIndex;
  }
  return undefined;
}
