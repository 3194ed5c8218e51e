import { encodeBytes } from '../../../apimachinery/base64';
import { goQuote } from '../../../apimachinery/go-value';
import type { JsonObject } from '../../../apimachinery/json';
import { configMapKeyProblems } from '../../../apimachinery/names';
import { names } from '../../../resources/core/configmap';
import type { Invocation } from '../../command';
import { CommandError } from '../../command-error';
import { utf8Text } from '../../generate/bytes';
import { addEnvFiles, addFiles, addLiterals, keyValueFlags, refuseMixedSources } from '../../generate/key-values';
import { nameHash } from '../../generate/name-hash';
import { sortedData } from '../../generate/secret';
import type { Kubectl } from '../../kubectl';
import { generatorCommand } from './generator';

/** @upstream kubectl pkg/cmd/create/create_configmap.go */
export const command = generatorCommand({
  name: 'create configmap',
  failure: 'failed to create configmap: ',
  usage: 'NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  examples: [
    'create configmap web --from-literal=color=blue --from-literal=size=large',
    'create configmap web --from-file=nginx.conf --from-file=site=conf.d/site.conf',
    'create configmap web --from-env-file=web.env',
  ],
  flags: keyValueFlags,
  kind: names,
  generate,
});

async function generate(name: string, { flags }: Invocation, kubectl: Kubectl): Promise<JsonObject> {
  refuseMixedSources(name, flags);
  const texts = new Map<string, string>();
  const binaries = new Map<string, Uint8Array>();
  const add = (key: string, value: Uint8Array): void => {
    refuseKey(key);
    if (texts.has(key)) throw taken(key, 'Data', name);
    if (binaries.has(key)) throw taken(key, 'BinaryData', name);
    const text = utf8Text(value);
    if (text === undefined) binaries.set(key, value);
    else texts.set(key, text);
  };
  addFiles(flags.list('from-file'), kubectl.files, add);
  addLiterals(flags.list('from-literal'), add);
  addEnvFiles(flags.list('from-env-file'), kubectl, 'env config file', add);
  const data = sortedData(texts, (text) => text);
  const binaryData = binaries.size > 0 ? sortedData(binaries, encodeBytes) : undefined;
  const suffix = flags.bool('append-hash') ? `-${await nameHash({ binaryData, data, kind: 'ConfigMap', name })}` : '';
  return {
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: { name: `${name}${suffix}`, creationTimestamp: null },
    data: texts.size > 0 ? data : undefined,
    binaryData,
  };
}

function refuseKey(key: string): void {
  const problems = configMapKeyProblems(key);
  if (problems.length === 0) return;
  throw new CommandError(`${goQuote(key)} is not a valid key name for a ConfigMap: ${problems.join(',')}`);
}

function taken(key: string, where: string, name: string): CommandError {
  return new CommandError(
    `cannot add key ${goQuote(key)}, another key by that name already exists in ${where} for ConfigMap ${goQuote(name)}`,
  );
}
