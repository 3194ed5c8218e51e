import { names } from '../../../resources/core/serviceaccount';
import { refuseNoName } from '../../generate/key-values';
import { generatorCommand } from './generator';

/** @upstream kubectl pkg/cmd/create/create_serviceaccount.go */
export const command = generatorCommand({
  name: 'create serviceaccount',
  failure: 'failed to create serviceaccount: ',
  usage: 'NAME [--dry-run=server|client|none]',
  examples: ['create serviceaccount robot'],
  flags: [],
  kind: names,
  generate: (name) => {
    refuseNoName(name);
    return { kind: 'ServiceAccount', apiVersion: 'v1', metadata: { name, creationTimestamp: null } };
  },
});
