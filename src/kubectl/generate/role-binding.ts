import type { JsonObject } from '../../apimachinery/json';
import type { FlagSpec, Flags } from '../command';
import { CommandError } from '../command-error';

const apiGroup = 'rbac.authorization.k8s.io';

/** Whom a binding binds. */
export const subjectFlags: readonly FlagSpec[] = [
  { name: 'group', type: 'stringArray', usage: 'A group to bind to the role.' },
  { name: 'serviceaccount', type: 'stringArray', usage: 'A service account to bind to the role: namespace:name.' },
  { name: 'user', type: 'stringArray', usage: 'A user to bind to the role.' },
];

/**
 * What a binding says after its metadata: who is bound, and to which role.
 * @throws CommandError for service accounts that are not named as `namespace:name`
 * @upstream kubectl pkg/cmd/create/create_rolebinding.go
 */
export function generateBinding(flags: Flags, role: { kind: 'Role' | 'ClusterRole'; name: string }): JsonObject {
  const subjects: JsonObject[] = [
    ...flags.list('user').map((name) => ({ kind: 'User', apiGroup, name })),
    ...flags.list('group').map((name) => ({ kind: 'Group', apiGroup, name })),
    ...flags.list('serviceaccount').map(serviceAccount),
  ];
  return { ...(subjects.length > 0 && { subjects }), roleRef: { apiGroup, ...role } };
}

function serviceAccount(text: string): JsonObject {
  const [namespace = '', name = '', ...more] = text.split(':');
  if (namespace === '' || name === '' || more.length > 0) {
    throw new CommandError('serviceaccount must be <namespace>:<name>');
  }
  return { kind: 'ServiceAccount', name, namespace };
}
