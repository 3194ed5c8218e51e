import { encodeBase64 } from '../../apimachinery/base64';
import { type FieldError, invalidValue, required } from '../../apimachinery/errors';
import type { Kind, ObjectMeta, StringMap } from '../../apimachinery/meta';
import { configMapKeyProblems } from '../../apimachinery/names';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import { validateImmutable } from '../metadata';
import type { Strategy } from '../strategy';

export type Secret = {
  apiVersion: 'v1';
  kind: 'Secret';
  metadata: ObjectMeta;
  /** Values in base64. */
  data?: StringMap;
  stringData?: StringMap;
  type?: string;
  immutable?: boolean;
};

export const names: Kind<Secret> = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  singular: 'secret',
  shortNames: [],
  categories: [],
  namespaced: true,
};

export const strategy: Strategy<Secret> = {
  setDefaults(secret) {
    secret.type ||= 'Opaque';
    for (const [key, value] of Object.entries(secret.stringData ?? {})) {
      secret.data = { ...secret.data, [key]: encodeBase64(value) };
    }
    delete secret.stringData;
  },
  validate: (secret) => validateSecret(secret),
  validateUpdate: (secret, old) => validateImmutable(secret.type, old.type, 'type'),
  selectableFields: ['type'],
};

const requiredKeys: Record<string, readonly string[]> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

function validateSecret({ data, type }: Secret): FieldError[] {
  const errors = Object.keys(data ?? {}).flatMap((key) =>
    configMapKeyProblems(key).map((problem) => invalidValue(`data[${key}]`, key, problem)),
  );
  for (const key of requiredKeys[type ?? ''] ?? []) {
    if (data?.[key] === undefined) errors.push(required(`data[${key}]`));
  }
  return errors;
}

export const columns: readonly Column<Secret>[] = [
  { name: 'Name', cell: (secret) => secret.metadata.name },
  { name: 'Type', cell: ({ type }) => type ?? '' },
  { name: 'Data', cell: ({ data }) => String(Object.keys(data ?? {}).length) },
  { name: 'Age', cell: (secret, now) => age(secret.metadata.creationTimestamp, now) },
];
