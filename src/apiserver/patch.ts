import { badRequest, StatusError } from '../apimachinery/errors';
import { clone, isObject, type Json, type JsonObject, jsonType } from '../apimachinery/json';
import type { Kind, KubeObject } from '../apimachinery/meta';
import { apiVersionOf } from '../apimachinery/meta';
import { applyJsonPatch } from '../apimachinery/patch/json';
import { applyMergePatch } from '../apimachinery/patch/merge';
import { schemaFor } from '../apimachinery/patch/merge-keys';
import { PatchError } from '../apimachinery/patch/patch-error';
import { applyStrategicMergePatch } from '../apimachinery/patch/strategic';
import type { Patch } from '../client/client';
import { isCustomKind } from '../resources/apiextensions/is-custom-kind';

/** A patch that is computed from the object alone. */
type PlainPatch = Exclude<Patch, { type: 'apply' }>;

/** The object that a patch makes of the current one. @throws StatusError BadRequest where the patch does not apply */
export function patched(kind: Kind, current: KubeObject, patch: PlainPatch): KubeObject {
  const object = apply(kind, clone(current), patch);
  if (!isObject(object)) throw unfit(kind, object);
  const { apiVersion = '', kind: name = '', metadata = {} } = object;
  if (apiVersion !== current.apiVersion || name !== current.kind || !isObject(metadata)) throw unfit(kind, object);
  object.metadata = metadata;
  return object as KubeObject;
}

/** What a patch left is no object of the kind. @upstream apiserver endpoints/handlers/patch.go decodes what was patched */
function unfit({ kind, version }: Kind, object: Json): StatusError {
  const given = isObject(object)
    ? `${object.kind} in version ${JSON.stringify(object.apiVersion ?? '')}`
    : jsonType(object);
  return badRequest(`${given} cannot be handled as a ${kind} in version ${JSON.stringify(version)}`);
}

function apply(kind: Kind, document: KubeObject, patch: PlainPatch): Json {
  switch (patch.type) {
    case 'json':
      return applyOperations(document, listOf(patch.body));
    case 'merge':
      return applyMergePatch(document, objectOf(patch.body, 'error decoding patch: '));
    case 'strategic': {
      if (isCustomKind(kind)) throw unsupportedPatch;
      const body = objectOf(patch.body, '');
      const schema = schemaFor(apiVersionOf(kind), kind.kind) ?? {};
      return refusing(
        () => applyStrategicMergePatch(document, body, schema),
        (error) => badRequest(error.message),
      );
    }
  }
}

/** Custom kinds have no keys to merge lists by. @upstream apiextensions customresource_handler.go supportedTypes */
const unsupportedPatch = new StatusError(
  'UnsupportedMediaType',
  'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
);

/** @upstream apiserver endpoints/handlers/patch.go maxJSONPatchOperations */
const MAX_OPERATIONS = 10_000;

function applyOperations(document: KubeObject, operations: Json[]): Json {
  if (operations.length > MAX_OPERATIONS) {
    throw new StatusError(
      'RequestEntityTooLarge',
      `The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${operations.length}`,
    );
  }
  return refusing(
    () => applyJsonPatch(document, operations),
    (error) =>
      isUndecodable(operations)
        ? badRequest(error.message)
        : new StatusError('Invalid', 'the server rejected our request due to an error in our request', [], noSubject),
  );
}

const noSubject = { group: '', kind: '', name: '' };

function isUndecodable(operations: readonly Json[]): boolean {
  return operations.some((operation) => operation !== null && !isObject(operation));
}

/** What a patch cannot do is the client's fault; anything else is ours. */
function refusing(run: () => Json, refusal: (error: Error) => StatusError): Json {
  try {
    return run();
  } catch (error) {
    throw error instanceof PatchError ? refusal(error) : error;
  }
}

/** @upstream apiserver endpoints/handlers/patch.go applyJSPatch, strategicPatchObject */
function listOf(patch: Json): Json[] {
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
