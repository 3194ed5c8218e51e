import type { JsonObject } from '../../apimachinery/json';
import { apiVersionOf, type Kind, type KubeObject, qualifiedKind } from '../../apimachinery/meta';
import { names as autoscalers } from '../../resources/autoscaling/horizontalpodautoscaler';
import { recordFlag, warnOfRecord, withChangeCause } from '../change-cause';
import type { CommandSpec, Flags, Invocation } from '../command';
import { CommandError, throwAll } from '../command-error';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags } from '../common-flags';
import { type DryRun, dryRunOf, dryRunSuffix } from '../dry-run';
import type { Kubectl } from '../kubectl';
import { withGenerated } from '../last-applied';
import { printerFor } from '../printers/printer';
import { findObjects } from '../resource/find-objects';
import { readManifests } from '../resource/manifest';
import { manifestPaths } from '../resource/manifest-paths';
import type { Info, Selected } from '../resource/select';
import { asTyped } from '../typed/as-typed';
import { writeOptions } from '../write-options';

/** @upstream kubectl pkg/cmd/autoscale/autoscale.go */
export const command: CommandSpec = {
  name: 'autoscale',
  usage: '(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu-percent=CPU]',
  examples: ['autoscale deployment web --min=2 --max=10', 'autoscale sts/web --max=5 --cpu-percent=80'],
  flags: [
    ...printFlags,
    ...filenameFlags,
    dryRunFlag,
    fieldManagerFlag('kubectl-autoscale'),
    recordFlag,
    { name: 'min', type: 'int', default: '-1', usage: 'The fewest pods; the server chooses unless it is given.' },
    { name: 'max', type: 'int', default: '-1', usage: 'The most pods. Required.' },
    {
      name: 'cpu-percent',
      type: 'int',
      default: '-1',
      usage: 'The use of CPU to aim at, on average over all pods, in percent of what they request.',
    },
    { name: 'name', type: 'string', usage: 'The name of the new object; that of the resource unless it is given.' },
    { name: 'save-config', type: 'bool', usage: 'Save the configuration in the annotation that apply reads.' },
  ],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags } = invocation;
  warnOfRecord(flags, kubectl);
  if (!flags.has('max')) throw new CommandError('required flag(s) "max" not set');
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const [min, max] = [flags.int('min'), flags.int('max')];
  if (max < 1) throw new CommandError(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min) {
    throw new CommandError(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
  }
  const { infos, errors } = await objectsToScale(invocation, kubectl);
  const failed: unknown[] = [];
  for (const info of infos) {
    try {
      await autoscaleOne(info, dryRun, invocation, kubectl);
    } catch (error) {
      failed.push(error);
    }
  }
  throwAll([...failed, ...errors]);
  if (infos.length === 0) throw new CommandError('no objects passed to autoscale');
}

/** A file is taken as it stands: nothing is asked of the server. */
async function objectsToScale(invocation: Invocation, kubectl: Kubectl): Promise<Selected> {
  const { flags, args } = invocation;
  const files = manifestPaths(flags);
  if (files.length === 0 || args.length > 0) return await findObjects(invocation, kubectl, 'unstructured');
  const errors: unknown[] = [];
  const manifests = await readManifests(kubectl, files, { recursive: flags.bool('recursive'), errors });
  const infos = manifests.map(({ kind, object, source }) => ({ kind, object, source, name: object.metadata.name }));
  return { infos, errors };
}

async function autoscaleOne(
  { kind, name }: Info,
  dryRun: DryRun,
  invocation: Invocation,
  kubectl: Kubectl,
): Promise<void> {
  const { flags } = invocation;
  refuseUnscalable(kind);
  const generated = withChangeCause(autoscaler(kind, name, flags), command, invocation, kubectl);
  const isSent = dryRun !== 'client';
  const created = isSent ? await create(generated, dryRun, flags, kubectl) : generated;
  const print = await printerFor(flags, kubectl);
  const answer = `${isSent ? 'autoscaled' : 'created'}${dryRunSuffix(dryRun)}\n`;
  const typed = asTyped(created);
  kubectl.streams.out(
    print?.(typed, autoscalers, true) ?? `${qualifiedKind(autoscalers)}/${created.metadata.name} ${answer}`,
  );
}

const scalable = ['deployments', 'replicasets', 'replicationcontrollers', 'statefulsets'];

function refuseUnscalable({ group, version, kind, plural }: Kind): void {
  if (scalable.includes(plural)) return;
  const resource = `${group}/${version}, Resource=${plural}`;
  throw new CommandError(
    `cannot autoscale a ${kind}: could not find scale subresource for ${resource} in discovery information`,
  );
}

function autoscaler(kind: Kind, target: string, flags: Flags): KubeObject {
  const percent = flags.int('cpu-percent');
  const goal = { type: 'Utilization', averageUtilization: percent };
  const metrics = percent < 0 ? {} : { metrics: [{ type: 'Resource', resource: { name: 'cpu', target: goal } }] };
  const spec: JsonObject = {
    scaleTargetRef: { kind: kind.kind, name: target, apiVersion: apiVersionOf(kind) },
    ...(flags.int('min') > 0 ? { minReplicas: flags.int('min') } : {}),
    maxReplicas: flags.int('max'),
    ...metrics,
  };
  const metadata = { name: flags.text('name') || target };
  return asTyped({ kind: 'HorizontalPodAutoscaler', apiVersion: 'autoscaling/v2', metadata, spec });
}

async function create(generated: KubeObject, dryRun: DryRun, flags: Flags, kubectl: Kubectl): Promise<KubeObject> {
  const wanted = flags.bool('save-config') ? withGenerated(generated) : generated;
  const { creationTimestamp: _, ...metadata } = wanted.metadata;
  const planned: KubeObject = { ...wanted, metadata, status: undefined };
  const options = writeOptions(kubectl, flags, dryRun, kubectl.namespace);
  return await kubectl.client.create<KubeObject>(autoscalers, planned, options);
}
