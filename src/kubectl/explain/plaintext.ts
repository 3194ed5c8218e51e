import { isObject, type Json, type JsonObject } from '../../apimachinery/json';
import type { Kind } from '../../apimachinery/meta';
import { CommandError } from '../command-error';
import { listIn, propertiesOf, referred, type Schema, schemaIn, textIn } from './schema';
import { wrapText } from './wrap';

/** What is explained: a resource in a document of version 3, or a field of it. */
export type Question = {
  readonly document: JsonObject;
  readonly resource: Pick<Kind, 'group' | 'version' | 'plural'>;
  readonly fieldPath: readonly string[];
  readonly isRecursive: boolean;
};

/**
 * Explains a resource or a field by version 3 of OpenAPI, piece by piece: what was said before an error stands.
 * @throws CommandError
 * @upstream kubectl pkg/explain/v2/templates/plaintext.tmpl
 */
export function explain(question: Question, out: (text: string) => void): void {
  const { document, resource, fieldPath } = question;
  const gvk = gvkOf(document, resource);
  if (gvk === undefined) {
    const gvr = `${resource.group}/${resource.version}, Resource=${resource.plural}`;
    throw new CommandError(`GVR (${gvr}) not found in OpenAPI schema`);
  }
  const group = textIn(gvk, 'group');
  out(`${group === '' ? '' : `GROUP:      ${group}\n`}KIND:       ${textIn(gvk, 'kind')}\n`);
  out(`VERSION:    ${textIn(gvk, 'version')}\n\n`);
  const schema = schemaOfKind(document, gvk);
  if (schema === undefined) {
    const said = `map[group:${group} kind:${textIn(gvk, 'kind')} version:${textIn(gvk, 'version')}]`;
    throw new CommandError(`GVK ${said} not found in OpenAPI schema`);
  }
  const text = new Explainer(question).schemaAt(schema, fieldPath, new Set());
  if (text === '') throw new CommandError(`field "${fieldPath.at(-1)}" does not exist`);
  out(`${text}\n`);
}

/** The kind of a resource: that of the operations on its paths. The last path that says so counts. */
function gvkOf(document: JsonObject, { group, version, plural }: Question['resource']): JsonObject | undefined {
  const root = `${group === '' ? '/api' : `/apis/${group}`}/${version}`;
  const paths = [`${root}/${plural}`, `${root}/namespaces/{namespace}/${plural}`].flatMap((path) => [
    path,
    `${path}/{name}`,
  ]);
  const operations = paths.map((path) => {
    const element = schemaIn(schemaIn(document, 'paths') ?? {}, path) ?? {};
    const said = ['get', 'post', 'put', 'patch', 'delete'].map((method) =>
      schemaIn(schemaIn(element, method) ?? {}, 'x-kubernetes-group-version-kind'),
    );
    return said.find((gvk) => gvk !== undefined);
  });
  return operations.findLast((gvk) => gvk !== undefined);
}

function schemaOfKind(document: JsonObject, gvk: JsonObject): Schema | undefined {
  const schemas = schemaIn(schemaIn(document, 'components') ?? {}, 'schemas') ?? {};
  const name = Object.keys(schemas)
    .sort()
    .find((candidate) =>
      listIn(schemaIn(schemas, candidate) ?? {}, 'x-kubernetes-group-version-kind').some((own) => isSame(own, gvk)),
    );
  return name === undefined ? undefined : schemaIn(schemas, name);
}

function isSame(left: Json, right: JsonObject): boolean {
  return (
    isObject(left) &&
    Object.keys(left).length === Object.keys(right).length &&
    Object.entries(right).every(([name, value]) => left[name] === value)
  );
}

/** The references that were followed so far: where one comes again, it is not followed. */
type History = ReadonlySet<string>;

class Explainer {
  constructor(private readonly question: Question) {}

  /** The schema at the end of a path, with the field's own lines before it; empty where there is none. */
  schemaAt(schema: Schema, path: readonly string[], history: History): string {
    const { reference, resolved, following } = this.follow(schema, history);
    const [first, ...rest] = path;
    if (first === undefined) return this.wholeSchema(resolved);
    if (history.has(reference)) return '';
    const property = schemaIn(schemaIn(resolved, 'properties') ?? {}, first);
    if (property !== undefined) {
      const head = rest.length > 0 ? '' : `FIELD: ${first} <${this.typeName(property)}>\n${longEnum(property)}\n\n`;
      return head + this.schemaAt(property, rest, new Set());
    }
    const below = schemaIn(resolved, 'items') ?? schemaIn(resolved, 'additionalProperties');
    if (below !== undefined) return this.schemaAt(below, path, following);
    for (const alternative of listIn(resolved, 'allOf')) {
      const text = this.schemaAt(isObject(alternative) ? alternative : {}, path, following);
      if (text !== '') return text;
    }
    return '';
  }

  private follow(schema: Schema, history: History) {
    const reference = textIn(schema, '$ref');
    const resolved = referred(this.question.document, reference || 'none') ?? schema;
    return { reference, resolved, following: reference === '' ? history : new Set([...history, reference]) };
  }

  private wholeSchema(schema: Schema): string {
    const description = wrapText(this.description(schema) || '<empty>', 76);
    const fields = this.fieldList(schema, 1, new Set());
    return `DESCRIPTION:\n${indent(4, description)}\n${fields === '' ? '' : `FIELDS:\n${fields}`}`;
  }

  /** What a schema says, and those that it is made of. */
  private description(schema: Schema): string {
    const { resolved } = this.follow(schema, new Set());
    const own = textIn(resolved, 'description');
    const parts = [...listIn(resolved, 'allOf'), resolved.items, resolved.additionalProperties];
    return [own === '' ? '' : `${own}\n`, ...parts.map((part) => (isObject(part) ? this.description(part) : ''))].join(
      '',
    );
  }

  private fieldList(schema: Schema, level: number, history: History): string {
    const { reference, resolved, following } = this.follow(schema, history);
    if (history.has(reference)) return '';
    const fields = propertiesOf(resolved).map(([name, property]) => {
      const isRequired = listIn(resolved, 'required').includes(name);
      const detail = this.fieldDetail(name, property, isRequired, level);
      return this.question.isRecursive ? detail + this.fieldList(property, level + 1, following) : detail;
    });
    const parts = [...listIn(resolved, 'allOf'), resolved.items, resolved.additionalProperties];
    return [...fields, ...parts.map((part) => (isObject(part) ? this.fieldList(part, level, following) : ''))].join('');
  }

  private fieldDetail(name: string, field: Schema, isRequired: boolean, level: number): string {
    const width = level * 2;
    const line = `${indent(width, name)}\t<${this.typeName(field)}>${isRequired ? ' -required-' : ''}`;
    const head = `${line}${shortEnum(field, width)}\n`;
    if (this.question.isRecursive) return head;
    const description = wrapText(textIn(field, 'description') || '<no description>', 78 - width);
    return `${head}${indent(width + 2, description)}\n\n`;
  }

  /** `string`, `[]Container`, `map[string]Quantity`: a reference's own name where it refers to an object. */
  private typeName(schema: Schema): string {
    const items = schemaIn(schema, 'items');
    if (items !== undefined) return `[]${this.typeName(items)}`;
    const values = schemaIn(schema, 'additionalProperties');
    if (values !== undefined) return `map[string]${this.typeName(values)}`;
    const [only, ...others] = listIn(schema, 'allOf');
    if (isObject(only) && others.length === 0 && schema.properties === undefined) return this.typeName(only);
    const reference = textIn(schema, '$ref');
    const type = textIn(reference === '' ? schema : (referred(this.question.document, reference) ?? {}), 'type');
    if (reference !== '' && (type === '' || type === 'object')) {
      return reference.split('/').at(-1)?.split('.').at(-1) || 'Object';
    }
    return type === '' || type === 'object' ? 'Object' : type;
  }
}

function indent(width: number, text: string): string {
  const space = ' '.repeat(width);
  return space + text.replaceAll('\n', `\n${space}`);
}

/** How many of a field's values a list of fields shows. */
const SHOWN_VALUES = 4;

function shortEnum(schema: Schema, width: number): string {
  const values = listIn(schema, 'enum').map(enumValue);
  if (values.length === 0) return '';
  const more = values.length > SHOWN_VALUES ? ', ....' : '';
  return `\n${' '.repeat(width)}enum: ${values.slice(0, SHOWN_VALUES).join(', ')}${more}`;
}

function longEnum(schema: Schema): string {
  const values = listIn(schema, 'enum').map(enumValue);
  return values.length === 0 ? '' : `ENUM:${values.map((value) => `\n    ${value}`).join('')}`;
}

function enumValue(value: Json): string {
  return value === '' ? '""' : String(value);
}
