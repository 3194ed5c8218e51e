import type { CommandSpec, Invocation } from '../command';
import { CommandError } from '../command-error';
import { openApiDocuments } from '../explain/documents';
import { explain } from '../explain/plaintext';
import { explainByVersion2 } from '../explain/plaintext-openapiv2';
import { parseGroupVersion, readResourceRequest } from '../explain/resource-request';
import type { Kubectl } from '../kubectl';

export const command: CommandSpec = {
  name: 'explain',
  usage: 'TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]',
  examples: ['explain pods', 'explain statefulset.spec.volumeClaimTemplates', 'explain deployment --recursive'],
  flags: [
    { name: 'api-version', type: 'string', usage: 'The group and version to explain the resource of (GROUP/VERSION).' },
    {
      name: 'output',
      type: 'string',
      default: 'plaintext',
      usage: 'Format in which to explain (plaintext, plaintext-openapiv2).',
    },
    { name: 'recursive', type: 'bool', usage: 'Print the names of all fields below, without their descriptions.' },
  ],
  run,
};

/** @upstream kubectl pkg/cmd/explain/explain.go */
async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  const { client, streams } = kubectl;
  const [request, ...others] = args;
  if (request === undefined) {
    const hint = `Use "kubectl api-resources" for a complete list of supported resources.`;
    throw new CommandError(`You must specify the type of resource to explain. ${hint}\n`);
  }
  if (others.length > 0) throw new CommandError('We accept only this format: explain RESOURCE\n');
  const kinds = await client.kinds();
  const apiVersion = flags.text('api-version');
  const { kind, fieldPath } = readResourceRequest(kinds, request, apiVersion === '');
  const isRecursive = flags.bool('recursive');
  const documents = openApiDocuments(client, kinds);
  const { group, version } = apiVersion === '' ? kind : parseGroupVersion(apiVersion);
  const output = flags.text('output');
  if (output === 'plaintext-openapiv2') {
    const document = await documents.version2();
    streams.out(explainByVersion2({ document, kind: { group, version, kind: kind.kind }, fieldPath, isRecursive }));
    return;
  }
  const resource = { group, version, plural: kind.plural };
  const document = await documents.version3(resource);
  if (document === undefined) {
    throw new CommandError(`couldn't find resource for "${group}/${version}, Resource=${kind.plural}"`);
  }
  if (output !== 'plaintext') throw new CommandError(`unrecognized format: ${output}`);
  explain({ document, resource, fieldPath, isRecursive }, streams.out);
}
