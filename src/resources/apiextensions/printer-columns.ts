import { goText } from '../../apimachinery/go-value';
import type { Json } from '../../apimachinery/json';
import { evaluateJsonPath } from '../../apimachinery/jsonpath/evaluate';
import { parseJsonPath } from '../../apimachinery/jsonpath/parser';
import type { KubeObject } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';

/** A column that a definition adds to `get`. @upstream apiextensions v1 CustomResourceColumnDefinition */
export type PrinterColumn = {
  name: string;
  type: string;
  format?: string;
  description?: string;
  /** Greater than zero: with -o wide only. */
  priority?: number;
  jsonPath: string;
};

const nameColumn: Column<KubeObject> = { name: 'Name', cell: ({ metadata }) => metadata.name };
const ageColumn: Column<KubeObject> = {
  name: 'Age',
  cell: ({ metadata }, now) => age(metadata.creationTimestamp, now),
};

/** The columns of `get` for custom resources: the name, and what the definition wants. @upstream apiextensions tableconvertor New */
export function customColumns(definitions: readonly PrinterColumn[] | undefined): readonly Column<KubeObject>[] {
  return [nameColumn, ...(definitions?.map(columnOf) ?? [ageColumn])];
}

function columnOf({ name, type, priority = 0, jsonPath }: PrinterColumn): Column<KubeObject> {
  return { name, wide: priority > 0, cell: (object, now) => cellText(valueAt(object, jsonPath), type, now) };
}

/** What a path finds first; nothing where it is missing or the path is none. */
function valueAt(object: KubeObject, jsonPath: string): Json | undefined {
  try {
    return evaluateJsonPath(parseJsonPath(`{${jsonPath}}`), object as Json, { allowMissingKeys: true })[0]?.[0];
  } catch {
    return undefined;
  }
}

/** @upstream apiextensions tableconvertor cellForJSONValue */
function cellText(value: Json | undefined, type: string, now: number): string {
  if (value === undefined || value === null) return '';
  switch (type) {
    case 'integer':
      return typeof value === 'number' ? String(Math.trunc(value)) : '';
    case 'number':
      return typeof value === 'number' ? goText(value) : '';
    case 'boolean':
      return typeof value === 'boolean' ? String(value) : '';
    case 'date':
      return typeof value === 'string' ? age(value, now) : '';
    default:
      return typeof value === 'string' ? value : goText(value);
  }
}
