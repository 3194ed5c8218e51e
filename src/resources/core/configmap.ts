import { type FieldError, forbiddenField, invalidValue } from '../../apimachinery/errors';
import { deepEqual } from '../../apimachinery/json';
import type { Kind, ObjectMeta, StringMap } from '../../apimachinery/meta';
import { configMapKeyProblems } from '../../apimachinery/names';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';

export type ConfigMap = {
  apiVersion: 'v1';
  kind: 'ConfigMap';
  metadata: ObjectMeta;
  data?: StringMap;
  binaryData?: StringMap;
  immutable?: boolean;
};

export const names: Kind<ConfigMap> = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  singular: 'configmap',
  shortNames: ['cm'],
  categories: [],
  namespaced: true,
};

export const strategy: Strategy<ConfigMap> = {
  validate: ({ data, binaryData }) =>
    Object.entries({ data, binaryData }).flatMap(([field, values]) =>
      Object.keys(values ?? {}).flatMap((key) =>
        configMapKeyProblems(key).map((problem) => invalidValue(`${field}[${key}]`, key, problem)),
      ),
    ),
  validateUpdate: (configMap, old) => validateUnlessImmutable(configMap, old),
};

/** @upstream pkg/apis/core/validation ValidateConfigMapUpdate */
function validateUnlessImmutable(configMap: ConfigMap, old: ConfigMap): FieldError[] {
  if (!old.immutable) return [];
  const errors = configMap.immutable ? [] : [forbiddenField('immutable', 'field is immutable when `immutable` is set')];
  if (!deepEqual(configMap.data, old.data))
    errors.push(forbiddenField('data', 'field is immutable when `immutable` is set'));
  return errors;
}

export const columns: readonly Column<ConfigMap>[] = [
  { name: 'Name', cell: (configMap) => configMap.metadata.name },
  { name: 'Data', cell: ({ data, binaryData }) => String(Object.keys({ ...data, ...binaryData }).length) },
  { name: 'Age', cell: (configMap, now) => age(configMap.metadata.creationTimestamp, now) },
];
