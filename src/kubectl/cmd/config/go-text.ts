import { sortedFields } from '../../../apimachinery/go-value';
import { isObject, type Json } from '../../../apimachinery/json';
import { compactJson } from '../../printers/json';
import type { Shape } from './shape';

/** A value as Go's `%v` prints it, with the types that upstream gives it. */
export function goText(shape: Shape, value: Json | undefined): string {
  const items = Array.isArray(value) ? value : [];
  switch (shape.is) {
    case 'string':
      return String(value ?? '');
    case 'bool':
      return String(value ?? false);
    case 'bytes':
      return byteText(atob(String(value ?? '')));
    case 'raw':
      return `{${byteText((value ?? null) === null ? '' : compactJson(value ?? null))} <nil>}`;
    case 'list':
      return `[${items.map((item) => goText(shape.of, item)).join(' ')}]`;
    case 'entries':
      return `[${items.map((item) => goText(shape.entry, item)).join(' ')}]`;
    case 'map':
      return `map[${fieldsOf(value)
        .map(([key, item]) => `${key}:${goText(shape.of, item)}`)
        .join(' ')}]`;
    case 'struct': {
      if (shape.isPointer && value === undefined) return '<nil>';
      const fields = isObject(value) ? value : {};
      return `{${shape.fields.map((field) => goText(field.shape, fields[field.name])).join(' ')}}`;
    }
  }
}

function fieldsOf(value: Json | undefined): [string, Json][] {
  return isObject(value) ? sortedFields(value) : [];
}

function byteText(bytes: string): string {
  return `[${[...bytes].map((byte) => byte.charCodeAt(0)).join(' ')}]`;
}
