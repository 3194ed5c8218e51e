import { type FieldError, forbiddenField, invalidValue, required } from '../apimachinery/errors';
import { deepEqual, type JsonObject } from '../apimachinery/json';
import type { KubeObject, ObjectMeta, OwnerReference, StringMap } from '../apimachinery/meta';
import { labelKeyProblems, labelValueProblems } from '../apimachinery/names';

const ANNOTATIONS_LIMIT = 256 * 1024;

/** @upstream apimachinery pkg/api/validation ValidateObjectMeta */
export function validateObjectMeta(
  object: KubeObject,
  namespaced: boolean,
  nameProblems: (name: string) => string[],
): FieldError[] {
  const { metadata } = object;
  const errors: FieldError[] = [];
  if (!metadata.name) errors.push(required('metadata.name', 'name or generateName is required'));
  else
    errors.push(...nameProblems(metadata.name).map((problem) => invalidValue('metadata.name', metadata.name, problem)));
  if (namespaced && !metadata.namespace) errors.push(required('metadata.namespace'));
  errors.push(...validateLabels(metadata.labels, 'metadata.labels'));
  errors.push(...validateAnnotations(metadata.annotations, 'metadata.annotations'));
  errors.push(...(metadata.ownerReferences ?? []).flatMap(validateOwnerReference));
  return errors;
}

/** @upstream apimachinery pkg/api/validation validateOwnerReference */
function validateOwnerReference(owner: OwnerReference | null, index: number): FieldError[] {
  const path = `metadata.ownerReferences[${index}]`;
  const words = { apiVersion: 'version', kind: 'kind', name: 'name', uid: 'uid' } as const;
  return Object.entries(words).flatMap(([field, word]) =>
    owner?.[field as keyof typeof words] ? [] : [invalidValue(`${path}.${field}`, '', `${word} must not be empty`)],
  );
}

/** @upstream apimachinery pkg/apis/meta/v1/validation ValidateLabels */
export function validateLabels(labels: StringMap | undefined, path: string): FieldError[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...labelKeyProblems(key).map((problem) => invalidValue(path, key, problem)),
    ...labelValueProblems(value ?? '').map((problem) => invalidValue(path, value, problem)),
  ]);
}

function validateAnnotations(annotations: StringMap | undefined, path: string): FieldError[] {
  const errors = Object.keys(annotations ?? {}).flatMap((key) =>
    labelKeyProblems(key.toLowerCase()).map((problem) => invalidValue(path, key, problem)),
  );
  const size = Object.entries(annotations ?? {}).reduce(
    (sum, [key, value]) => sum + key.length + (value?.length ?? 0),
    0,
  );
  if (size > ANNOTATIONS_LIMIT) {
    errors.push({ type: 'Too long', field: path, detail: `may not be more than ${ANNOTATIONS_LIMIT} bytes` });
  }
  return errors;
}

/** @upstream apimachinery pkg/api/validation ValidateObjectMetaUpdate */
export function validateObjectMetaUpdate(object: KubeObject, old: KubeObject): FieldError[] {
  const fixed: (keyof ObjectMeta)[] = ['name', 'namespace', 'uid', 'creationTimestamp'];
  const errors = fixed.flatMap((field) =>
    validateImmutable(object.metadata[field], old.metadata[field], `metadata.${field}`),
  );
  errors.push(...validateAddedFinalizers(object, old));
  return errors;
}

function validateAddedFinalizers(object: KubeObject, old: KubeObject): FieldError[] {
  if (old.metadata.deletionTimestamp === undefined) return [];
  const added = (object.metadata.finalizers ?? []).filter((name) => !old.metadata.finalizers?.includes(name));
  if (added.length === 0) return [];
  return [
    forbiddenField(
      'metadata.finalizers',
      `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map((name) => JSON.stringify(name)).join(', ')}}`,
    ),
  ];
}

/** A field that may not change. @upstream ValidateImmutableField */
export function validateImmutable(value: JsonObject[string], old: JsonObject[string], path: string): FieldError[] {
  return deepEqual(value, old) ? [] : [invalidValue(path, value ?? '', 'field is immutable')];
}
