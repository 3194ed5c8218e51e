import type { CommandSpec, Flags, Invocation } from '../../command';
import { CommandError, UsageError } from '../../command-error';
import { managedFieldsFlag, missingKeysFlag, outputFlag, templateFlag } from '../../common-flags';
import type { AuthInfo, Cluster, Kubeconfig } from '../../kubeconfig';
import { kubeconfigJson } from '../../kubeconfig';
import type { Kubectl } from '../../kubectl';
import { type Printer, printerFor } from '../../printers/printer';
import { readData } from './local-file';
import { absolutePath, folderOf } from './local-path';
import { findEntry } from './save';

export const command: CommandSpec = {
  name: 'config view',
  usage: '[flags]',
  examples: [
    'config view',
    'config view --raw',
    `config view -o jsonpath='{.users[?(@.name == "e2e")].user.password}'`,
  ],
  flags: [
    { ...outputFlag, default: 'yaml' },
    templateFlag,
    managedFieldsFlag,
    missingKeysFlag,
    { name: 'merge', type: 'bool', default: 'true', usage: 'Merge the full hierarchy of kubeconfig files' },
    { name: 'raw', type: 'bool', usage: 'Display raw byte data and sensitive data' },
    { name: 'flatten', type: 'bool', usage: 'Flatten the resulting kubeconfig file into self-contained output' },
    { name: 'minify', type: 'bool', usage: 'Remove all information not used by current-context from the output' },
  ],
  run,
};

/** @upstream kubectl pkg/cmd/config/view.go Run */
async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  if (args.length > 0) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`, command.name);
  const print = await choosePrinter(flags, kubectl);
  if (!flags.bool('merge') && !flags.has('kubeconfig')) {
    throw new CommandError('if merge==false a precise file must be specified');
  }
  const read = kubectl.kubeconfig.read();
  const context = flags.has('context') ? flags.text('context') : '';
  const config = flags.bool('minify') ? minify(context === '' ? read : { ...read, 'current-context': context }) : read;
  kubectl.streams.out(print(kubeconfigJson(visible(config, flags, kubectl))));
}

/** A kubeconfig has no name. */
const printName: Printer = () => 'config/<unknown>\n';

async function choosePrinter(flags: Flags, kubectl: Kubectl): Promise<Printer> {
  const isTemplate = !flags.has('output') && flags.text('template') !== '';
  const output = isTemplate ? 'go-template' : flags.text('output');
  if (output === 'json') {
    const { printJson } = await import('../../printers/json');
    return (config) => printJson(config, { sorted: false });
  }
  if (output === 'name') return printName;
  const text = (name: string): string => (name === 'output' ? output : flags.text(name));
  return (await printerFor({ ...flags, text }, kubectl)) ?? printName;
}

/** @upstream client-go tools/clientcmd/api/helpers.go MinifyConfig */
function minify(config: Kubeconfig): Kubeconfig {
  const current = config['current-context'];
  if (current === '') throw new CommandError('current-context must exist in order to minify');
  const entry = findEntry(config.contexts, current);
  if (entry === undefined) throw new CommandError(`cannot locate context ${current}`);
  return {
    ...config,
    contexts: [entry],
    clusters: only(config.clusters, entry.context.cluster, 'cluster'),
    users: only(config.users, entry.context.user, 'user'),
  };
}

function only<T extends { name: string }>(list: readonly T[], name: string, what: string): T[] {
  if (name === '') return [];
  const entry = findEntry(list, name);
  if (entry === undefined) throw new CommandError(`cannot locate ${what} ${name}`);
  return [entry];
}

/** What is shown of a kubeconfig: all of it, or no secrets and no long data. */
function visible(config: Kubeconfig, flags: Flags, kubectl: Kubectl): Kubeconfig {
  const [showUser, showCluster] = flags.bool('flatten')
    ? [(user: AuthInfo) => flatUser(user, kubectl), (cluster: Cluster) => flatCluster(cluster, kubectl)]
    : flags.bool('raw')
      ? [(user: AuthInfo) => user, (cluster: Cluster) => cluster]
      : [redactedUser, redactedCluster];
  return {
    ...config,
    users: config.users.map(({ name, user }) => ({ name, user: showUser(user) })),
    clusters: config.clusters.map(({ name, cluster }) => ({ name, cluster: showCluster(cluster) })),
  };
}

const omitted = 'DATA+OMITTED';
const redacted = 'REDACTED';

/** @upstream client-go tools/clientcmd/api/helpers.go RedactSecrets, ShortenConfig */
function redactedUser(user: AuthInfo): AuthInfo {
  return {
    ...user,
    'client-certificate-data': user['client-certificate-data'] && omitted,
    // Even a key that is empty is hidden.
    'client-key-data': user['client-key-data'] === undefined ? undefined : omitted,
    token: user.token && redacted,
    password: user.password && redacted,
  };
}

function redactedCluster(cluster: Cluster): Cluster {
  return { ...cluster, 'certificate-authority-data': cluster['certificate-authority-data'] && omitted };
}

/** @upstream client-go tools/clientcmd/api/helpers.go FlattenConfig */
function flatUser(user: AuthInfo, kubectl: Kubectl): AuthInfo {
  return {
    ...user,
    'client-certificate': undefined,
    'client-certificate-data': flatData(user['client-certificate'], user['client-certificate-data'], kubectl),
    'client-key': undefined,
    'client-key-data': flatData(user['client-key'], user['client-key-data'], kubectl),
  };
}

function flatCluster(cluster: Cluster, kubectl: Kubectl): Cluster {
  return {
    ...cluster,
    'certificate-authority': undefined,
    'certificate-authority-data': flatData(
      cluster['certificate-authority'],
      cluster['certificate-authority-data'],
      kubectl,
    ),
  };
}

function flatData(path = '', data = '', { files, kubeconfig }: Kubectl): string {
  if (path === '') return data;
  if (data !== '') throw new CommandError('cannot have values for both path and contents');
  return readData(files, absolutePath(path, folderOf(kubeconfig)));
}
