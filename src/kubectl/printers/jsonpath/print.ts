import { goFloat, goQuote, goSyntax, goText } from '../../../apimachinery/go-value';
import { isObject, type Json } from '../../../apimachinery/json';
import { type EvaluateOptions, evaluateJsonPath } from '../../../apimachinery/jsonpath/evaluate';
import { type JsonPath, JsonPathError } from '../../../apimachinery/jsonpath/node';
import { parseJsonPath } from '../../../apimachinery/jsonpath/parser';
import { compactJson, printJson } from '../json';

export type PrintOptions = EvaluateOptions & {
  /** As `-o jsonpath-as-json`: the results of each part as a JSON list. */
  readonly asJson?: boolean;
};

/**
 * Reads a template given on the command line.
 * @throws JsonPathError `error parsing jsonpath …`
 * @upstream cli-runtime genericclioptions/jsonpath_flags.go ToPrinter
 */
export function jsonPathFromFlag(template: string): JsonPath {
  try {
    return parseJsonPath(template);
  } catch (error) {
    if (error instanceof JsonPathError) {
      throw new JsonPathError(`error parsing jsonpath ${template}, ${error.message}`);
    }
    throw error;
  }
}

/**
 * What `-o jsonpath` prints of an object; fields that are missing print nothing unless told otherwise.
 * @throws JsonPathError `error executing jsonpath …`, with the object in it, ending in line breaks
 * @upstream cli-runtime printers/jsonpath.go PrintObj
 */
export function printJsonPath(path: JsonPath, data: Json, options: PrintOptions = {}): string {
  try {
    const parts = evaluateJsonPath(path, data, { allowMissingKeys: true, ...options });
    if (options.asJson === true) return parts.map((results) => printJson(results)).join('');
    return parts.map((results) => results.map((value) => resultText(value, options)).join(' ')).join('');
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    throw new JsonPathError(executionError(path, data, error.message));
  }
}

function resultText(value: Json, options: PrintOptions): string {
  if (value === null) return 'null';
  if (typeof value === 'number' && options.floats === true) return goFloat(value);
  return isObject(value) || Array.isArray(value) ? compactJson(value) : goText(value);
}

function executionError(path: JsonPath, data: Json, problem: string): string {
  const details = [
    `Error executing template: ${problem}. Printing more information for debugging the template:\n`,
    `\ttemplate was:\n\t\t${path.template}\n`,
    `\tobject given to jsonpath engine was:\n\t\t${goSyntax(data)}\n\n`,
  ];
  return `error executing jsonpath ${goQuote(path.template)}: ${details.join('')}\n`;
}
