import { goQuote } from '../../apimachinery/go-value';
import type { JsonObject } from '../../apimachinery/json';
import type { KubeObject } from '../../apimachinery/meta';
import { names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import { names as services } from '../../resources/core/service';
import type { CommandSpec, Flags, Invocation } from '../command';
import { CommandError, UsageError } from '../command-error';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags } from '../common-flags';
import { deleteFlags } from '../delete-flags';
import { type DryRun, dryRunOf, dryRunSuffix } from '../dry-run';
import { generatePod } from '../generate/pod';
import { generateService } from '../generate/service';
import { imageReference } from '../image-reference';
import type { Kubectl } from '../kubectl';
import { withLastApplied } from '../last-applied';
import { parseMap } from '../polymorphic';
import { type Printer, printerFor } from '../printers/printer';
import { writeOptions } from '../write-options';
import { attachAfterRun } from './run-attach';

export const command: CommandSpec = {
  name: 'run',
  usage:
    'NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...]',
  examples: [
    'run nginx --image=nginx',
    'run -it --rm --restart=Never dns-test --image=busybox:1.28 -- nslookup nginx',
    'run -i --tty busybox --image=busybox --restart=Never -- sh',
  ],
  flags: [
    ...printFlags,
    ...filenameFlags,
    dryRunFlag,
    fieldManagerFlag('kubectl-run'),
    ...deleteFlags,
    { name: 'annotations', type: 'stringArray', usage: 'Annotations to apply to the pod.' },
    {
      name: 'attach',
      type: 'bool',
      usage: "If true, wait for the Pod to start running, and then attach to the Pod as if 'attach' were called.",
    },
    {
      name: 'command',
      type: 'bool',
      usage:
        "If true and extra arguments are present, use them as the 'command' field in the container, rather than the 'args' field.",
    },
    { name: 'env', type: 'stringArray', usage: 'Environment variables to set in the container.' },
    {
      name: 'expose',
      type: 'bool',
      usage: 'If true, create a ClusterIP service associated with the pod. Requires `--port`.',
    },
    { name: 'image', type: 'string', usage: 'The image for the container to run.' },
    { name: 'image-pull-policy', type: 'string', usage: 'The image pull policy for the container.' },
    { name: 'labels', short: 'l', type: 'string', usage: 'Comma separated labels to apply to the pod.' },
    {
      name: 'leave-stdin-open',
      type: 'bool',
      usage:
        'If the pod is started in interactive mode or with stdin, leave stdin open after the first attach completes.',
    },
    {
      name: 'override-type',
      type: 'string',
      default: 'merge',
      usage: 'The method used to override the generated object: json, merge, or strategic.',
    },
    { name: 'overrides', type: 'string', usage: 'An inline JSON override for the generated object.' },
    {
      name: 'pod-running-timeout',
      type: 'duration',
      default: '1m0s',
      usage: 'The length of time to wait until at least one pod is running.',
    },
    { name: 'port', type: 'string', usage: 'The port that this container exposes.' },
    { name: 'privileged', type: 'bool', usage: 'If true, run the container in privileged mode.' },
    { name: 'quiet', short: 'q', type: 'bool', usage: 'If true, suppress prompt messages.' },
    {
      name: 'restart',
      type: 'string',
      default: 'Always',
      usage: 'The restart policy for this Pod. Legal values [Always, OnFailure, Never].',
    },
    {
      name: 'rm',
      type: 'bool',
      usage: 'If true, delete the pod after it exits. Only valid when attaching to the container.',
    },
    { name: 'save-config', type: 'bool', usage: 'Save the configuration in the annotation that apply reads.' },
    {
      name: 'stdin',
      short: 'i',
      type: 'bool',
      usage: 'Keep stdin open on the container in the pod, even if nothing is attached.',
    },
    { name: 'tty', short: 't', type: 'bool', usage: 'Allocate a TTY for the container in the pod.' },
  ],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<number> {
  const { flags } = invocation;
  const plan = complete(invocation, kubectl);
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  validate(flags, plan.attach, dryRun);
  const print = await printerFor(flags, kubectl);
  const { applyOverrides } = await import('../overrides');
  const generated = applyOverrides(plan.pod, flags.text('overrides'), flags.text('override-type'));
  const pod = await submit(kubectl, pods, generated, flags, dryRun);
  if (flags.bool('expose')) await exposePod(plan, flags, kubectl, dryRun, print);
  if (plan.attach) return await attachAfterRun(kubectl, pod as Pod, flags);
  kubectl.streams.out(print?.(pod, pods, dryRun === 'client') ?? `pod/${plan.name} created${dryRunSuffix(dryRun)}\n`);
  return 0;
}

type RunPlan = {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly attach: boolean;
  readonly pod: JsonObject;
};

function complete({ flags, args, dashAt }: Invocation, kubectl: Kubectl): RunPlan {
  const [name, ...words] = args;
  if (!flags.has('image')) throw new CommandError('required flag(s) "image" not set');
  if (name === undefined || dashAt === 0) throw new UsageError('NAME is required for run', 'run');
  const image = flags.text('image');
  if (image === '') throw new CommandError('--image is required');
  if (!imageReference.test(image)) {
    throw new CommandError(`Invalid image name ${goQuote(image)}: invalid reference format`);
  }
  const stdin = flags.bool('stdin');
  const tty = flags.bool('tty');
  if (tty && !stdin) throw new UsageError('-i/--stdin is required for containers with -t/--tty=true', 'run');
  const labels = flags.text('labels') === '' ? { run: name } : parseMap(flags.text('labels'));
  const pod = generatePod({
    name,
    namespace: kubectl.isNamespaceGiven ? kubectl.namespace : undefined,
    image,
    labels,
    annotations: flags.list('annotations').length > 0 ? parseMap(flags.list('annotations').join(',')) : undefined,
    words,
    isCommand: flags.bool('command'),
    env: flags.list('env').map(readVariable),
    port: readPort(flags),
    restartPolicy: restartPolicy(flags),
    pullPolicy: flags.text('image-pull-policy'),
    stdin,
    tty,
    leaveStdinOpen: flags.bool('leave-stdin-open'),
    privileged: flags.bool('privileged'),
  });
  return { name, labels, attach: flags.has('attach') ? flags.bool('attach') : stdin, pod };
}

function restartPolicy(flags: Flags): string {
  const policy = flags.text('restart') || 'Always';
  if (!['Always', 'OnFailure', 'Never'].includes(policy))
    throw new UsageError(`invalid restart policy: ${policy}`, 'run');
  return policy;
}

function readPort(flags: Flags): string {
  const port = flags.text('port');
  if (port === '' || /^[-+]?\d+$/.test(port)) return port;
  throw new CommandError(`strconv.Atoi: parsing ${goQuote(port)}: invalid syntax`);
}

function readVariable(text: string): { name: string; value: string } {
  const equals = text.indexOf('=');
  if (equals <= 0) throw new CommandError(`invalid env: ${text}`);
  return { name: text.slice(0, equals), value: text.slice(equals + 1) };
}

function validate(flags: Flags, attach: boolean, dryRun: DryRun): void {
  if (flags.bool('expose') && flags.text('port') === '')
    throw new UsageError('--port must be set when exposing a service', 'run');
  if (flags.bool('rm') && !attach) throw new UsageError('--rm should only be used for attached containers', 'run');
  if (attach && dryRun !== 'none') {
    throw new UsageError(
      "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
      'run',
    );
  }
}

async function submit(
  kubectl: Kubectl,
  kind: typeof pods | typeof services,
  generated: JsonObject,
  flags: Flags,
  dryRun: DryRun,
): Promise<KubeObject> {
  const object = generated as unknown as KubeObject;
  const wanted = flags.bool('save-config') ? withLastApplied(object) : object;
  if (dryRun === 'client') return wanted;
  const { creationTimestamp: _, ...metadata } = wanted.metadata;
  const options = writeOptions(kubectl, flags, dryRun, kubectl.namespace);
  return await kubectl.client.create<KubeObject>(kind, { ...wanted, metadata }, options);
}

async function exposePod(
  { name, labels }: RunPlan,
  flags: Flags,
  kubectl: Kubectl,
  dryRun: DryRun,
  print: Printer | undefined,
): Promise<void> {
  const service = generateService({
    name,
    namespace: kubectl.isNamespaceGiven ? kubectl.namespace : undefined,
    selector: labels,
    ports: [{ port: Number(flags.text('port')), protocol: 'TCP' }],
    targetPort: '',
    type: '',
    clusterIP: '',
    externalIP: '',
    loadBalancerIP: '',
    sessionAffinity: '',
  });
  const created = await submit(kubectl, services, service, flags, dryRun);
  const text = print?.(created, services, dryRun === 'client') ?? `service/${name} created${dryRunSuffix(dryRun)}\n`;
  kubectl.streams.out(flags.text('output') === 'yaml' ? `${text}---\n` : text);
}
