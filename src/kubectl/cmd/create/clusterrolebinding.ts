import { generateBinding, subjectFlags } from '../../generate/role-binding';
import { checkedGeneratorCommand } from './checked-generator';

/** @upstream kubectl pkg/cmd/create/create_clusterrolebinding.go */
export const command = checkedGeneratorCommand({
  name: 'create clusterrolebinding',
  usage:
    'NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  examples: ['create clusterrolebinding admins --clusterrole=cluster-admin --user=ann --group=ops'],
  flags: [
    { name: 'clusterrole', type: 'string', usage: 'The ClusterRole that the binding refers to.' },
    ...subjectFlags,
  ],
  kind: {
    group: 'rbac.authorization.k8s.io',
    version: 'v1',
    kind: 'ClusterRoleBinding',
    plural: 'clusterrolebindings',
    namespaced: false,
  },
  required: ['clusterrole'],
  creates: 'clusterrolebinding',
  generate: (name, { flags }) => ({
    kind: 'ClusterRoleBinding',
    apiVersion: 'rbac.authorization.k8s.io/v1',
    metadata: { name, creationTimestamp: null },
    ...generateBinding(flags, { kind: 'ClusterRole', name: flags.text('clusterrole') }),
  }),
});
