import { goQuote } from '../../apimachinery/go-value';
import { clone, type JsonObject } from '../../apimachinery/json';
import type { KubeObject } from '../../apimachinery/meta';
import { dns1035LabelProblems } from '../../apimachinery/names';
import { names as services } from '../../resources/core/service';
import type { CommandSpec, Flags, Invocation } from '../command';
import { CommandError, throwAll } from '../command-error';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags } from '../common-flags';
import { dryRunOf, dryRunSuffix } from '../dry-run';
import { generateService } from '../generate/service';
import type { Kubectl } from '../kubectl';
import { parseMap, portsOf, refuseUnexposable, selectorOf } from '../polymorphic';
import { type Printer, printerFor } from '../printers/printer';
import { nothingNamed } from '../resource/arguments';
import { readManifests } from '../resource/manifest';
import { manifestPaths } from '../resource/manifest-paths';
import { type Info, selectObjects } from '../resource/select';
import { writeOptions } from '../write-options';

export const command: CommandSpec = {
  name: 'expose',
  usage:
    '(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--type=type]',
  examples: [
    'expose pod web-0 --port=80 --name=web',
    'expose deployment hello --port=80 --target-port=8080',
    'expose pod web-0 --port=80 --cluster-ip=None',
  ],
  flags: [
    ...printFlags,
    ...filenameFlags,
    dryRunFlag,
    fieldManagerFlag('kubectl-expose'),
    {
      name: 'cluster-ip',
      type: 'string',
      usage:
        "ClusterIP to be assigned to the service. Leave empty to auto-allocate, or set to 'None' to create a headless service.",
    },
    {
      name: 'external-ip',
      type: 'string',
      usage: 'Additional external IP address (not managed by the cluster) to accept for the service.',
    },
    { name: 'labels', short: 'l', type: 'string', usage: 'Labels to apply to the service created by this call.' },
    { name: 'load-balancer-ip', type: 'string', usage: 'IP to assign to the LoadBalancer.' },
    { name: 'name', type: 'string', usage: 'The name for the newly created object.' },
    {
      name: 'override-type',
      type: 'string',
      default: 'merge',
      usage: 'The method used to override the generated object: json, merge, or strategic.',
    },
    { name: 'overrides', type: 'string', usage: 'An inline JSON override for the generated object.' },
    {
      name: 'port',
      type: 'string',
      usage: 'The port that the service should serve on. Copied from the resource being exposed, if unspecified.',
    },
    {
      name: 'protocol',
      type: 'string',
      usage: "The network protocol for the service to be created. Default is 'TCP'.",
    },
    { name: 'save-config', type: 'bool', usage: 'Save the configuration in the annotation that apply reads.' },
    {
      name: 'selector',
      type: 'string',
      usage: 'A label selector to use for this service. Only equality-based selector requirements are supported.',
    },
    {
      name: 'session-affinity',
      type: 'string',
      usage: "If non-empty, set the session affinity for the service to this; legal values: 'None', 'ClientIP'.",
    },
    {
      name: 'target-port',
      type: 'string',
      usage: 'Name or number for the port on the container that the service should direct traffic to.',
    },
    {
      name: 'type',
      type: 'string',
      usage: "Type for this service: ClusterIP, NodePort, LoadBalancer, or ExternalName. Default is 'ClusterIP'.",
    },
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const print = await printerFor(flags, kubectl);
  const { infos, errors } = await findObjects({ flags, args }, kubectl);
  throwAll(errors);
  if (infos.length === 0) throw nothingNamed();
  for (const info of infos) {
    refuseUnexposable(info.kind);
    const service = await withOverrides(serviceFor(info, flags, kubectl), flags);
    if (dryRun === 'client') {
      answer(service, print, kubectl, dryRunSuffix(dryRun), true);
      continue;
    }
    const object = {
      ...clone(service),
      metadata: { ...(service.metadata as JsonObject), creationTimestamp: undefined },
    };
    const options = writeOptions(kubectl, flags, dryRun, info.namespace ?? kubectl.namespace);
    const created = await kubectl.client.create<KubeObject>(services, object as unknown as KubeObject, options);
    answer(created, print, kubectl, dryRunSuffix(dryRun));
  }
}

function answer(
  service: JsonObject,
  print: Printer | undefined,
  { streams }: Kubectl,
  suffix: string,
  isTyped = false,
): void {
  const { name } = service.metadata as { name: string };
  streams.out(print?.(service, services, isTyped) ?? `service/${name} exposed${suffix}\n`);
}

/** A file is taken as it stands: nothing is asked of the server. */
async function findObjects(
  { flags, args }: Invocation,
  kubectl: Kubectl,
): Promise<{ infos: Info[]; errors: unknown[] }> {
  const files = manifestPaths(flags);
  if (files.length === 0) return await selectObjects(kubectl, { args });
  const errors: unknown[] = [];
  const manifests = await readManifests(kubectl, files, { recursive: flags.bool('recursive'), errors });
  const infos = manifests.map(({ kind, object, source }) => ({
    kind,
    object,
    source,
    name: object.metadata.name,
    namespace: object.metadata.namespace,
  }));
  return { infos, errors };
}

function serviceFor({ kind, object, namespace }: Info, flags: Flags, kubectl: Kubectl): JsonObject {
  const selector = flags.text('selector') === '' ? selectorOf(kind, object) : parseMap(flags.text('selector'));
  const isHeadless = flags.text('cluster-ip') === 'None';
  const ports = readPorts(flags, portsOf(kind, object));
  if (ports.length === 0 && !isHeadless) {
    throw new CommandError("couldn't find port via --port flag or introspection");
  }
  const name = flags.text('name') || truncated(object.metadata.name);
  const [problem] = dns1035LabelProblems(name);
  if (problem !== undefined && flags.text('name') !== '')
    throw new CommandError(`invalid service name ${goQuote(name)}: ${problem}`);
  return generateService({
    name,
    namespace: kubectl.isNamespaceGiven ? namespace : undefined,
    labels: flags.text('labels') === '' ? object.metadata.labels : parseMap(flags.text('labels')),
    selector,
    ports,
    targetPort: flags.text('target-port'),
    type: flags.text('type'),
    clusterIP: flags.text('cluster-ip'),
    externalIP: flags.text('external-ip'),
    loadBalancerIP: flags.text('load-balancer-ip'),
    sessionAffinity: flags.text('session-affinity'),
  });
}

/** Names of Services are shorter than others. */
function truncated(name: string): string {
  return name.slice(0, 63);
}

function readPorts(
  flags: Flags,
  own: readonly { port: number; protocol: string }[],
): { port: number; protocol: string }[] {
  const protocolOf = (port: number): string =>
    flags.text('protocol') || (own.find((other) => other.port === port)?.protocol ?? 'TCP');
  if (flags.text('port') === '') return own.map(({ port }) => ({ port, protocol: protocolOf(port) }));
  return flags
    .text('port')
    .split(',')
    .map((text) => {
      if (!/^\d+$/.test(text)) throw new CommandError(`strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`);
      return { port: Number(text), protocol: protocolOf(Number(text)) };
    });
}

async function withOverrides(service: JsonObject, flags: Flags): Promise<JsonObject> {
  const { applyOverrides } = await import('../overrides');
  return applyOverrides(service, flags.text('overrides'), flags.text('override-type'));
}
