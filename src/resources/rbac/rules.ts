import { type FieldError, required } from '../../apimachinery/errors';
import type { Kind, KubeObject, ObjectMeta } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';

/** What may be done with what. */
export type PolicyRule = {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
};

export type Subject = { kind: string; apiGroup?: string; name: string; namespace?: string };

export type RoleRef = { apiGroup?: string; kind: string; name: string };

/** A binding of either scope. */
export type Binding = { metadata: ObjectMeta; subjects?: Subject[]; roleRef: RoleRef } & KubeObject;

const GROUP = 'rbac.authorization.k8s.io';

/** The names of one of the group's kinds. */
export function rbacKind<T extends KubeObject>(kind: string, namespaced: boolean): Kind<T> {
  const singular = kind.toLowerCase();
  const plural = `${singular}s`;
  return { group: GROUP, version: 'v1', kind, plural, singular, shortNames: [], categories: [], namespaced };
}

/** The server has no columns for roles. @upstream apiserver registry/rest NewDefaultTableConvertor */
export const roleColumns: readonly Column<KubeObject>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Created At', cell: ({ metadata }) => metadata.creationTimestamp ?? '' },
];

/** What the server fills in and asks of a binding. @upstream pkg/apis/rbac/v1/defaults.go, validation ValidateRoleBinding */
export const bindingStrategy: Strategy<Binding> = {
  setDefaults({ roleRef, subjects }) {
    roleRef.apiGroup ||= GROUP;
    for (const subject of subjects ?? []) {
      if (subject.kind === 'ServiceAccount') subject.apiGroup ||= undefined;
      else subject.apiGroup ||= GROUP;
    }
  },
  validate: ({ roleRef, subjects = [] }) => [
    ...(roleRef.kind ? [] : [required('roleRef.kind')]),
    ...(roleRef.name ? [] : [required('roleRef.name')]),
    ...subjects.flatMap(validateSubject),
  ],
};

function validateSubject({ kind, name, namespace }: Subject, index: number): FieldError[] {
  const path = `subjects[${index}]`;
  const errors: FieldError[] = name ? [] : [required(`${path}.name`)];
  if (kind === 'ServiceAccount' && !namespace) errors.push(required(`${path}.namespace`));
  return errors;
}

function namesOf({ subjects = [] }: Binding, kind: string): string {
  return subjects
    .filter((subject) => subject.kind === kind)
    .map(({ name, namespace }) => (kind === 'ServiceAccount' ? `${namespace}/${name}` : name))
    .join(', ');
}

/** @upstream printers.go printRoleBinding, printClusterRoleBinding */
export const bindingColumns: readonly Column<Binding>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Role', cell: ({ roleRef }) => `${roleRef.kind}/${roleRef.name}` },
  { name: 'Age', cell: ({ metadata }, now) => age(metadata.creationTimestamp, now) },
  { name: 'Users', wide: true, cell: (binding) => namesOf(binding, 'User') },
  { name: 'Groups', wide: true, cell: (binding) => namesOf(binding, 'Group') },
  { name: 'ServiceAccounts', wide: true, cell: (binding) => namesOf(binding, 'ServiceAccount') },
];
