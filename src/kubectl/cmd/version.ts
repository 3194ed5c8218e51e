import { isObject, type JsonObject } from '../../apimachinery/json';
import { release, serverVersion, versionInfo } from '../../apimachinery/version';
import type { CommandSpec, Invocation } from '../command';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';

const clientVersion = { ...release, buildDate: '2025-05-15T08:27:33Z' };
const kustomizeVersion = 'v5.6.0';

/** Prints the versions of kubectl and Kubernetes that this program mimics; its own is `kubectl-lite --version`. */
export const command: CommandSpec = {
  name: 'version',
  usage: '',
  examples: ['version', 'version --client', 'version -o yaml'],
  flags: [
    { name: 'client', type: 'bool', usage: 'If true, shows client version only (no server required).' },
    { name: 'output', short: 'o', type: 'string', usage: "One of 'yaml' or 'json'." },
  ],
  run,
};

async function run({ flags, args }: Invocation, { client, streams }: Kubectl): Promise<void> {
  if (args.length > 0) throw new CommandError(`extra arguments: [${args.join(' ')}]`);
  const server = flags.bool('client') ? undefined : ((await client.version?.()) ?? serverVersion);
  const versions: JsonObject = { clientVersion, kustomizeVersion, serverVersion: server };
  switch (flags.text('output')) {
    case '':
      streams.out(`Client Version: ${clientVersion.gitVersion}\nKustomize Version: ${kustomizeVersion}\n`);
      if (server !== undefined) streams.out(`Server Version: ${server.gitVersion}\n`);
      return;
    case 'json': {
      const parts = Object.entries(versions).map(([name, part]) => [name, isObject(part) ? versionInfo(part) : part]);
      const json = Object.fromEntries(parts);
      return streams.out(`${JSON.stringify(json, null, 2)}\n`);
    }
    case 'yaml': {
      const { printYaml } = await import('../printers/yaml');
      return streams.out(`${printYaml(versions)}\n`);
    }
    default:
      throw new CommandError("--output must be 'yaml' or 'json'");
  }
}
