import { goQuote } from '../../apimachinery/go-value';
import { isObject, type JsonObject } from '../../apimachinery/json';
import type { Kind } from '../../apimachinery/meta';
import { CommandError } from '../command-error';
import { type Line, wrapLines } from './lines';
import { listIn, propertiesOf, referred, type Schema, schemaIn, textIn } from './schema';

/** What is explained by version 2: a kind, or a field of it. */
export type KindQuestion = {
  readonly document: JsonObject;
  readonly kind: Pick<Kind, 'group' | 'version' | 'kind'>;
  readonly fieldPath: readonly string[];
  readonly isRecursive: boolean;
};

/** What a schema is. @upstream kube-openapi pkg/util/proto ParseSchema */
type Shape = 'reference' | 'object' | 'map' | 'list' | 'primitive' | 'arbitrary';

const WIDTH = 80;
const DESCRIPTION_INDENT = 5;
const FIELD_INDENT = 3;

/**
 * Explains a kind or a field by version 2 of OpenAPI, in the words that kubectl had before version 3.
 * @throws CommandError
 * @upstream kubectl pkg/explain PrintModelDescription
 */
export function explainByVersion2({ document, kind, fieldPath, isRecursive }: KindQuestion): string {
  const { group, version } = kind;
  const gvk = { group, kind: kind.kind, version };
  const definitions = schemaIn(document, 'definitions') ?? {};
  const model = Object.values(definitions).find(
    (definition) =>
      isObject(definition) &&
      listIn(definition, 'x-kubernetes-group-version-kind').some(
        (own) => isObject(own) && own.group === group && own.kind === kind.kind && own.version === version,
      ),
  );
  if (!isObject(model)) throw new CommandError(`couldn't find resource for "${group}/${version}, Kind=${gvk.kind}"`);
  const apiVersion = group === '' ? version : `${group}/${version}`;
  const lines = new Explainer(document, isRecursive).explain(model, fieldPath);
  return [`KIND:     ${gvk.kind}`, `VERSION:  ${apiVersion}`, '', ...lines].map((line) => `${line}\n`).join('');
}

class Explainer {
  constructor(
    private readonly document: JsonObject,
    private readonly isRecursive: boolean,
  ) {}

  explain(model: Schema, fieldPath: readonly string[]): Line[] {
    const found = this.lookUp(model, fieldPath);
    const { last, descriptions } = this.descend(found);
    const name = fieldPath.at(-1) ?? '';
    const type = this.typeName(found);
    const description = describe(descriptions);
    switch (this.shapeOf(last)) {
      case 'object': {
        const head = name === '' ? [] : [`RESOURCE: ${name} <${type}>`, ''];
        const fields = this.isRecursive ? this.recursiveFields(last, FIELD_INDENT, []) : this.fields(last);
        return [...head, ...description, '', 'FIELDS:', ...fields];
      }
      case 'primitive':
        return [`FIELD:    ${name} <${type}>`, '', ...description];
      default:
        return description;
    }
  }

  private shapeOf(schema: Schema): Shape {
    if (textIn(schema, '$ref') !== '') return 'reference';
    switch (textIn(schema, 'type')) {
      case '':
        return schemaIn(schema, 'properties') === undefined ? 'arbitrary' : 'object';
      case 'object':
        return schemaIn(schema, 'properties') === undefined ? 'map' : 'object';
      case 'array':
        return 'list';
      default:
        return 'primitive';
    }
  }

  /** What stands below a reference, a list or a map; a map that does not say holds anything. */
  private below(schema: Schema): Schema {
    switch (this.shapeOf(schema)) {
      case 'reference':
        return referred(this.document, textIn(schema, '$ref')) ?? {};
      case 'list':
        return schemaIn(schema, 'items') ?? {};
      default:
        return schemaIn(schema, 'additionalProperties') ?? { description: schema.description ?? '' };
    }
  }

  private hasBelow(schema: Schema): boolean {
    return ['reference', 'list', 'map'].includes(this.shapeOf(schema));
  }

  /** Below texts and numbers there is nothing: a longer path ends with them. */
  private lookUp(schema: Schema, [first, ...rest]: readonly string[]): Schema {
    if (first === undefined) return schema;
    let holder = schema;
    while (this.hasBelow(holder)) holder = this.below(holder);
    if (this.shapeOf(holder) !== 'object') return holder;
    const field = schemaIn(schemaIn(holder, 'properties') ?? {}, first);
    if (field === undefined) throw new CommandError(`field ${goQuote(first)} does not exist`);
    return this.lookUp(field, rest);
  }

  private descend(schema: Schema): { last: Schema; descriptions: string[] } {
    const descriptions = [textIn(schema, 'description')];
    let last = schema;
    while (this.hasBelow(last)) {
      last = this.below(last);
      descriptions.push(textIn(last, 'description'));
    }
    return { last, descriptions };
  }

  private typeName(schema: Schema): string {
    switch (this.shapeOf(schema)) {
      case 'reference':
        return this.typeName(this.below(schema));
      case 'object':
        return 'Object';
      case 'list':
        return `[]${this.typeName(this.below(schema))}`;
      case 'map':
        return `map[string]${this.typeName(this.below(schema))}`;
      case 'primitive':
        return textIn(schema, 'type');
      case 'arbitrary':
        return '';
    }
  }

  private fields(schema: Schema): Line[] {
    const required = listIn(schema, 'required');
    return propertiesOf(schema).flatMap(([name, field]) => [
      `${' '.repeat(FIELD_INDENT)}${name}\t<${this.typeName(field)}>${required.includes(name) ? ' -required-' : ''}`,
      ...wrapLines(textIn(field, 'description'), WIDTH, FIELD_INDENT + 2),
      '',
    ]);
  }

  private recursiveFields(schema: Schema, indent: number, history: readonly string[]): Line[] {
    const reference = textIn(schema, '$ref');
    if (reference !== '' && history.includes(reference)) return [];
    if (this.hasBelow(schema)) {
      return this.recursiveFields(this.below(schema), indent, reference === '' ? history : [...history, reference]);
    }
    return propertiesOf(schema).flatMap(([name, field]) => [
      `${' '.repeat(indent)}${name}\t<${this.typeName(field)}>`,
      ...this.recursiveFields(field, indent + FIELD_INDENT, history),
    ]);
  }
}

/** What is said on the way to a schema, each with an empty line before it. */
function describe(descriptions: readonly string[]): Line[] {
  const texts = descriptions.flatMap((text, index) => (text === '' ? [] : [{ text, index }]));
  if (texts.length === 0) return ['DESCRIPTION:', ...wrapLines('<empty>', WIDTH, DESCRIPTION_INDENT)];
  return [
    'DESCRIPTION:',
    ...texts.flatMap(({ text, index }) => [
      ...(index === 0 ? [] : ['']),
      ...wrapLines(text, WIDTH, DESCRIPTION_INDENT),
    ]),
  ];
}
