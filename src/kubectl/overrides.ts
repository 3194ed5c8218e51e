import type { Json, JsonObject } from '../apimachinery/json';
import { applyJsonPatch } from '../apimachinery/patch/json';
import { applyMergePatch } from '../apimachinery/patch/merge';
import { schemaFor } from '../apimachinery/patch/merge-keys';
import { applyStrategicMergePatch } from '../apimachinery/patch/strategic';
import { CommandError } from './command-error';

/**
 * A generated object with what --overrides says.
 * @param type `merge`, `strategic` or `json`
 * @throws CommandError for broken overrides
 * @upstream kubectl pkg/cmd/util OverrideOptions
 */
export function applyOverrides(object: JsonObject, overrides: string, type: string): JsonObject {
  if (overrides === '') return object;
  const patch = parse(overrides);
  switch (type) {
    case 'merge':
      return applyMergePatch(object, patch as JsonObject);
    case 'strategic':
      return applyStrategicMergePatch(
        object,
        patch as JsonObject,
        schemaFor(String(object.apiVersion), String(object.kind)) ?? {},
      ) as JsonObject;
    case 'json':
      return applyJsonPatch(object, patch) as JsonObject;
    default:
      throw new CommandError(`invalid override type: ${type}`);
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError('Invalid JSON Patch');
  }
}
