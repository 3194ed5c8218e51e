import { names } from '../../../resources/rbac/clusterrolebinding';
import { generateBinding, subjectFlags } from '../../generate/role-binding';
import { generatorCommand } from './generator';

/** @upstream kubectl pkg/cmd/create/create_clusterrolebinding.go */
export const command = generatorCommand({
  name: 'create clusterrolebinding',
  usage:
    'NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  examples: ['create clusterrolebinding admins --clusterrole=cluster-admin --user=ann --group=ops'],
  flags: [
    { name: 'clusterrole', type: 'string', usage: 'The ClusterRole that the binding refers to.' },
    ...subjectFlags,
  ],
  kind: names,
  required: ['clusterrole'],
  failure: 'failed to create clusterrolebinding: ',
  generate: (name, { flags }) => ({
    kind: 'ClusterRoleBinding',
    apiVersion: 'rbac.authorization.k8s.io/v1',
    metadata: { name, creationTimestamp: null },
    ...generateBinding(flags, { kind: 'ClusterRole', name: flags.text('clusterrole') }),
  }),
});
