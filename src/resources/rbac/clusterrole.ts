import type { LabelSelector, ObjectMeta } from '../../apimachinery/meta';
import type { Strategy } from '../strategy';
import { type PolicyRule, rbacKind, roleColumns } from './rules';

export type ClusterRole = {
  apiVersion: 'rbac.authorization.k8s.io/v1';
  kind: 'ClusterRole';
  metadata: ObjectMeta;
  rules: PolicyRule[] | null;
  aggregationRule?: { clusterRoleSelectors?: LabelSelector[] };
};

export const names = rbacKind<ClusterRole>('ClusterRole', false);

export const strategy: Strategy<ClusterRole> = {};

export const columns = roleColumns;
