import { names } from '../../../resources/core/serviceaccount';
import { refuseNoName } from '../../generate/key-values';
import { checkedGeneratorCommand } from './checked-generator';

/** @upstream kubectl pkg/cmd/create/create_serviceaccount.go */
export const command = checkedGeneratorCommand({
  name: 'create serviceaccount',
  creates: 'serviceaccount',
  usage: 'NAME [--dry-run=server|client|none]',
  examples: ['create serviceaccount robot'],
  flags: [],
  kind: names,
  generate: (name) => {
    refuseNoName(name);
    return { kind: 'ServiceAccount', apiVersion: 'v1', metadata: { name, creationTimestamp: null } };
  },
});
