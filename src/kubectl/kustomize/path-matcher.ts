import { isObject, type Json } from '../../apimachinery/json';
import { CommandError } from '../command-error';
import { elementSlot, fieldSlot, type Slot, splitPath } from './field-spec';

/** What is made where a path leads nowhere: a value of the kind that is put there. */
export type Creation = { readonly empty: () => Json };

/** The parts of `spec.containers.[name=a.b].image`: brackets may hold dots. @upstream kyaml utils SmarterPathSplitter */
export function splitFieldPath(path: string): string[] {
  const parts: string[] = [];
  let open: string[] = [];
  for (const part of splitPath(path, '.')) {
    if (open.length === 0 && !(part.startsWith('[') && !part.endsWith(']'))) {
      parts.push(part);
      continue;
    }
    open.push(part);
    if (!part.endsWith(']')) continue;
    parts.push(unbracketed(open.join('.')));
    open = [];
  }
  return open.length === 0 ? parts : [...parts, unbracketed(open.join('.'))];
}

function unbracketed(part: string): string {
  return part.includes('=') ? part : part.replace(/^[[\]]+|[[\]]+$/g, '');
}

/**
 * The values that a path leads to: fields, elements by number or by `[field=value]`, all elements by `*`.
 * @throws CommandError where an element is asked for that is not there
 * @upstream kyaml yaml/match.go PathMatcher
 */
export function matchPath(slot: Slot, path: readonly string[], creation?: Creation): Slot[] {
  const [part, ...rest] = path;
  if (part === undefined) return [slot];
  const value = slot.get();
  if (/^\d+$/.test(part)) return matchPath(elementAt(value, Number(part), rest, creation), rest, creation);
  if (isListIndex(part)) return matchElements(value, part, rest, creation);
  if (part === '*') {
    const list = requireList(value);
    return list.flatMap((_, at) => matchPath(elementSlot(list, at), rest, creation));
  }
  return matchField(value, part, rest, creation);
}

const isListIndex = (part: string | undefined): boolean => /^\[.*\]$/.test(part ?? '');

function matchField(value: Json | undefined, part: string, rest: readonly string[], creation?: Creation): Slot[] {
  if (!isObject(value)) {
    if (value === null || value === undefined) return [];
    throw new CommandError(
      `wrong node kind: expected MappingNode but got ${kindOf(value)}: node contents:\n${text(value)}\n`,
    );
  }
  const field = fieldSlot(value, part);
  if (field.get() === undefined) {
    if (creation === undefined) return [];
    field.set(emptyFor(rest, creation));
  }
  return matchPath(field, rest, creation);
}

function emptyFor([next]: readonly string[], creation: Creation): Json {
  if (next === undefined) return creation.empty();
  return isListIndex(next) || /^\d+$/.test(next) ? [] : {};
}

function elementAt(value: Json | undefined, at: number, rest: readonly string[], creation?: Creation): Slot {
  const list = requireList(value);
  if (at === list.length && creation !== undefined) list.push(emptyFor(rest, creation));
  if (at < list.length) return elementSlot(list, at);
  throw new CommandError(`index ${at} specified but only ${list.length} elements found`);
}

function matchElements(value: Json | undefined, part: string, rest: readonly string[], creation?: Creation): Slot[] {
  const inner = part.slice(1, -1);
  const equals = inner.indexOf('=');
  if (equals < 0) throw new CommandError('list path element must contain fieldName=fieldValue for element to match');
  const [field, wanted] = [inner.slice(0, equals), inner.slice(equals + 1)];
  const pattern = new RegExp(wanted);
  const list = requireList(value);
  const find = () =>
    list.flatMap((element, at) => {
      const own = field === '' ? element : isObject(element) ? element[field] : undefined;
      if (own === undefined || !pattern.test(text(own))) return [];
      return field === '' ? [elementSlot(list, at)] : matchPath(elementSlot(list, at), rest, creation);
    });
  const found = find();
  if (found.length > 0 || creation === undefined) return found;
  list.push(field === '' ? wanted : { [field]: wanted });
  return find();
}

function requireList(value: Json | undefined): Json[] {
  if (Array.isArray(value)) return value;
  throw new CommandError(
    `wrong node kind: expected SequenceNode but got ${kindOf(value)}: node contents:\n${text(value ?? null)}\n`,
  );
}

function kindOf(value: Json | undefined): string {
  if (Array.isArray(value)) return 'SequenceNode';
  return isObject(value) ? 'MappingNode' : 'ScalarNode';
}

function text(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
