import { goQuote } from '../../apimachinery/go-value';
import { apiVersionOf } from '../../apimachinery/meta';
import { type Node, names as nodes } from '../../resources/core/node';
import { names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import type { CommandSpec, FlagSpec, Invocation } from '../command';
import { CommandError, throwAll } from '../command-error';
import { attachToDebugger } from '../debug/attach';
import { debugInCopy } from '../debug/copy';
import type { Debugged } from '../debug/debugger';
import { debugInPod } from '../debug/ephemeral';
import { debugOnNode } from '../debug/node';
import { type DebugOptions, readOptions, validateOptions } from '../debug/options';
import { keyValueFlag } from '../key-value-flag';
import type { Kubectl } from '../kubectl';
import { readTargets } from '../resource/arguments';
import { findSources, namespaceOf, readManifests } from '../resource/manifest';
import { selectObjects } from '../resource/select';

const keep = (name: string, what: string, byDefault?: string): FlagSpec => ({
  name: `keep-${name}`,
  type: 'bool',
  default: byDefault,
  usage: `If true, a copy of the pod keeps its ${what}.`,
});

export const command: CommandSpec = {
  name: 'debug',
  usage: '(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]',
  examples: [
    'debug web-0 -it --image=busybox',
    'debug web-0 --image=busybox -c debugger --profile=general',
    'debug web-0 -it --image=busybox --copy-to=web-debug',
    "debug web-0 --copy-to=web-debug --set-image='*=busybox'",
    'debug node/minikube -it --image=busybox',
  ],
  flags: [
    { name: 'arguments-only', type: 'bool', usage: 'What follows -- goes to the container as Args, not as Command.' },
    {
      name: 'attach',
      type: 'bool',
      usage: 'If true, wait for the container to run, and attach to it. The default with -i/--stdin.',
    },
    { name: 'container', short: 'c', type: 'string', usage: 'The name of the container that debugs.' },
    { name: 'copy-to', type: 'string', usage: 'Make a copy of the pod with this name.' },
    { name: 'custom', type: 'string', usage: 'A JSON or YAML file with what the profile lacks: part of a container.' },
    keyValueFlag('env', 'Environment variables to set in the container.'),
    { name: 'filename', short: 'f', type: 'stringSlice', usage: 'The files that name what to debug.' },
    { name: 'image', type: 'string', usage: 'The image of the container that debugs.' },
    { name: 'image-pull-policy', type: 'string', usage: 'The image pull policy for the container.' },
    keep('annotations', 'annotations'),
    keep('init-containers', 'init containers', 'true'),
    keep('labels', 'labels'),
    keep('liveness', 'liveness probes'),
    keep('readiness', 'readiness probes'),
    keep('startup', 'startup probes'),
    {
      name: 'profile',
      type: 'string',
      default: 'legacy',
      usage: 'Options are "legacy", "general", "baseline", "netadmin", "restricted" or "sysadmin".',
    },
    { name: 'quiet', short: 'q', type: 'bool', usage: 'If true, suppress informational messages.' },
    { name: 'replace', type: 'bool', usage: 'With --copy-to, delete the pod that is copied.' },
    { name: 'same-node', type: 'bool', usage: 'With --copy-to, the copy runs on the same node.' },
    keyValueFlag('set-image', 'With --copy-to, images for the containers of the copy: name=image,…'),
    {
      name: 'share-processes',
      type: 'bool',
      default: 'true',
      usage: 'With --copy-to, the containers of the copy see the processes of each other.',
    },
    {
      name: 'stdin',
      short: 'i',
      type: 'bool',
      usage: 'Keep stdin open on the container, even if nothing is attached.',
    },
    { name: 'target', type: 'string', usage: 'With an ephemeral container, the container whose processes it sees.' },
    { name: 'tty', short: 't', type: 'bool', usage: 'Allocate a TTY for the container.' },
  ],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags } = invocation;
  const options = readOptions(invocation, kubectl);
  validateOptions(options, flags, kubectl);
  const targets = options.targets.map((target) => (target.includes('/') ? target : `${pods.plural}/${target}`));
  const files = flags.list('filename');
  for await (const info of files.length > 0 ? fromFiles(kubectl, files, targets) : named(kubectl, targets)) {
    const debugged = await debug(kubectl, info, options);
    if (options.attach && debugged.container !== '') await attachToDebugger(kubectl, debugged, options);
  }
}

type Target = Pick<Awaited<ReturnType<typeof selectObjects>>['infos'][number], 'kind' | 'object'>;

/** One after the other: each is debugged before the next is looked for. */
async function* named(kubectl: Kubectl, targets: readonly string[]): AsyncGenerator<Target> {
  readTargets(await kubectl.client.kinds(), targets);
  for (const target of targets) {
    const { infos, errors } = await selectObjects(kubectl, { args: [target] });
    throwAll(errors);
    yield* infos;
  }
}

/** Objects as their files have them: the server is not asked. */
async function* fromFiles(
  kubectl: Kubectl,
  files: readonly string[],
  targets: readonly string[],
): AsyncGenerator<Target> {
  findSources(kubectl, files, false);
  if (targets.length > 0) throw new CommandError('resource/name arguments cannot be provided when a path is specified');
  const errors: unknown[] = [];
  for (const { kind, object } of await readManifests(kubectl, files, { recursive: false, errors })) {
    const namespace = namespaceOf(kubectl, kind, object);
    yield { kind, object: { ...object, metadata: { ...object.metadata, namespace } } };
  }
  throwAll(errors);
}

async function debug(kubectl: Kubectl, { kind, object }: Target, options: DebugOptions): Promise<Debugged> {
  if (kind.group === '' && kind.plural === nodes.plural) return await debugOnNode(kubectl, object as Node, options);
  if (kind.group === '' && kind.plural === pods.plural) {
    const start = options.copyTo === '' ? debugInPod : debugInCopy;
    return await start(kubectl, object as Pod, options);
  }
  throw new CommandError(`${goQuote(`${apiVersionOf(kind)}, Kind=${kind.kind}`)} not supported by debug`);
}
