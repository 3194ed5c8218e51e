import type { JsonObject } from '../../../apimachinery/json';
import type { Invocation } from '../../command';
import { addEnvFiles, addFiles, addLiterals, keyValueFlags, refuseMixedSources } from '../../generate/key-values';
import { generateSecret, type SecretData, secretAdder } from '../../generate/secret';
import type { Kubectl } from '../../kubectl';
import { secretCommand } from './secret';

/** @upstream kubectl pkg/cmd/create/create_secret.go */
export const command = secretCommand({
  name: 'create secret generic',
  usage: 'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  examples: [
    'create secret generic db --from-literal=user=admin --from-literal=password=topsecret',
    'create secret generic ssh --from-file=ssh-privatekey=.ssh/id_rsa',
    'create secret generic db --from-env-file=db.env',
  ],
  flags: [...keyValueFlags, { name: 'type', type: 'string', usage: 'The type of secret to create.' }],
  generate,
});

async function generate(name: string, { flags }: Invocation, kubectl: Kubectl): Promise<JsonObject> {
  refuseMixedSources(name, flags);
  const data: SecretData = new Map();
  const add = secretAdder(data);
  addLiterals(flags.list('from-literal'), add);
  addFiles(flags.list('from-file'), kubectl.files, add);
  addEnvFiles(flags.list('from-env-file'), kubectl, 'env secret file', add);
  return await generateSecret(name, flags.text('type'), data, flags.bool('append-hash'));
}
