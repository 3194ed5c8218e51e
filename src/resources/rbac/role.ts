import type { ObjectMeta } from '../../apimachinery/meta';
import type { Strategy } from '../strategy';
import { type PolicyRule, rbacKind, roleColumns } from './rules';

export type Role = {
  apiVersion: 'rbac.authorization.k8s.io/v1';
  kind: 'Role';
  metadata: ObjectMeta;
  rules: PolicyRule[] | null;
};

export const names = rbacKind<Role>('Role', true);

export const strategy: Strategy<Role> = {};

export const columns = roleColumns;
