import { encodeBase64 } from '../../../apimachinery/base64';
import { goQuote } from '../../../apimachinery/go-value';
import { isObject, type Json, type JsonObject } from '../../../apimachinery/json';
import { CommandError } from '../../command-error';
import type { Kubeconfig } from '../../kubeconfig';
import { canonicalBase64 } from './go-base64';
import { goText } from './go-text';
import { normalise } from './normalise';
import { type Entries, type Field, kubeconfigShape, type Shape, type Struct } from './shape';

/** A new value, whose bytes are in base64 unless it is raw; or none. */
type Change = { readonly value: string; readonly isRaw: boolean } | 'unset';

/**
 * A kubeconfig in which a property is changed: `clusters.NAME.server`; a name may contain dots.
 * @throws CommandError where the path leads nowhere or the value does not fit
 * @upstream kubectl pkg/cmd/config/set.go modifyConfig
 */
export function setProperty(config: Kubeconfig, path: string, change: Change): Kubeconfig {
  const changed = changeStruct(kubeconfigShape, config, readSteps(path), change);
  return normalise(changed) as Kubeconfig;
}

/** @upstream kubectl pkg/cmd/config/navigation_step_parser.go newNavigationSteps */
function readSteps(path: string): string[] {
  const parts = path.split('.');
  const steps: string[] = [];
  let shape: Shape = kubeconfigShape;
  while (parts.length > 0) {
    if (shape.is === 'struct' && !shape.isPointer) {
      const name = parts.shift() ?? '';
      const field = fieldOf(shape, name);
      if (field === undefined) {
        const passed = steps.map((step) => `{${step}}`).join(' ');
        throw new CommandError(`unable to parse ${path} after [${passed}] at api.${shape.name}`);
      }
      steps.push(name);
      shape = field.shape;
    } else if (shape.is === 'entries' || shape.is === 'map') {
      steps.push(takeName(shape.of, parts));
      shape = shape.of;
    } else throw new CommandError(`unable to parse one or more field values of ${path}`);
  }
  return steps;
}

/** The parts up to the first that a value of the map may be asked for. */
function takeName(value: Shape, parts: string[]): string {
  if (value.is === 'raw') throw new CommandError('extensions cannot be changed one by one');
  if (value.is !== 'struct') throw new CommandError('string is not of type struct');
  const next = parts.findIndex((part, i) => i > 0 && fieldOf(value, part) !== undefined);
  return parts.splice(0, next < 0 ? parts.length : next).join('.');
}

function fieldOf(struct: Struct, name: string): Field | undefined {
  return struct.fields.find((field) => (field.property ?? field.name) === name);
}

function changeValue(shape: Shape, value: Json | undefined, steps: readonly string[], change: Change): Json {
  if (shape.is === 'struct') return changeStruct(shape, isObject(value) ? value : {}, steps, change);
  if (shape.is === 'entries') return changeEntries(shape, Array.isArray(value) ? value : [], steps, change);
  if (shape.is === 'map') throw new CommandError(`can't set a map to a value: ${goText(shape, value)}`);
  if (shape.is === 'list') throw new CommandError('unrecognized slice type. string');
  const text = change === 'unset' ? '' : change.value;
  if (shape.is === 'bool') return readBool(text);
  if (shape.is !== 'bytes' || change === 'unset') return text;
  return change.isRaw ? encodeBase64(text) : readBytes(text);
}

function changeStruct(
  struct: Struct,
  value: JsonObject,
  [step, ...rest]: readonly string[],
  change: Change,
): JsonObject {
  if (struct.isPointer) throw new CommandError(`unrecognized type: ${struct.name}`);
  const field = step === undefined ? undefined : fieldOf(struct, step);
  if (field === undefined) {
    const noStep = 'config.navigationStep{stepValue:"", stepType:reflect.Type(nil)}';
    const fields = struct.fields.map(({ shape, name }) => fieldText(shape, value[name]));
    throw new CommandError(`unable to locate path ${noStep} under {${fields.join(' ')}}`);
  }
  const isGone = change === 'unset' && rest.length === 0;
  return { ...value, [field.name]: isGone ? undefined : changeValue(field.shape, value[field.name], rest, change) };
}

function changeEntries(shape: Entries, list: readonly Json[], steps: readonly string[], change: Change): Json[] {
  const [name, ...rest] = steps;
  if (name === undefined || (rest.length === 0 && change !== 'unset')) {
    throw new CommandError(`can't set a map to a value: ${fieldText(shape, [...list])}`);
  }
  const isWanted = (item: Json): boolean => isObject(item) && item.name === name;
  const others = list.filter((item) => !isWanted(item));
  if (rest.length === 0) return others;
  const entry = list.find(isWanted);
  if (entry === undefined && change === 'unset') throw new CommandError(`current map key \`${name}\` is invalid`);
  const value = changeValue(shape.of, isObject(entry) ? entry[shape.value] : {}, rest, change);
  return [...others, { name, [shape.value]: value }];
}

/** A field as Go's `%v` prints it, but for the addresses that it prints for entries. */
function fieldText(shape: Shape, value: Json | undefined): string {
  if (shape.is !== 'entries') return goText(shape, value);
  const names = (Array.isArray(value) ? value : []).map((item) => (isObject(item) ? `${item.name}:{...}` : ''));
  return `map[${names.join(' ')}]`;
}

const booleans: { readonly [text: string]: boolean } = {
  '': false,
  ...Object.fromEntries(['1', 't', 'T', 'TRUE', 'true', 'True'].map((text) => [text, true])),
  ...Object.fromEntries(['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text) => [text, false])),
};

function readBool(text: string): boolean {
  const value = Object.hasOwn(booleans, text) ? booleans[text] : undefined;
  if (value === undefined) throw new CommandError(`strconv.ParseBool: parsing ${goQuote(text)}: invalid syntax`);
  return value;
}

function readBytes(text: string): string {
  try {
    return canonicalBase64(text);
  } catch (error) {
    throw new CommandError(`error decoding input value: ${error instanceof Error ? error.message : error}`);
  }
}
