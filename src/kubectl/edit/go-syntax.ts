import { goQuote, sortedFields } from '../../apimachinery/go-value';
import { isObject, type Json } from '../../apimachinery/json';

/** A decoded value in Go's own syntax. @upstream fmt %#v */
export function goSyntax(value: Json): string {
  if (value === null) return 'interface {}(nil)';
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (!isObject(value)) return String(value);
  const fields = sortedFields(value).map(([name, item]) => `${goQuote(name)}:${goSyntax(item)}`);
  return `map[string]interface {}{${fields.join(', ')}}`;
}
