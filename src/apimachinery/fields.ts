import { isObject, type Json } from './json';
import type { KubeObject } from './meta';

/** One term of a field selector. */
export type FieldTerm = { readonly path: string; readonly operator: '=' | '!='; readonly value: string };

/** A field selector that cannot be read; the message is upstream's. */
export class FieldSelectorError extends Error {
  override readonly name = 'FieldSelectorError';
}

/**
 * Reads `metadata.name=web-0,status.phase!=Running`.
 * @throws FieldSelectorError
 * @upstream apimachinery fields ParseSelector
 */
export function parseFieldSelector(text: string): FieldTerm[] {
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^(.*?)(!=|==|=)(.*)$/s.exec(part);
      if (match === null) throw new FieldSelectorError(`invalid selector: '${text}'; can't understand '${part}'`);
      const [, path = '', operator, value = ''] = match;
      return { path, operator: operator === '!=' ? '!=' : '=', value };
    });
}

/** Whether an object's fields are as asked; a field that is absent counts as empty. */
export function matchesFields(terms: readonly FieldTerm[], object: KubeObject): boolean {
  return terms.every(({ path, operator, value }) => (fieldText(object, path) === value) === (operator === '='));
}

function fieldText(object: KubeObject, path: string): string {
  let value: Json | undefined = object;
  for (const name of path.split('.')) value = isObject(value) ? value[name] : undefined;
  return value === undefined || value === null ? '' : String(value);
}
