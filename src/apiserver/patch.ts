import { badRequest } from '../apimachinery/errors';
import { clone, isObject, type Json, type JsonObject, jsonType } from '../apimachinery/json';
import type { Kind, KubeObject } from '../apimachinery/meta';
import { apiVersionOf } from '../apimachinery/meta';
import { applyJsonPatch } from '../apimachinery/patch/json';
import { applyMergePatch } from '../apimachinery/patch/merge';
import { schemaFor } from '../apimachinery/patch/merge-keys';
import { applyStrategicMergePatch } from '../apimachinery/patch/strategic';
import type { Patch } from '../client/client';

/** A patch that is computed from the object alone. */
type PlainPatch = Exclude<Patch, { type: 'apply' }>;

/** The object that a patch makes of the current one. @throws StatusError BadRequest where the patch does not apply */
export function patched(kind: Kind, current: KubeObject, patch: PlainPatch): KubeObject {
  const document = clone(current);
  try {
    return apply(kind, document, patch) as KubeObject;
  } catch (error) {
    throw badRequest(error instanceof Error ? error.message : String(error));
  }
}

function apply(kind: Kind, document: KubeObject, patch: PlainPatch): Json {
  switch (patch.type) {
    case 'json':
      return applyJsonPatch(document, listOf(patch.body));
    case 'merge':
      return applyMergePatch(document, objectOf(patch.body, 'error decoding patch: '));
    case 'strategic':
      return applyStrategicMergePatch(
        document,
        objectOf(patch.body, ''),
        schemaFor(apiVersionOf(kind), kind.kind) ?? {},
      );
  }
}

/** @upstream apiserver endpoints/handlers/patch.go applyJSPatch, strategicPatchObject */
function listOf(patch: Json): Json {
  if (Array.isArray(patch)) return patch;
  throw badRequest(`error decoding patch: ${typeProblem(patch, '[]interface {}')}`);
}

function objectOf(patch: Json, prefix: string): JsonObject {
  if (isObject(patch)) return patch;
  throw badRequest(prefix + typeProblem(patch, 'map[string]interface {}'));
}

function typeProblem(patch: Json, goType: string): string {
  return `json: cannot unmarshal ${jsonType(patch)} into Go value of type ${goType}`;
}
