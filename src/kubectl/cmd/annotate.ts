import { qualifiedKind, type StringMap } from '../../apimachinery/meta';
import { CHANGE_CAUSE, warnOfRecord, withChangeCause } from '../change-cause';
import type { CommandSpec, Invocation } from '../command';
import { CommandError } from '../command-error';
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
import { type Pairs, parsePairs, splitPairs } from '../pairs';
import { type Printer, printerFor } from '../printers/printer';
import type { Info } from '../resource/select';

/** @upstream kubectl pkg/cmd/annotate/annotate.go */
export const command: CommandSpec = {
  name: 'annotate',
  usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  examples: ["annotate pod web-0 description='my frontend'", 'annotate pod web-0 description-'],
  flags: metadataFlags('annotation'),
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags, args } = invocation;
  warnOfRecord(flags, kubectl);
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const print = await printerFor(flags, kubectl);
  const { resources, pairs } = splitPairs(args, 'annotation');
  const parsed = parsePairs(pairs, 'annotation', true);
  const request = { resources, pairs: parsed, dryRun, fileExample: 'rsrc', what: 'annotation' };
  checkRequest(invocation, request);
  refuseBoth(parsed);
  await changeEach(invocation, request, kubectl, (info, isOne) =>
    annotateOne({ info, isOne, print }, request, invocation, kubectl),
  );
}

function refuseBoth({ set, remove }: Pairs): void {
  const both = remove.filter((key) => Object.hasOwn(set, key));
  if (both.length === 0) return;
  throw new CommandError(
    `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
  );
}

type Target = { readonly info: Info; readonly isOne: boolean; readonly print: Printer | undefined };

async function annotateOne(
  { info, isOne, print }: Target,
  { pairs, dryRun }: MetadataRequest,
  invocation: Invocation,
  kubectl: Kubectl,
): Promise<void> {
  const { flags } = invocation;
  const { out } = kubectl.streams;
  const isSent = dryRun !== 'client' && !flags.bool('local') && !flags.bool('list');
  const version = flags.text('resource-version');
  const before = isSent ? comparable(info.object, version) : info.object;
  const recorded = isSent ? withChangeCause(before, command, invocation, kubectl) : before;
  if (!flags.bool('overwrite')) refuseOverwriting(recorded.metadata.annotations ?? {}, pairs);
  const annotated = changed(recorded, 'annotations', pairs, version);
  const after = isSent ? await sendChange(info, before, annotated, invocation, dryRun, kubectl) : annotated;
  if (flags.bool('list')) out(listing({ ...info, object: after }, 'annotations', isOne));
  else {
    const answer = `${qualifiedKind(info.kind)}/${info.name} annotated${dryRunSuffix(dryRun)}\n`;
    out(print?.(after, info.kind) ?? answer);
  }
}

/** Why a change was made may always be told anew. */
function refuseOverwriting(annotations: StringMap, { set }: Pairs): void {
  const taken = Object.keys(set).filter(
    (key) => key !== CHANGE_CAUSE && annotations[key] !== undefined && annotations[key] !== set[key],
  );
  if (taken.length === 0) return;
  const texts = taken.map((key) => `'${key}' already has a value (${annotations[key]})`);
  throw new CommandError(`--overwrite is false but found the following declared annotation(s): ${texts.join('; ')}`);
}
