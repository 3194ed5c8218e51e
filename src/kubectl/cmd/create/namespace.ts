import { names } from '../../../resources/core/namespace';
import { generatorCommand } from './generator';

/** @upstream kubectl pkg/cmd/create/create_namespace.go */
export const command = generatorCommand({
  name: 'create namespace',
  usage: 'NAME [--dry-run=server|client|none]',
  examples: ['create namespace dev'],
  flags: [],
  kind: names,
  generate: (name) => ({
    kind: 'Namespace',
    apiVersion: 'v1',
    metadata: { name, creationTimestamp: null },
    spec: {},
    status: {},
  }),
});
