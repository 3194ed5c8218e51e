import type { Json, JsonObject } from '../../../src/apimachinery/json';
import { type PatchSchema, schemaFor } from '../../../src/apimachinery/patch/merge-keys';
import { PatchConflictError, PatchError } from '../../../src/apimachinery/patch/patch-error';

/**
 * Answers of upstream's own libraries (k8s.io/apimachinery 0.33.1, gopkg.in/evanphx/json-patch.v4 4.12.0) in recorded/:
 * the result, or the error's text (`conflict` for a three-way conflict).
 */
export type Recorded = {
  readonly kind?: string;
  readonly doc?: JsonObject;
  readonly patch?: Json;
  readonly original?: JsonObject;
  readonly modified?: JsonObject;
  readonly current?: JsonObject;
  readonly overwrite?: boolean;
  readonly result?: Json;
  readonly error?: string;
};

/** What a call answers, in the form of the records. */
export function answer(call: () => Json): Pick<Recorded, 'result' | 'error'> {
  try {
    return { result: call() };
  } catch (error) {
    if (error instanceof PatchConflictError) return { error: 'conflict' };
    if (error instanceof PatchError) return { error: error.message };
    throw error;
  }
}

export function expected({ result, error }: Recorded): Pick<Recorded, 'result' | 'error'> {
  return error === undefined ? { result } : { error };
}

export function schemaOf({ kind = '' }: Recorded): PatchSchema {
  const slash = kind.lastIndexOf('/');
  const schema = schemaFor(kind.slice(0, slash), kind.slice(slash + 1));
  if (schema === undefined) throw new Error(`no schema for ${kind}`);
  return schema;
}

/** A row of a table of tests: its number tells the record's line. */
export function numbered(records: Recorded[]): [number, Recorded][] {
  return records.map((record, index) => [index + 2, record]);
}
