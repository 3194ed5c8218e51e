import { compareText, isObject, type Json } from '../../apimachinery/json';

/** A list as Go prints it: `[a b]`. */
export function goList(items: readonly Json[] | undefined): string {
  return `[${(items ?? []).map(goValue).join(' ')}]`;
}

/** Integers are Go's int64 there, all else is a float64. */
function goNumber(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 2 ** 63) return String(BigInt(value));
  if (size >= 1e-4 && size < 1e6) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}

/** A JSON value as Go's `%v` prints it: `<nil>`, `[a b]`, `map[k:v]`. */
export function goValue(value: Json | undefined): string {
  if (value === undefined || value === null) return '<nil>';
  if (typeof value === 'number') return goNumber(value);
  if (Array.isArray(value)) return goList(value);
  if (!isObject(value)) return String(value);
  const keys = Object.keys(value).sort(compareText);
  return `map[${keys.map((key) => `${key}:${goValue(value[key])}`).join(' ')}]`;
}

/** A text as Go's `%q` quotes it. */
export function goQuote(text: string): string {
  return JSON.stringify(text);
}

/** `True` or `False`, as describe prints conditions of its own. @upstream describe.go printBool */
export function goTitleBool(value: boolean): string {
  return value ? 'True' : 'False';
}
