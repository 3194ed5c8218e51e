import { deepEqual } from '../../apimachinery/json';
import type { LabelSelector } from '../../apimachinery/meta';
import type { ClusterRole } from '../../resources/rbac/clusterrole';
import { uncoveredRules } from './policy-rules';
import { merged, protectedFromUpdates, type Reconciliation } from './reconciliation';

type Role = Omit<ClusterRole, 'apiVersion' | 'kind'>;

/**
 * What makes a role allow what another one of its name allows.
 * @param existing undefined where there is none yet
 * @param isExact whether it may allow no more
 * @upstream component-helpers auth/rbac/reconciliation/reconcile_role.go computeReconciledRole
 */
export function reconcileRole<T extends Role>(
  expected: T,
  existing: T | undefined,
  isExact: boolean,
): Reconciliation<T> {
  const wanted = expected.rules ?? [];
  if (existing === undefined) return { operation: 'create', object: expected, missingRules: wanted };
  const held = existing.rules ?? [];
  const { metadata, isChanged } = merged(expected, existing);
  const areBothAggregated = expected.aggregationRule !== undefined && existing.aggregationRule !== undefined;
  const extraRules = areBothAggregated ? [] : uncoveredRules(wanted, held);
  const missingRules = uncoveredRules(held, wanted);
  const object = { ...existing, metadata };
  if (isExact && missingRules.length + extraRules.length > 0) object.rules = wanted;
  else if (missingRules.length > 0) object.rules = [...held, ...missingRules];
  object.aggregationRule = reconcileAggregation(expected, existing, isExact);
  const isOther =
    !deepEqual(object.rules, existing.rules) || !deepEqual(object.aggregationRule, existing.aggregationRule);
  return {
    operation: isChanged || isOther ? 'update' : 'none',
    object,
    missingRules,
    extraRules,
    isProtected: protectedFromUpdates(existing),
  };
}

function reconcileAggregation(expected: Role, existing: Role, isExact: boolean): Role['aggregationRule'] {
  if (expected.aggregationRule === undefined) return undefined;
  const wanted = expected.aggregationRule.clusterRoleSelectors ?? [];
  const held = existing.aggregationRule?.clusterRoleSelectors ?? [];
  const missing = without(wanted, held);
  if (isExact)
    return missing.length + without(held, wanted).length > 0 ? expected.aggregationRule : existing.aggregationRule;
  return missing.length > 0 ? { clusterRoleSelectors: [...held, ...missing] } : existing.aggregationRule;
}

function without(selectors: readonly LabelSelector[], others: readonly LabelSelector[]): LabelSelector[] {
  return selectors.filter((selector) => !others.some((other) => deepEqual(other, selector)));
}
