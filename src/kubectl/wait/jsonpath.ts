import { goText } from '../../apimachinery/go-value';
import { isObject, type Json } from '../../apimachinery/json';
import { evaluateJsonPath } from '../../apimachinery/jsonpath/evaluate';
import { parseJsonPath } from '../../apimachinery/jsonpath/parser';
import { relaxedJsonPath } from '../../apimachinery/jsonpath/relaxed';
import { CommandError } from '../command-error';
import type { IsMet } from './is-met';

const format =
  "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'";
const noValue = "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3";

/**
 * Reads `{.status.phase}=Running`: whether what the path leads to is that; without a value, whether it leads anywhere.
 * @throws CommandError, JsonPathError with upstream's words
 * @upstream kubectl pkg/cmd/wait JSONPathWait, processJSONPathInput
 */
export function readJsonPathGoal(text: string): IsMet {
  const [expression = '', value, ...more] = splitAtSingleEquals(text);
  if (more.length > 0) throw new CommandError(format);
  const relaxed = relaxedJsonPath(expression);
  const wanted = value?.replace(/^['"]+|['"]+$/g, '');
  if (wanted === '') throw new CommandError(noValue);
  if (relaxed === '') throw new CommandError('jsonpath expression cannot be empty');
  const path = parseJsonPath(relaxed);
  return (object) => {
    const results = evaluateJsonPath(path, object, { allowMissingKeys: true });
    const found = onlyValue(results);
    return found !== undefined && (wanted === undefined || textOf(found).trim() === wanted.trim());
  };
}

/** Splits at `=`; `==` is an operator of the expression. */
function splitAtSingleEquals(text: string): string[] {
  const parts = [''];
  for (const [token] of text.matchAll(/==|=|[^=]+/g)) {
    if (token === '=') parts.push('');
    else parts.push(`${parts.pop()}${token}`);
  }
  return parts;
}

function onlyValue([first = [], ...others]: readonly (readonly Json[])[]): Json | undefined {
  if (first.length === 0) return undefined;
  if (others.length > 0) throw new CommandError('given jsonpath expression matches more than one list');
  if (first.length > 1) throw new CommandError('given jsonpath expression matches more than one value');
  return first[0];
}

function textOf(value: Json): string {
  if (!isObject(value) && !Array.isArray(value)) return goText(value);
  throw new CommandError('jsonpath leads to a nested object or list which is not supported');
}
