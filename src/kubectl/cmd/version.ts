import { isObject, type JsonObject } from '../../apimachinery/json';
import type { CommandSpec, Invocation } from '../command';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';

const build = {
  major: '1',
  minor: '33',
  gitVersion: 'v1.33.1',
  gitCommit: '8adc0f041b8e7ad1d30e29cc59c6ae7a15e19828',
  gitTreeState: 'clean',
  goVersion: 'go1.24.2',
  compiler: 'gc',
  platform: 'linux/amd64',
};

const clientVersion = { ...build, buildDate: '2025-05-15T08:27:33Z' };
const serverVersion = {
  ...build,
  buildDate: '2025-05-15T08:19:08Z',
  emulationMajor: '1',
  emulationMinor: '33',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '32',
};
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
      const parts = Object.entries(versions).map(([name, part]) => [name, isObject(part) ? inStructOrder(part) : part]);
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

/** @upstream apimachinery version Info */
const fields = [
  'major',
  'minor',
  'emulationMajor',
  'emulationMinor',
  'minCompatibilityMajor',
  'minCompatibilityMinor',
  'gitVersion',
  'gitCommit',
  'gitTreeState',
  'buildDate',
  'goVersion',
  'compiler',
  'platform',
];

function inStructOrder(info: JsonObject): JsonObject {
  return Object.fromEntries(fields.map((field) => [field, info[field]]));
}
