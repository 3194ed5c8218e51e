import { JsonPathError } from './node';

/**
 * The template for a field as `--sort-by` and custom columns take it: `x.y`, `.x.y`, `{x.y}` and `{.x.y}` are one.
 * @throws JsonPathError with upstream's words
 * @upstream kubectl pkg/cmd/get/customcolumn.go RelaxedJSONPathExpression
 */
export function relaxedJsonPath(text: string): string {
  if (text === '') return '';
  const [, braced, bare] = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(text) ?? [];
  const field = braced ?? bare;
  if (field !== undefined) return `{.${field}}`;
  throw new JsonPathError(
    "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
  );
}
