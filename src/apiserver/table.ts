import type { JsonObject } from '../apimachinery/json';
import type { Kind, KubeObject } from '../apimachinery/meta';
import { columnsFor } from '../resources/columns';

/** What a table's rows carry of their objects. */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

export type TableOptions = {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly include: IncludeObject;
  /** False for the events of a watch behind the first: they have rows only. */
  readonly withColumns?: boolean;
  /** The list's metadata. */
  readonly metadata?: JsonObject;
};

const API_VERSION = 'meta.k8s.io/v1';

/**
 * Objects as the table that `get` prints: columns with priority 1 are for `-o wide`.
 * @upstream apimachinery meta/v1 Table, apiserver endpoints/handlers/response.go asTable
 */
export function tableOf(kind: Kind, objects: readonly KubeObject[], options: TableOptions): JsonObject {
  const columns = columnsFor(kind);
  const definitions = columns.map(({ name, wide }) => ({
    name,
    type: 'string',
    format: name === 'Name' ? 'name' : '',
    description: '',
    priority: wide ? 1 : 0,
  }));
  return {
    kind: 'Table',
    apiVersion: API_VERSION,
    metadata: options.metadata ?? {},
    columnDefinitions: options.withColumns === false ? null : definitions,
    rows: objects.map((object) => ({
      cells: columns.map(({ cell }) => cell(object, options.now)),
      object: rowObject(object, options.include),
    })),
  };
}

function rowObject(object: KubeObject, include: IncludeObject): JsonObject | null {
  if (include === 'None') return null;
  return include === 'Object' ? object : partialObject(object);
}

/** An object's metadata alone. @upstream apimachinery meta/v1 PartialObjectMetadata */
export function partialObject({ metadata }: KubeObject): JsonObject {
  return { kind: 'PartialObjectMetadata', apiVersion: API_VERSION, metadata };
}
