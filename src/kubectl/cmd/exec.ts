import { badRequest, StatusError } from '../../apimachinery/errors';
import type { KubeObject } from '../../apimachinery/meta';
import { startFailure } from '../../client/start-failure';
import { isPodReady, names as pods } from '../../resources/core/pod';
import type { Container, Pod } from '../../resources/core/pod-types';
import type { CommandSpec, Invocation } from '../command';
import { CommandError, UsageError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { mapText, selectorOf } from '../polymorphic';
import { kindFor } from '../resource/mapper';
import { runSession } from '../session';

const podTimeout = {
  name: 'pod-running-timeout',
  type: 'duration',
  default: '1m0s',
  usage: 'The length of time to wait until at least one pod is running.',
} as const;

export const command: CommandSpec = {
  name: 'exec',
  usage: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  examples: ['exec web-0 -- hostname', 'exec -it web-0 -- sh', 'exec web-0 -c nginx -- cat /etc/resolv.conf'],
  flags: [
    {
      name: 'container',
      short: 'c',
      type: 'string',
      usage: 'Container name. If omitted, the annotated one or the first container in the pod will be chosen.',
    },
    { name: 'stdin', short: 'i', type: 'bool', usage: 'Pass stdin to the container.' },
    { name: 'tty', short: 't', type: 'bool', usage: 'Stdin is a TTY.' },
    { name: 'quiet', short: 'q', type: 'bool', usage: 'Only print output from the remote session.' },
    { name: 'filename', short: 'f', type: 'stringSlice', usage: 'To use to exec into the resource.' },
    podTimeout,
  ],
  run,
};

async function run({ flags, args, dashAt }: Invocation, kubectl: Kubectl): Promise<number> {
  const words = args.slice(0, dashAt ?? args.length);
  const argv = dashAt === undefined ? args.slice(1) : args.slice(dashAt);
  const [target] = words;
  if (target === undefined || (dashAt === 0 && flags.list('filename').length === 0)) {
    throw new CommandError('pod, type/name or --filename must be specified');
  }
  if (argv.length === 0) throw new CommandError('you must specify at least one command for the container');
  if (dashAt === undefined) {
    throw new UsageError('exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead', 'exec');
  }
  const pod = await findPod(kubectl, target);
  const container = chooseContainer(pod, flags.text('container'), flags.bool('quiet'), kubectl);
  refuseStopped(pod, container);
  const stdin = flags.bool('stdin');
  let tty = flags.bool('tty');
  if (tty && stdin && !kubectl.streams.isInputTerminal) {
    if (!flags.bool('quiet'))
      kubectl.streams.err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
    tty = false;
  }
  const result = await runSession(kubectl, { pod, container: container.name, argv, stdin, tty });
  const exitCode = result.startError === undefined ? result.exitCode : await failStart(kubectl, pod, result.startError);
  if (exitCode !== 0) kubectl.streams.err(`command terminated with exit code ${exitCode}\n`);
  return exitCode;
}

/** The kinds that have pods. @upstream kubectl pkg/polymorphichelpers SelectorsForObject */
const attachable = ['deployments', 'replicasets', 'services', 'statefulsets'];

/** A pod by its name, or the first pod of a workload. @upstream kubectl pkg/polymorphichelpers attachablepodforobject.go */
export async function findPod(kubectl: Kubectl, target: string): Promise<Pod> {
  const { client, namespace } = kubectl;
  const [type = '', name] = target.split('/');
  if (name === undefined) return await client.get(pods, type, namespace);
  const kind = kindFor(await client.kinds(), type);
  if (kind.plural === pods.plural) return await client.get(pods, name, namespace);
  const object = await client.get<KubeObject>(kind, name, namespace);
  if (!attachable.includes(kind.plural)) {
    const type = `*${kind.version}.${kind.kind}`;
    throw new CommandError(`cannot attach to ${type}: selector for ${type} not implemented`);
  }
  const labelSelector = mapText(kind.plural === 'statefulsets' ? matchLabels(object) : selectorOf(kind, object));
  const { items } = await client.list(pods, { namespace, labelSelector });
  const [pod] = items.toSorted((left, right) => Number(isPodReady(right)) - Number(isPodReady(left)));
  if (pod === undefined) throw new CommandError(`no pods found for ${kind.plural}/${name}`);
  return pod;
}

function matchLabels(object: KubeObject): Record<string, string> {
  return (object.spec as { selector?: { matchLabels?: Record<string, string> } }).selector?.matchLabels ?? {};
}

/** @upstream kubectl pkg/cmd/util/podcmd FindOrDefaultContainerByName */
export function chooseContainer(
  { metadata, spec }: Pod,
  name: string,
  quiet: boolean,
  { streams }: Kubectl,
): Container {
  const all = [...spec.containers, ...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])];
  if (name !== '') {
    const found = all.find((container) => container.name === name);
    if (found === undefined) throw badRequest(`container ${name} is not valid for pod ${metadata.name}`);
    return found;
  }
  const annotated = metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  const chosen = all.find((container) => container.name === annotated) ?? spec.containers[0];
  if (chosen === undefined) throw badRequest(`pod ${metadata.name} does not have any containers`);
  if (annotated === undefined && all.length > 1 && !quiet) {
    const others = all.map((container) => container.name + (spec.initContainers?.includes(container) ? ' (init)' : ''));
    streams.err(`Defaulted container ${JSON.stringify(chosen.name)} out of: ${others.join(', ')}\n`);
  }
  return chosen;
}

function refuseStopped({ metadata, spec, status }: Pod, container: Container): void {
  if (status.phase === 'Succeeded' || status.phase === 'Failed') {
    throw new CommandError(`cannot exec into a container in a completed pod; current phase is ${status.phase}`);
  }
  if (!spec.nodeName) throw badRequest(`pod ${metadata.name} does not have a host assigned`);
  const found = [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])].find(
    ({ name }) => name === container.name,
  );
  if (found?.state?.running === undefined) {
    const detail = `container not found (${JSON.stringify(container.name)})`;
    throw new CommandError(`Internal error occurred: unable to upgrade connection: ${detail}`);
  }
}

/** What the API server says where the kubelet cannot start a command. @upstream apiserver util/proxy streamtranslator.go */
async function failStart({ client, streams }: Kubectl, pod: Pod, startError: string): Promise<number> {
  try {
    const { stderr, exitCode } = await startFailure(client, pod, startError);
    streams.err(stderr);
    return exitCode;
  } catch (error) {
    throw error instanceof StatusError ? new CommandError(`Internal error occurred: ${error.message}`) : error;
  }
}
