import { StatusError } from '../../../apimachinery/errors';
import { isObject, type JsonObject } from '../../../apimachinery/json';
import type { Kind, KubeObject } from '../../../apimachinery/meta';
import { names as namespaceKind } from '../../../resources/core/namespace';
import type { Pod } from '../../../resources/core/pod-types';
import type { CommandSpec, Flags, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import { allNamespacesFlag, managedFieldsFlag, missingKeysFlag, outputFlag, templateFlag } from '../../common-flags';
import type { Kubectl } from '../../kubectl';
import { type Printer, printerFor } from '../../printers/printer';
import { kindOfObject } from '../../resource/mapper';
import { asTyped } from '../../typed/as-typed';

export const command: CommandSpec = {
  name: 'cluster-info dump',
  usage: '[flags]',
  examples: [
    'cluster-info dump',
    'cluster-info dump --output-directory=/path/to/cluster-state',
    'cluster-info dump --namespaces default,kube-system',
  ],
  flags: [
    { ...allNamespacesFlag, usage: 'If true, dump all namespaces; --namespaces is ignored.' },
    { name: 'namespaces', type: 'stringSlice', usage: 'A comma separated list of namespaces to dump.' },
    { ...outputFlag, default: 'json' },
    {
      name: 'output-directory',
      type: 'string',
      usage: "Where to put the files. If empty or '-', all is printed.",
    },
    {
      name: 'pod-running-timeout',
      type: 'duration',
      default: '20s',
      usage: 'The length of time to wait until at least one pod is running.',
    },
    templateFlag,
    managedFieldsFlag,
    missingKeysFlag,
  ],
  run,
};

/** What is dumped of a namespace, in this order, and the files that it goes to. */
const dumped = [
  { apiVersion: 'v1', kind: 'Event', file: 'events' },
  { apiVersion: 'v1', kind: 'ReplicationController', file: 'replication-controllers' },
  { apiVersion: 'v1', kind: 'Service', file: 'services' },
  { apiVersion: 'apps/v1', kind: 'DaemonSet', file: 'daemonsets' },
  { apiVersion: 'apps/v1', kind: 'Deployment', file: 'deployments' },
  { apiVersion: 'apps/v1', kind: 'ReplicaSet', file: 'replicasets' },
  { apiVersion: 'v1', kind: 'Pod', file: 'pods' },
] as const;

/** Lists objects and prints them; a list of all namespaces where none is named. @returns the objects */
type DumpList = (source: ListSource, namespace?: string) => Promise<readonly KubeObject[]>;

type ListSource = { readonly apiVersion: string; readonly kind: string; readonly file: string };

/** @upstream kubectl pkg/cmd/clusterinfo/clusterinfo_dump.go */
async function run({ flags }: Invocation, kubectl: Kubectl): Promise<void> {
  const print = await typedPrinter(flags, kubectl);
  if (flags.duration('pod-running-timeout') <= 0) {
    throw new CommandError('--pod-running-timeout must be higher than zero');
  }
  const folder = flags.text('output-directory');
  const isPrinted = folder === '' || folder === '-';
  const write = (file: string, text: string): void => {
    if (isPrinted) kubectl.streams.out(text);
    else kubectl.files.write(`${folder}/${file}`, text);
  };
  const hasManagedFields = flags.bool(managedFieldsFlag.name);
  const list = listDumper(print, write, extensionOf(flags.text('output')), hasManagedFields, kubectl);
  await list({ apiVersion: 'v1', kind: 'Node', file: 'nodes' });
  for (const namespace of await chosenNamespaces(flags, kubectl)) {
    let pods: readonly KubeObject[] = [];
    for (const source of dumped) pods = await list(source, namespace);
    for (const pod of pods as readonly Pod[]) {
      write(`${namespace}/${pod.metadata.name}/logs.txt`, await logsOf(pod, kubectl));
    }
  }
  if (!isPrinted) kubectl.streams.out(`Cluster info dumped to ${folder}\n`);
}

function extensionOf(output: string): string {
  return output === 'json' || output === 'yaml' ? `.${output}` : '.txt';
}

async function chosenNamespaces(flags: Flags, { client, namespace }: Kubectl): Promise<readonly string[]> {
  if (flags.bool('all-namespaces')) {
    return (await client.list(namespaceKind)).items.map(({ metadata }) => metadata.name);
  }
  const named = flags.list('namespaces');
  return named.length > 0 ? named : ['kube-system', namespace];
}

/** Lists are printed as kubectl's own types hold them: what fields are hidden is decided before that. */
async function typedPrinter(flags: Flags, kubectl: Kubectl): Promise<Printer> {
  const bool = (name: string): boolean => name === managedFieldsFlag.name || flags.bool(name);
  const printer = await printerFor({ ...flags, bool }, kubectl);
  if (printer === undefined) throw new CommandError('output format is empty');
  return (list) => {
    if (flags.text('output') === 'name' && isObject(list)) {
      throw new CommandError(`list types are not supported by name printing: *v1.${list.kind}`);
    }
    return printer(list, undefined, true);
  };
}

function listDumper(
  print: Printer,
  write: (file: string, text: string) => void,
  extension: string,
  hasManagedFields: boolean,
  { client }: Kubectl,
): DumpList {
  return async ({ apiVersion, kind: name, file }, namespace) => {
    const kind = kindOfObject(await client.kinds(), apiVersion, name) as Kind;
    const { items, resourceVersion } = await client.list(kind, { namespace });
    const list = {
      kind: `${name}List`,
      apiVersion,
      metadata: { resourceVersion },
      items: items.map((item) => typedItem(hasManagedFields ? item : withoutManagedFields(item))),
    };
    write(`${namespace === undefined ? '' : `${namespace}/`}${file}${extension}`, print(list));
    return items;
  };
}

function withoutManagedFields({ metadata, ...rest }: KubeObject): KubeObject {
  return { ...rest, metadata: { ...metadata, managedFields: undefined } };
}

function typedItem(object: KubeObject): JsonObject {
  const { kind: _kind, apiVersion: _apiVersion, ...item } = asTyped(object) as JsonObject;
  return item;
}

/** The logs of all containers of a pod; what keeps one from being read stands in its place. */
async function logsOf(pod: Pod, { containers }: Kubectl): Promise<string> {
  const { name, namespace } = pod.metadata;
  const texts: string[] = [];
  for (const container of [...(pod.spec.initContainers ?? []), ...pod.spec.containers]) {
    const title = `logs for container ${container.name} of pod ${namespace}/${name} ====`;
    const log = await containers.log(pod, container.name, {}).catch((error) => logProblem(error, pod));
    texts.push(`==== START ${title}\n${log}==== END ${title}\n`);
  }
  return texts.join('');
}

/** What a plain reader of the log makes of the server's answer. @upstream apimachinery NewGenericServerResponse */
function logProblem(error: unknown, { metadata }: Pod): string {
  if (!(error instanceof StatusError)) throw error;
  const reason =
    error.code === 404
      ? 'the server could not find the requested resource'
      : 'the server rejected our request for an unknown reason';
  return `Request log error: ${reason} (get pods ${metadata.name})\n`;
}
