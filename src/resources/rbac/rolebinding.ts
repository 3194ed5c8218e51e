import { type Binding, bindingColumns, bindingStrategy, rbacKind } from './rules';

export type RoleBinding = Binding & { apiVersion: 'rbac.authorization.k8s.io/v1'; kind: 'RoleBinding' };

export const names = rbacKind<RoleBinding>('RoleBinding', true);

export const strategy = bindingStrategy;

export const columns = bindingColumns;
