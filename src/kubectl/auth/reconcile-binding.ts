import { deepEqual } from '../../apimachinery/json';
import type { Binding, RoleRef, Subject } from '../../resources/rbac/rules';
import { merged, protectedFromUpdates, type Reconciliation } from './reconciliation';

/**
 * What makes a binding bind the subjects that another one of its name binds; one to another role is made anew.
 * @param existing undefined where there is none yet
 * @param isExact whether it may bind no others
 * @upstream component-helpers auth/rbac/reconciliation/reconcile_rolebindings.go computeReconciledRoleBinding
 */
export function reconcileBinding(
  expected: Binding,
  existing: Binding | undefined,
  isExact: boolean,
): Reconciliation<Binding> {
  const wanted = expected.subjects ?? [];
  if (existing === undefined) return { operation: 'create', object: expected, missingSubjects: wanted };
  const isProtected = protectedFromUpdates(existing);
  if (!isSameRole(expected.roleRef, existing.roleRef)) return { operation: 'recreate', object: expected, isProtected };
  const held = existing.subjects ?? [];
  const { metadata, isChanged } = merged(expected, existing);
  const missingSubjects = without(wanted, held);
  const extraSubjects = without(held, wanted);
  const isOther = missingSubjects.length > 0 || (isExact && extraSubjects.length > 0);
  const subjects = isOther ? (isExact ? wanted : [...held, ...missingSubjects]) : existing.subjects;
  const object = { ...existing, metadata, subjects };
  return {
    operation: isChanged || isOther ? 'update' : 'none',
    object,
    missingSubjects,
    extraSubjects,
    isProtected,
  };
}

function isSameRole(left: RoleRef, right: RoleRef): boolean {
  return left.kind === right.kind && left.name === right.name && (left.apiGroup ?? '') === (right.apiGroup ?? '');
}

/** Each once. */
function without(subjects: readonly Subject[], others: readonly Subject[]): Subject[] {
  const found: Subject[] = [];
  for (const subject of subjects) {
    if (![...others, ...found].some((other) => isSame(other, subject))) found.push(subject);
  }
  return found;
}

function isSame(left: Subject, right: Subject): boolean {
  const complete = ({ kind, apiGroup = '', name, namespace = '' }: Subject) => ({ kind, apiGroup, name, namespace });
  return deepEqual(complete(left), complete(right));
}
