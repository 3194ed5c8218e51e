import { names } from '../../../resources/rbac/rolebinding';
import { CommandError } from '../../command-error';
import { generateBinding, subjectFlags } from '../../generate/role-binding';
import { generatorCommand } from './generator';

/** @upstream kubectl pkg/cmd/create/create_rolebinding.go */
export const command = generatorCommand({
  name: 'create rolebinding',
  usage:
    'NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  examples: [
    'create rolebinding admins --clusterrole=admin --user=ann --group=ops',
    'create rolebinding readers --role=pod-reader --serviceaccount=dev:robot',
  ],
  flags: [
    { name: 'clusterrole', type: 'string', usage: 'The ClusterRole that the binding refers to.' },
    { name: 'role', type: 'string', usage: 'The Role that the binding refers to.' },
    ...subjectFlags,
  ],
  kind: names,
  failure: 'failed to create rolebinding: ',
  generate: (name, { flags }) => {
    const clusterRole = flags.text('clusterrole');
    const role = flags.text('role');
    if ((clusterRole === '') === (role === '')) {
      throw new CommandError('exactly one of clusterrole or role must be specified');
    }
    return {
      kind: 'RoleBinding',
      apiVersion: 'rbac.authorization.k8s.io/v1',
      metadata: { name, creationTimestamp: null },
      ...generateBinding(
        flags,
        role === '' ? { kind: 'ClusterRole', name: clusterRole } : { kind: 'Role', name: role },
      ),
    };
  },
});
