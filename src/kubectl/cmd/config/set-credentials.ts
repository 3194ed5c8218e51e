import { goQuote } from '../../../apimachinery/go-value';
import { deepEqual } from '../../../apimachinery/json';
import type { CommandSpec, Flags, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import type { AuthInfo, AuthProviderConfig, ExecConfig, ExecEnvVar } from '../../kubeconfig';
import type { Kubectl } from '../../kubectl';
import { HelpError } from './help-error';
import { checkFile, readData } from './local-file';
import { absolutePath, withStoredPaths } from './local-path';
import { findEntry, save, withEntry, withoutEntry } from './save';

const forUser = 'for the user entry in kubeconfig';
const forPlugin = `for the exec credential plugin ${forUser}`;

export const command: CommandSpec = {
  name: 'config set-credentials',
  usage:
    'NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] [--token=bearer_token] [--username=basic_user] [--password=basic_password] [--auth-provider=provider_name] [--auth-provider-arg=key=value] [--exec-command=exec_command] [--exec-api-version=exec_api_version] [--exec-arg=arg] [--exec-env=key=value]',
  examples: [
    'config set-credentials cluster-admin --client-key=~/.kube/admin.key',
    'config set-credentials cluster-admin --username=admin --password=uXFGweU9l35qcif',
    'config set-credentials cluster-admin --client-certificate=~/.kube/admin.crt --embed-certs=true',
    'config set-credentials cluster-admin --exec-env=var-to-remove-',
  ],
  flags: [
    { name: 'client-certificate', type: 'string', usage: `Path to client-certificate file ${forUser}` },
    { name: 'client-key', type: 'string', usage: `Path to client-key file ${forUser}` },
    { name: 'token', type: 'string', usage: `token ${forUser}` },
    { name: 'username', type: 'string', usage: `username ${forUser}` },
    { name: 'password', type: 'string', usage: `password ${forUser}` },
    { name: 'auth-provider', type: 'string', usage: `Auth provider ${forUser}` },
    { name: 'auth-provider-arg', type: 'stringSlice', usage: "'key=value' arguments for the auth provider" },
    { name: 'exec-command', type: 'string', usage: `Command ${forPlugin}` },
    { name: 'exec-api-version', type: 'string', usage: `API version of the exec credential plugin ${forUser}` },
    {
      name: 'exec-interactive-mode',
      type: 'string',
      usage: `InteractiveMode of the exec credentials plugin ${forUser}`,
    },
    {
      name: 'exec-provide-cluster-info',
      type: 'bool',
      usage: `ProvideClusterInfo of the exec credentials plugin ${forUser}`,
    },
    { name: 'exec-arg', type: 'stringSlice', usage: `New arguments for the exec credential plugin command ${forUser}` },
    { name: 'exec-env', type: 'stringArray', usage: "'key=value' environment values for the exec credential plugin" },
    { name: 'embed-certs', type: 'bool', usage: `Embed client cert/key ${forUser}` },
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  if (args.length !== 1) throw new HelpError(`unexpected args: [${args.join(' ')}]`, command.name);
  const [name = ''] = args;
  const providerArgs = readPairs(flags, 'auth-provider-arg');
  const variables = readPairs(flags, 'exec-env');
  validate(name, flags, kubectl);
  const { kubeconfig } = kubectl;
  const config = kubeconfig.read();
  const existing = findEntry(config.users, name)?.user ?? {};
  const changed: AuthInfo = {
    ...existing,
    ...keyPair(flags, kubectl),
    ...credentials(existing, flags),
    'auth-provider': authProvider(existing['auth-provider'], flags, providerArgs),
    exec: exec(existing.exec, flags, variables),
  };
  const user = deepEqual(changed, existing) ? existing : withStoredPaths(changed, kubeconfig);
  save(kubectl, config, { ...config, users: withEntry(config.users, { name, user }) });
  kubectl.streams.out(`User ${goQuote(name)} set.\n`);
}

type Pairs = { readonly set: readonly ExecEnvVar[]; readonly removed: readonly string[] };

/** What `key=value` sets and `key-` removes. @upstream kubectl pkg/cmd/util/helpers.go ParsePairs */
function readPairs(flags: Flags, flag: string): Pairs {
  const pairs: { set: ExecEnvVar[]; removed: string[] } = { set: [], removed: [] };
  const invalid: string[] = [];
  for (const pair of flags.list(flag)) {
    const equals = pair.indexOf('=');
    if (equals > 0) {
      pairs.set = withPair(pairs.set, { name: pair.slice(0, equals), value: pair.slice(equals + 1) });
    } else if (equals !== 0 && pair.endsWith('-') && pair !== '-') pairs.removed.push(pair.slice(0, -1));
    else invalid.push(pair);
  }
  if (invalid.length > 0) throw new HelpError(`invalid ${flag} format: ${invalid.join(', ')}`, command.name);
  return pairs;
}

function withPair(pairs: readonly ExecEnvVar[], pair: ExecEnvVar): ExecEnvVar[] {
  if (findEntry(pairs, pair.name) === undefined) return [...pairs, pair];
  return pairs.map((old) => (old.name === pair.name ? pair : old));
}

/** @upstream kubectl pkg/cmd/config/set_credentials.go validate */
function validate(name: string, flags: Flags, { files }: Kubectl): void {
  if (name === '') throw new CommandError('you must specify a non-empty user name');
  const hasBasic = flags.text('username') !== '' || flags.text('password') !== '';
  if (flags.text('token') !== '' && hasBasic) {
    throw new CommandError(
      'you cannot specify more than one authentication method at the same time: --token, --username/--password',
    );
  }
  if (flags.bool('embed-certs')) {
    const given = ['client-certificate', 'client-key'].filter((flag) => flags.text(flag) !== '');
    if (given.length === 0) throw new CommandError('you must specify a --client-certificate or --client-key to embed');
    for (const flag of given) checkFile(files, flag, flags.text(flag));
  }
  const modes = ['IfAvailable', 'Always', 'Never'];
  if (flags.has('exec-interactive-mode') && !modes.includes(flags.text('exec-interactive-mode'))) {
    throw new CommandError('invalid interactive mode type, can be only IfAvailable, Never, Always');
  }
}

function keyPair(flags: Flags, { files, kubeconfig }: Kubectl): Partial<AuthInfo> {
  const fields: { [field: string]: string | undefined } = {};
  for (const flag of ['client-certificate', 'client-key']) {
    if (!flags.has(flag)) continue;
    const path = flags.text(flag);
    const isEmbedded = flags.bool('embed-certs');
    fields[flag] = isEmbedded ? undefined : absolutePath(path, kubeconfig.workingFolder);
    fields[`${flag}-data`] = isEmbedded && path !== '' ? readData(files, path) : undefined;
  }
  return fields;
}

/** Token, name and password; who sets the one takes the other away. */
function credentials({ token, username, password }: AuthInfo, flags: Flags): Partial<AuthInfo> {
  const set = {
    token: flags.has('token') ? flags.text('token') : token,
    username: flags.has('username') ? flags.text('username') : username,
    password: flags.has('password') ? flags.text('password') : password,
  };
  if (flags.text('token') !== '') return { ...set, username: undefined, password: undefined };
  const hasBasic = flags.text('username') !== '' || flags.text('password') !== '';
  return hasBasic ? { ...set, token: undefined } : set;
}

function authProvider(
  existing: AuthProviderConfig | undefined,
  flags: Flags,
  { set, removed }: Pairs,
): AuthProviderConfig | undefined {
  const name = flags.text('auth-provider');
  const isNew = flags.has('auth-provider') && existing?.name !== name;
  const provider = isNew ? { name, config: {} } : existing;
  if (provider === undefined) return undefined;
  const kept = Object.entries(provider.config ?? {}).filter(([key]) => !removed.includes(key));
  return { ...provider, config: Object.fromEntries([...kept, ...set.map(({ name, value }) => [name, value])]) };
}

/** @upstream kubectl pkg/cmd/config/set_credentials.go modifyAuthInfo */
function exec(existing: ExecConfig | undefined, flags: Flags, { set, removed }: Pairs): ExecConfig | undefined {
  const fresh = { command: '', args: null, env: null, provideClusterInfo: false };
  const plugin: ExecConfig | undefined = flags.has('exec-command')
    ? { ...(existing ?? fresh), command: flags.text('exec-command'), args: null }
    : existing && { ...existing };
  if (plugin === undefined) return undefined;
  if (flags.has('exec-api-version')) plugin.apiVersion = flags.text('exec-api-version');
  if (flags.list('exec-arg').length > 0) plugin.args = flags.list('exec-arg');
  if (flags.has('exec-interactive-mode')) plugin.interactiveMode = flags.text('exec-interactive-mode');
  if (flags.has('exec-provide-cluster-info')) plugin.provideClusterInfo = flags.bool('exec-provide-cluster-info');
  if (flags.list('exec-env').length > 0) {
    const kept = removed.reduce(withoutEntry, plugin.env ?? []);
    plugin.env = set.reduce(withPair, kept);
  }
  return plugin;
}
