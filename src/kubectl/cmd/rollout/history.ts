import { qualifiedKind } from '../../../apimachinery/meta';
import type { CommandSpec, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import { filenameFlags, printFlags, selectorFlag } from '../../common-flags';
import type { Kubectl } from '../../kubectl';
import { type Printer, printerFor } from '../../printers/printer';
import type { Info } from '../../resource/select';
import { findRevision, historyOf, historyText } from '../../rollout/history';
import { requireNamed, selectionsOf, visitObjects } from '../../rollout/visit-objects';
import { asTyped } from '../../typed/as-typed';

/** @upstream kubectl pkg/cmd/rollout/rollout_history.go */
export const command: CommandSpec = {
  name: 'rollout history',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  examples: ['rollout history deployment/hello', 'rollout history statefulset/web --revision=3'],
  flags: [
    ...printFlags,
    ...filenameFlags,
    selectorFlag,
    {
      name: 'revision',
      type: 'int',
      default: '0',
      usage: 'Show the details of this revision, with its pod template.',
    },
  ],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags } = invocation;
  const revision = flags.int('revision');
  requireNamed(invocation);
  if (revision < 0) throw new CommandError(`revision must be a positive integer: ${revision}`);
  const selections = await selectionsOf(invocation, kubectl);
  if (!flags.has('output')) {
    await visitObjects(selections, kubectl, (info) => tell(info, revision, invocation, kubectl));
    return;
  }
  const print = await printerFor(flags, kubectl);
  await visitObjects(selections, kubectl, (info) => printRevisions(info, revision, print, kubectl));
}

async function tell(info: Info, revision: number, { flags }: Invocation, kubectl: Kubectl): Promise<void> {
  const { kind, name, object } = info;
  const text = await historyText(await historyOf(info, kubectl, 'history.go:114'), revision);
  const print = await printerFor(flags, kubectl);
  const title = `${qualifiedKind(kind)}/${name} ${revision > 0 ? `with revision #${revision}` : ''}`;
  kubectl.streams.out(print?.(asTyped(object), kind, true) ?? `${title}\n${text}\n`);
}

/** The ReplicaSets of a Deployment; of others, the object as each revision had it. */
async function printRevisions(
  info: Info,
  revision: number,
  print: Printer | undefined,
  kubectl: Kubectl,
): Promise<void> {
  const history = await historyOf(info, kubectl, 'history.go:172');
  for (const { object } of revision > 0 ? [findRevision(history, revision)] : history) {
    const name = `${qualifiedKind({ group: info.kind.group, kind: object.kind })}/${object.metadata.name}\n`;
    kubectl.streams.out(print?.(object, undefined, true) ?? name);
  }
}
