import { type Binding, bindingColumns, bindingStrategy, rbacKind } from './rules';

export type ClusterRoleBinding = Binding & { apiVersion: 'rbac.authorization.k8s.io/v1'; kind: 'ClusterRoleBinding' };

export const names = rbacKind<ClusterRoleBinding>('ClusterRoleBinding', false);

export const strategy = bindingStrategy;

export const columns = bindingColumns;
