import type { JsonObject } from '../../../apimachinery/json';
import type { Invocation } from '../../command';
import { CommandError } from '../../command-error';
import { refuseUnpaired } from '../../generate/key-pair';
import { generateSecret } from '../../generate/secret';
import type { Files, Kubectl } from '../../kubectl';
import { secretCommand } from './secret';

/** @upstream kubectl pkg/cmd/create/create_secret_tls.go */
export const command = secretCommand({
  name: 'create secret tls',
  usage: 'NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]',
  examples: ['create secret tls web --cert=tls.crt --key=tls.key'],
  flags: [
    { name: 'append-hash', type: 'bool', usage: 'Append a hash of the content to the name.' },
    { name: 'cert', type: 'string', usage: 'The certificate, a file in PEM.' },
    { name: 'key', type: 'string', usage: 'The private key that belongs to the certificate, a file in PEM.' },
  ],
  generate,
});

async function generate(name: string, { flags }: Invocation, { files }: Kubectl): Promise<JsonObject> {
  const [certPath, keyPath] = [flags.text('cert'), flags.text('key')];
  if (certPath === '' || keyPath === '') throw new CommandError('key and cert must be specified');
  const certificate = readFile(certPath, files);
  const key = readFile(keyPath, files);
  await refuseUnpaired(certificate, key);
  const data = new Map([
    ['tls.crt', certificate],
    ['tls.key', key],
  ]);
  return await generateSecret(name, 'kubernetes.io/tls', data, flags.bool('append-hash'));
}

/** @upstream kubectl pkg/cmd/create readFile */
function readFile(path: string, files: Files): Uint8Array {
  const refused = (reason: string): CommandError => new CommandError(`Cannot read file ${path}, ${reason}`);
  const kind = files.kindOf(path);
  if (kind === 'none') throw refused(`open ${path}: no such file or directory`);
  if (kind === 'folder') throw refused(`read ${path}: is a directory`);
  return files.readBytes(path);
}
