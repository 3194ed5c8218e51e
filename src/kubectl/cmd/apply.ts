import { matchesSelector, parseSelector } from '../../apimachinery/labels';
import { qualifiedKind } from '../../apimachinery/meta';
import { applyObject } from '../apply/apply-object';
import type { Applied } from '../apply/patch-job';
import { allowedKinds, prune, Visited } from '../apply/prune';
import type { CommandSpec, Flags, Invocation } from '../command';
import { CommandError, throwAll, UsageError } from '../command-error';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags, selectorFlag, validateFlag } from '../common-flags';
import { deleteFlags, propagationPolicy } from '../delete-flags';
import { type DryRun, dryRunOf, dryRunSuffix, validationOf } from '../dry-run';
import type { Kubectl } from '../kubectl';
import { type Printer, printerFor } from '../printers/printer';
import { readManifests } from '../resource/manifest';
import { requireFiles } from '../resource/require-files';

export const command: CommandSpec = {
  name: 'apply',
  usage: '(-f FILENAME | -k DIRECTORY)',
  examples: ['apply -f service.yaml', 'apply -f manifests/ -R', 'cat web.yaml | kubectl apply -f -'],
  flags: [
    ...printFlags,
    ...filenameFlags,
    selectorFlag,
    dryRunFlag,
    validateFlag,
    fieldManagerFlag('kubectl-client-side-apply'),
    {
      name: 'overwrite',
      type: 'bool',
      default: 'true',
      usage: 'Automatically resolve conflicts between the modified and live configuration.',
    },
    ...deleteFlags,
    { name: 'server-side', type: 'bool', usage: 'If true, apply runs in the server instead of the client.' },
    {
      name: 'force-conflicts',
      type: 'bool',
      usage: 'If true, server-side apply will force the changes against conflicts.',
    },
    { name: 'openapi-patch', type: 'bool', default: 'true', usage: 'If true, use openapi to calculate diff.' },
    { name: 'all', type: 'bool', usage: 'Select all resources in the namespace of the specified resource types.' },
    { name: 'prune', type: 'bool', usage: 'Automatically delete objects that were applied and are not in the files.' },
    { name: 'prune-allowlist', type: 'stringArray', usage: 'The kinds to prune, as <group/version/kind>.' },
    { name: 'subresource', type: 'string', usage: 'If specified, apply this subresource; only with --server-side.' },
  ],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags, args } = invocation;
  if (args.length > 0) throw new UsageError(`Unexpected args: [${args.join(' ')}]`, 'apply');
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const print = await printerFor(flags, kubectl);
  propagationPolicy(flags);
  const files = requireFiles(flags);
  validationOf(flags);
  const allowed = flags.bool('prune') ? await allowedKinds(flags, kubectl) : [];
  refuseConflicting(flags, dryRun);
  const visited = new Visited();
  if (kubectl.isNamespaceGiven) visited.namespaces.add(kubectl.namespace);
  const errors: unknown[] = [];
  const selector = parseSelector(flags.text('selector'));
  const manifests = (await readManifests(kubectl, files, { recursive: flags.bool('recursive'), errors })).filter(
    ({ object }) => matchesSelector(selector, object.metadata.labels),
  );
  if (manifests.length === 0 && errors.length === 0) throw new CommandError('no objects passed to apply');
  const applied: Applied[] = [];
  const isPrintedLast = print !== undefined && flags.text('output') !== 'name';
  for (const manifest of manifests) {
    try {
      const result = await applyObject(manifest, { flags, kubectl, dryRun, visited });
      applied.push(result);
      if (!isPrintedLast) kubectl.streams.out(print?.(result.object, result.kind) ?? answer(result, dryRun));
    } catch (error) {
      errors.push(error);
    }
  }
  throwAll(errors);
  if (isPrintedLast) printAll(applied, print, kubectl);
  if (flags.bool('prune')) await prune(allowed, visited, { flags, kubectl, dryRun });
}

/** @upstream kubectl pkg/cmd/apply ApplyOptions.Validate */
function refuseConflicting(flags: Flags, dryRun: DryRun): void {
  const isServerSide = flags.bool('server-side');
  const isForced = flags.bool('force');
  const refuse = (words: string): never => {
    throw new CommandError(words);
  };
  if (flags.bool('force-conflicts') && !isServerSide) refuse('--force-conflicts only works with --server-side');
  if (isServerSide && dryRun === 'client') {
    refuse("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
  }
  if (isForced && isServerSide) refuse('--force cannot be used with --server-side');
  if (isForced && dryRun === 'server') refuse('--dry-run=server cannot be used with --force');
  const hasSelector = flags.text('selector') !== '';
  if (flags.bool('all') && hasSelector) refuse('cannot set --all and --selector at the same time');
  if (flags.bool('prune')) {
    if (isForced) refuse('--force cannot be used with --prune');
    if (!flags.bool('all') && !hasSelector) {
      refuse(
        'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
      );
    }
    if (isServerSide) refuse("--prune is in alpha and doesn't currently work on objects created by server-side apply");
  }
  if (flags.text('subresource') !== '' && !isServerSide)
    refuse('--subresource can only be specified for --server-side');
}

function answer({ kind, object, outcome }: Applied, dryRun: DryRun): string {
  return `${qualifiedKind(kind)}/${object.metadata.name} ${outcome}${dryRunSuffix(dryRun)}\n`;
}

/** One object as it is, several as a List. */
function printAll(applied: readonly Applied[], print: Printer, { streams }: Kubectl): void {
  const [only, ...others] = applied;
  if (only === undefined) return;
  if (others.length === 0) {
    streams.out(print(only.object, only.kind));
    return;
  }
  const items = applied.map(({ object }) => object);
  streams.out(print({ kind: 'List', apiVersion: 'v1', metadata: {}, items }, undefined, true));
}
