import type { KubeObject } from '../../../apimachinery/meta';
import { recordFlag, warnOfRecord, withChangeCause } from '../../change-cause';
import type { CommandSpec, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import { dryRunOf } from '../../dry-run';
import type { Kubectl } from '../../kubectl';
import { printerFor } from '../../printers/printer';
import { nothingNamed } from '../../resource/arguments';
import { manifestPaths } from '../../resource/manifest-paths';
import { changeObjects, objectsToSet } from '../../set/change-objects';
import { podSpecOf } from '../../set/pod-spec';
import { setFlags } from '../../set/set-flags';

/** @upstream kubectl pkg/cmd/set/set_serviceaccount.go */
export const command: CommandSpec = {
  name: 'set serviceaccount',
  usage: '(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT',
  examples: ['set serviceaccount deployment nginx robot'],
  flags: [...setFlags, recordFlag],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags, args } = invocation;
  warnOfRecord(flags, kubectl);
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  if (flags.bool('local') && dryRun === 'server') {
    throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  }
  const print = await printerFor(flags, kubectl);
  const name = args.at(-1);
  if (name === undefined) throw new CommandError('serviceaccount is required');
  const files = manifestPaths(flags);
  if (flags.bool('local') && files.length === 0) throw nothingNamed();
  // Words besides the account's name are passed over where files are read as they stand.
  const resources = flags.bool('local') ? [] : args.slice(0, -1);
  const infos = await objectsToSet({ flags, args: resources }, kubectl);
  const change = {
    apply(object: KubeObject) {
      podSpecOf(object).serviceAccountName = name;
      return withChangeCause(object, command, invocation, kubectl);
    },
    done: 'serviceaccount updated',
    failure: 'failed to patch ServiceAccountName ',
    alwaysSends: true,
  };
  await changeObjects(infos, change, { invocation, dryRun, print }, kubectl);
}
