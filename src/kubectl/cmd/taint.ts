import { clone, type Json } from '../../apimachinery/json';
import type { KubeObject } from '../../apimachinery/meta';
import { schemaFor } from '../../apimachinery/patch/merge-keys';
import { createTwoWayStrategicPatch } from '../../apimachinery/patch/two-way';
import type { Node } from '../../resources/core/node';
import type { CommandSpec, Flags, Invocation } from '../command';
import { CommandError, throwAll, UsageError } from '../command-error';
import { dryRunFlag, fieldManagerFlag, printFlags, selectorFlag, validateFlag } from '../common-flags';
import { changeTaints, parseTaints, type TaintChange } from '../drain/taints';
import { type DryRun, dryRunOf } from '../dry-run';
import type { Kubectl } from '../kubectl';
import { printerFor } from '../printers/printer';
import { kindFor } from '../resource/mapper';
import { type Info, selectObjects } from '../resource/select';
import { asTyped } from '../typed/as-typed';
import { writeOptions } from '../write-options';

/** @upstream kubectl pkg/cmd/taint/taint.go */
export const command: CommandSpec = {
  name: 'taint',
  usage: 'NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N',
  examples: ['taint nodes minikube dedicated=web:NoSchedule', 'taint nodes minikube dedicated-'],
  flags: [
    ...printFlags,
    dryRunFlag,
    validateFlag,
    selectorFlag,
    { name: 'overwrite', type: 'bool', usage: 'Let a taint that exists be given another value.' },
    { name: 'all', type: 'bool', usage: 'Select all nodes in the cluster.' },
    fieldManagerFlag('kubectl-taint'),
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const { resources, specs } = splitWords(args);
  const [type, ...names] = resources;
  if (type === undefined) throw new CommandError('one or more resources must be specified as <resource> <name>');
  if (specs.length === 0) throw new CommandError('at least one taint update is required');
  const change = readChange(specs);
  await refuse(type, names, change, flags, kubectl);
  const { infos, errors } = await selectObjects(kubectl, {
    args: flags.bool('all') || flags.text('selector') !== '' ? ['nodes'] : ['nodes', ...names],
    labelSelector: flags.text('selector'),
  });
  const failed: unknown[] = [...errors];
  for (const info of infos) {
    try {
      await taintNode(info, change, { flags, dryRun }, kubectl);
    } catch (error) {
      failed.push(error);
    }
  }
  throwAll(failed);
}

function splitWords(args: readonly string[]): { resources: readonly string[]; specs: readonly string[] } {
  const isTaint = (arg: string): boolean => /[=:]|-$/.test(arg);
  const first = args.findIndex(isTaint);
  if (first < 0) return { resources: args, specs: [] };
  const specs = args.slice(first);
  const stray = specs.find((arg) => !isTaint(arg));
  if (stray !== undefined) throw new CommandError(`all resources must be specified before taint changes: ${stray}`);
  return { resources: args.slice(0, first), specs };
}

function readChange(specs: readonly string[]): TaintChange {
  try {
    return parseTaints(specs);
  } catch (error) {
    throw error instanceof CommandError ? new UsageError(error.message, 'taint') : error;
  }
}

/** @throws CommandError @upstream kubectl pkg/cmd/taint TaintOptions.Validate */
async function refuse(
  type: string,
  names: readonly string[],
  { add, remove }: TaintChange,
  flags: Flags,
  { client }: Kubectl,
): Promise<void> {
  const resource = type.toLowerCase();
  if ((await kindOf(resource, client)) !== 'Node') {
    throw new CommandError(`invalid resource type ${resource}, only node types are supported`);
  }
  const both = add.flatMap((taint) =>
    remove.filter(({ key, effect }) => key === taint.key && (effect === '' || effect === taint.effect)),
  );
  if (both.length > 0) {
    const texts = both.map(({ key, effect }) => `${key}=${effect}`).join(', ');
    throw new CommandError(`can not both modify and remove the following taint(s) in the same command: ${texts}`);
  }
  const isSelected = flags.text('selector') !== '';
  if (flags.bool('all') && isSelected) {
    throw new CommandError("setting 'all' parameter with a non empty selector is prohibited");
  }
  if (!flags.bool('all') && !isSelected && names.length === 0) {
    throw new CommandError("at least one resource name must be specified since 'all' parameter is not set");
  }
}

/** What stands behind a point is for fields, of which there are none here. */
async function kindOf(resource: string, client: Kubectl['client']): Promise<string> {
  const [word = ''] = resource.split('.');
  try {
    return kindFor(await client.kinds(), word).kind;
  } catch (error) {
    throw error instanceof CommandError ? new CommandError(error.message, error.exitCode, false) : error;
  }
}

async function taintNode(
  { kind, name, object }: Info,
  change: TaintChange,
  { flags, dryRun }: { readonly flags: Flags; readonly dryRun: DryRun },
  kubectl: Kubectl,
): Promise<void> {
  const before = asTyped(object);
  const after = clone(before) as Node;
  const { taints, outcome } = changeTaints(after, change, flags.bool('overwrite'));
  after.spec.taints = taints.length > 0 ? taints : undefined;
  const print = await printerFor(flags, kubectl);
  const show = (node: KubeObject, isTyped: boolean): void =>
    kubectl.streams.out(print?.(node as Json, kind, isTyped) ?? `node/${name} ${outcome}\n`);
  if (dryRun === 'client') {
    show(after, false);
    return;
  }
  const body = createTwoWayStrategicPatch(before, after, schemaFor(after.apiVersion, after.kind) ?? {});
  const options = writeOptions(kubectl, flags, dryRun);
  show(asTyped(await kubectl.client.patch<KubeObject>(kind, name, { type: 'strategic', body }, options)), true);
}
