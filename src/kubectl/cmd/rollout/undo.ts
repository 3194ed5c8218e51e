import { qualifiedKind } from '../../../apimachinery/meta';
import type { CommandSpec, Invocation } from '../../command';
import { dryRunFlag, filenameFlags, printFlags, selectorFlag } from '../../common-flags';
import { dryRunOf, dryRunSuffix } from '../../dry-run';
import type { Kubectl } from '../../kubectl';
import { printerFor } from '../../printers/printer';
import type { Info } from '../../resource/select';
import { type Rollback, rollBack } from '../../rollout/rollback';
import { requireNamed, selectionsOf, visitObjects } from '../../rollout/visit-objects';
import { asTyped } from '../../typed/as-typed';

/** @upstream kubectl pkg/cmd/rollout/rollout_undo.go */
export const command: CommandSpec = {
  name: 'rollout undo',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  examples: [
    'rollout undo deployment/hello',
    'rollout undo statefulset/web --to-revision=3',
    'rollout undo --dry-run=server deployment/hello',
  ],
  flags: [
    ...printFlags,
    ...filenameFlags,
    selectorFlag,
    dryRunFlag,
    {
      name: 'to-revision',
      type: 'int',
      default: '0',
      usage: 'The revision to roll back to. Default to 0 (the one before).',
    },
  ],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags } = invocation;
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  requireNamed(invocation);
  const selections = await selectionsOf(invocation, kubectl);
  const rollback = { toRevision: flags.int('to-revision'), dryRun, flags };
  await visitObjects(selections, kubectl, (info) => undo(info, rollback, kubectl));
}

async function undo(info: Info, rollback: Rollback, kubectl: Kubectl): Promise<void> {
  const { kind, name, object } = info;
  const outcome = await rollBack(info, rollback, kubectl);
  // A printer for each object, made when it was rolled back; what it prints is the object as it was before.
  const print = await printerFor(rollback.flags, kubectl);
  const answer = `${qualifiedKind(kind)}/${name} ${outcome}${dryRunSuffix(rollback.dryRun)}\n`;
  kubectl.streams.out(print?.(asTyped(object), kind, true) ?? answer);
}
