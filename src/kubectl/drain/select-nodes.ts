import type { CommandSpec, FlagSpec, Invocation } from '../command';
import { CommandError, UsageError } from '../command-error';
import { dryRunFlag, selectorFlag } from '../common-flags';
import { type DryRun, dryRunOf } from '../dry-run';
import type { Kubectl } from '../kubectl';
import { readTargets, requireResources } from '../resource/arguments';
import { type Info, selectObjects } from '../resource/select';

/** The flags that `cordon`, `uncordon` and `drain` share. */
export const nodeFlags: readonly FlagSpec[] = [dryRunFlag, selectorFlag];

/** The nodes that a command is called for, and how far it may go. */
export type NodeRequest = { readonly nodes: readonly Info[]; readonly dryRun: DryRun };

/**
 * Finds the nodes that are named or selected: all of them, before anything is done to one.
 * @param check what else is to be right before the cluster is asked
 * @throws CommandError, StatusError NotFound
 * @upstream kubectl pkg/cmd/drain DrainCmdOptions.Complete
 */
export async function selectNodes(
  { flags, args }: Invocation,
  kubectl: Kubectl,
  { name, usage }: Pick<CommandSpec, 'name' | 'usage'>,
  check: () => void = () => {},
): Promise<NodeRequest> {
  const labelSelector = flags.text('selector');
  if (args.length === 0 && !flags.has('selector')) throw new UsageError(`USAGE: ${name} ${usage} [flags]`, name);
  if (args.length > 0 && labelSelector !== '') {
    throw new UsageError('cannot specify both a node name and a --selector option', name);
  }
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  check();
  const named = labelSelector === '' ? args.map((arg) => (arg.includes('/') ? arg : `nodes/${arg}`)) : ['nodes'];
  await refuseOthers(named, kubectl);
  const { infos, errors } = await selectObjects(kubectl, { args: named, labelSelector });
  const [failure] = errors;
  if (failure !== undefined) throw failure;
  return { nodes: infos, dryRun };
}

/** @throws CommandError where something else than nodes is named */
async function refuseOthers(named: readonly string[], { client }: Kubectl): Promise<void> {
  requireResources(named, []);
  const kinds = new Set(readTargets(await client.kinds(), named).map(({ kind }) => kind));
  if (kinds.size > 1) throw new CommandError('you may only specify a single resource type');
  const [kind] = kinds;
  if (kind === undefined || (kind.group === '' && kind.plural === 'nodes')) return;
  const { group, version, plural } = kind;
  throw new CommandError(`expected resource of type node, got "${group}/${version}, Resource=${plural}"`);
}
