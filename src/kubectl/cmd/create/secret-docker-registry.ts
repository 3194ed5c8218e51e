import { encodeBase64 } from '../../../apimachinery/base64';
import type { JsonObject } from '../../../apimachinery/json';
import type { FlagSpec, Flags, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import { addFiles, refuseNoName } from '../../generate/key-values';
import { generateSecret, type SecretData, secretAdder } from '../../generate/secret';
import { goEscapes } from '../../go-json';
import type { Kubectl } from '../../kubectl';
import { secretCommand } from './secret';

const KEY = '.dockerconfigjson';

const flags: readonly FlagSpec[] = [
  { name: 'append-hash', type: 'bool', usage: 'Append a hash of the content to the name.' },
  { name: 'docker-email', type: 'string', usage: 'Email for the registry.' },
  { name: 'docker-password', type: 'string', usage: 'Password for the registry.' },
  {
    name: 'docker-server',
    type: 'string',
    default: 'https://index.docker.io/v1/',
    usage: 'Where the registry is.',
  },
  { name: 'docker-username', type: 'string', usage: 'User name for the registry.' },
  {
    name: 'from-file',
    type: 'stringSlice',
    usage: `A configuration file of Docker, [key=]path: without a key it is ${KEY}.`,
  },
];

/** @upstream kubectl pkg/cmd/create/create_secret_docker.go */
export const command = secretCommand({
  name: 'create secret docker-registry',
  usage:
    'NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none]',
  examples: [
    'create secret docker-registry pull --docker-server=registry.example.com --docker-username=me --docker-password=secret',
    'create secret docker-registry pull --from-file=.docker/config.json',
  ],
  flags,
  generate,
});

async function generate(name: string, { flags }: Invocation, { files }: Kubectl): Promise<JsonObject> {
  refuseNoName(name);
  const sources = flags.list('from-file');
  const data: SecretData = new Map();
  if (sources.length > 0) {
    const keyed = sources.map((source) => (source.includes('=') ? source : `${KEY}=${source}`));
    addFiles(keyed, files, secretAdder(data));
  } else data.set(KEY, new TextEncoder().encode(configuration(flags)));
  return await generateSecret(name, 'kubernetes.io/dockerconfigjson', data, flags.bool('append-hash'));
}

/** Docker's configuration file, as `docker login` writes it. */
function configuration(flags: Flags): string {
  const username = flags.text('docker-username');
  const password = flags.text('docker-password');
  const server = flags.text('docker-server');
  if (username === '' || password === '' || server === '') {
    throw new CommandError(
      'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
    );
  }
  const auth = encodeBase64(`${username}:${password}`);
  const fields = { username, password, email: flags.text('docker-email') || undefined, auth };
  return goEscapes(JSON.stringify({ auths: { [server]: fields } }));
}
