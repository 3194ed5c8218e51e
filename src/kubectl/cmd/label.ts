import { goQuote } from '../../apimachinery/go-value';
import { canonicalJson } from '../../apimachinery/hash';
import { type KubeObject, qualifiedKind } from '../../apimachinery/meta';
import { labelValueProblems } from '../../apimachinery/names';
import { warnOfRecord, withChangeCause } from '../change-cause';
import type { CommandSpec, Invocation } from '../command';
import { CommandError, throwAll } from '../command-error';
import { dryRunOf, dryRunSuffix } from '../dry-run';
import type { Kubectl } from '../kubectl';
import {
  changed,
  changeEach,
  checkRequest,
  comparable,
  listing,
  type MetadataRequest,
  metadataFlags,
  sendChange,
} from '../metadata-change';
import { type Pairs, splitPairs } from '../pairs';
import { printerFor } from '../printers/printer';
import type { Info } from '../resource/select';

/** @upstream kubectl pkg/cmd/label/label.go */
export const command: CommandSpec = {
  name: 'label',
  usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  examples: ['label pod web-0 tier=front', 'label --overwrite pods --all status=healthy', 'label pod web-0 tier-'],
  flags: metadataFlags('label'),
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags, args } = invocation;
  warnOfRecord(flags, kubectl);
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const { resources, pairs } = splitPairs(args, 'label');
  const request = { resources, pairs: parseLabels(pairs), dryRun, fileExample: 'pod', what: 'label' };
  if (flags.bool('list') && flags.text('output') !== '') {
    throw new CommandError('--list and --output may not be specified together');
  }
  checkRequest(invocation, request);
  await changeEach(invocation, request, kubectl, (info, isOne) => labelOne(info, isOne, request, invocation, kubectl));
}

/** @throws CommandError @upstream kubectl pkg/cmd/label parseLabels */
function parseLabels(pairs: readonly string[]): Pairs {
  const labels = new Map<string, string>();
  const remove: string[] = [];
  for (const pair of pairs) {
    const [key = '', value, ...more] = pair.split('=');
    if (value === undefined) {
      remove.push(pair.slice(0, -1));
      continue;
    }
    if (more.length > 0) throw new CommandError(`invalid label spec: ${pair}`);
    const problems = labelValueProblems(value);
    if (problems.length > 0) {
      throw new CommandError(`invalid label value: ${goQuote(pair)}: ${problems.join(';')}`);
    }
    labels.set(key, value);
  }
  if (remove.some((key) => labels.has(key))) {
    throw new CommandError('can not both modify and remove a label in the same command');
  }
  return { set: Object.fromEntries(labels), remove };
}

async function labelOne(
  info: Info,
  isOne: boolean,
  { pairs, dryRun }: MetadataRequest,
  invocation: Invocation,
  kubectl: Kubectl,
): Promise<void> {
  const { flags } = invocation;
  const { out } = kubectl.streams;
  const isSent = dryRun !== 'client' && !flags.bool('local') && !flags.bool('list');
  const version = flags.text('resource-version');
  const before = comparable(info.object, version);
  const { labels = {} } = before.metadata;
  if (isSent) {
    for (const key of pairs.remove) if (labels[key] === undefined) out(`label ${goQuote(key)} not found.\n`);
  }
  if (!flags.bool('overwrite')) refuseOverwriting(labels, pairs);
  const labeled = changed(before, 'labels', pairs, version);
  const after = isSent ? withChangeCause(labeled, command, invocation, kubectl) : labeled;
  if (isSent) await sendChange(info, before, after, invocation, dryRun, kubectl);
  if (flags.bool('list')) {
    out(listing({ ...info, object: after }, 'labels', isOne));
    return;
  }
  // A printer for each object, which is why no `---` stands between them.
  const print = await printerFor(flags, kubectl);
  const answer = `${outcome(before, after, flags.bool('overwrite'))}${dryRunSuffix(dryRun)}`;
  out(print?.(after, info.kind) ?? `${qualifiedKind(info.kind)}/${info.name} ${answer}\n`);
}

function refuseOverwriting(labels: Readonly<Record<string, string>>, { set }: Pairs): void {
  const taken = Object.keys(set).filter((key) => labels[key] !== undefined && labels[key] !== set[key]);
  throwAll(
    taken.map((key) => new CommandError(`'${key}' already has a value (${labels[key]}), and --overwrite is false`)),
  );
}

/** @upstream kubectl pkg/cmd/label updateDataChangeMsg: the shorter object is the one that lost labels */
function outcome(before: KubeObject, after: KubeObject, isOverwriting: boolean): string {
  const [old, now] = [canonicalJson(before), canonicalJson(after)];
  if (old === now) return 'not labeled';
  return !isOverwriting && now.length < old.length ? 'unlabeled' : 'labeled';
}
