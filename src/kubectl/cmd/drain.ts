import { goQuote } from '../../apimachinery/go-value';
import { parseSelector } from '../../apimachinery/labels';
import type { CommandSpec, Flags, Invocation } from '../command';
import { AggregateCommandError, aggregateMessage, CommandError } from '../command-error';
import { chunkSizeFlag } from '../common-flags';
import { cordonNodes, printNode } from '../drain/cordon';
import { type Conditions, podsToRemove } from '../drain/filters';
import { removePods } from '../drain/remove-pods';
import { nodeFlags, selectNodes } from '../drain/select-nodes';
import { type DryRun, dryRunSuffix } from '../dry-run';
import type { Kubectl } from '../kubectl';

/** @upstream kubectl pkg/cmd/drain NewCmdDrain */
export const command: CommandSpec = {
  name: 'drain',
  usage: 'NODE',
  examples: ['drain minikube --ignore-daemonsets', 'drain minikube --force --grace-period=30'],
  flags: [
    ...nodeFlags,
    chunkSizeFlag,
    { name: 'delete-emptydir-data', type: 'bool', usage: 'Go on though pods use emptyDir, whose content is lost.' },
    {
      name: 'disable-eviction',
      type: 'bool',
      usage: 'Delete the pods rather than evict them: PodDisruptionBudgets are not asked.',
    },
    { name: 'force', type: 'bool', usage: 'Go on though there are pods that declare no controller.' },
    {
      name: 'grace-period',
      type: 'int',
      default: '-1',
      usage: 'Period of time in seconds given to each pod to terminate gracefully. Negative: as the pod says.',
    },
    { name: 'ignore-daemonsets', type: 'bool', usage: 'Ignore DaemonSet-managed pods.' },
    { name: 'pod-selector', type: 'string', usage: 'Label selector to filter pods on the node.' },
    {
      name: 'skip-wait-for-delete-timeout',
      type: 'int',
      default: '0',
      usage: 'Skip waiting for pods that have been going away for longer, in seconds. 0 never skips.',
    },
    {
      name: 'timeout',
      type: 'duration',
      default: '0s',
      usage: 'The length of time to wait before giving up, zero means infinite.',
    },
  ],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags } = invocation;
  const { streams } = kubectl;
  const request = await selectNodes(invocation, kubectl, command, () => checkPodSelector(flags));
  await cordonNodes(request, true, kubectl);
  const failures: unknown[] = [];
  const pending: string[] = [];
  for (const { name } of request.nodes) {
    try {
      await drainNode(name, flags, request.dryRun, kubectl);
      printNode({ name }, `drained${dryRunSuffix(request.dryRun)}`, kubectl);
    } catch (error) {
      if (!(error instanceof Error) || streams.interrupted.aborted) throw error;
      const reason = aggregateMessage([error]);
      streams.err(`error: unable to drain node ${goQuote(name)} due to error: ${reason}, continuing command...\n`);
      failures.push(error);
      pending.push(name);
    }
  }
  if (failures.length === 0) return;
  streams.err(`There are pending nodes to be drained:\n${pending.map((name) => ` ${name}\n`).join('')}`);
  throw new AggregateCommandError(failures);
}

function checkPodSelector(flags: Flags): void {
  try {
    parseSelector(flags.text('pod-selector'));
  } catch {
    throw new CommandError('--pod-selector=<pod_selector> must be a valid label selector');
  }
}

/** @upstream kubectl pkg/cmd/drain deleteOrEvictPodsSimple */
async function drainNode(node: string, flags: Flags, dryRun: DryRun, kubectl: Kubectl): Promise<void> {
  const { streams } = kubectl;
  const conditions = conditionsOf(flags);
  const { pods, warnings, errors } = await podsToRemove(node, conditions, kubectl);
  if (errors.length > 0) throw new AggregateCommandError(errors);
  if (warnings !== '') streams.err(`Warning: ${warnings}\n`);
  if (dryRun === 'client') {
    for (const { metadata } of pods) streams.out(`evicting pod ${metadata.namespace}/${metadata.name} (dry run)\n`);
    return;
  }
  const grace = flags.int('grace-period');
  const removal = {
    node,
    evicts: !flags.bool('disable-eviction'),
    gracePeriodSeconds: grace < 0 ? undefined : grace,
    timeout: flags.duration('timeout'),
    skipAfter: conditions.skipAfter,
    isDryRun: dryRun === 'server',
  };
  try {
    await removePods(pods, removal, kubectl);
  } catch (error) {
    if (!streams.interrupted.aborted) await tellOfPending(node, conditions, error, kubectl);
    throw error;
  }
}

function conditionsOf(flags: Flags): Conditions {
  return {
    podSelector: flags.text('pod-selector'),
    force: flags.bool('force'),
    ignoreDaemonSets: flags.bool('ignore-daemonsets'),
    deleteEmptyDirData: flags.bool('delete-emptydir-data'),
    skipAfter: flags.int('skip-wait-for-delete-timeout'),
  };
}

/** Which pods an error has left on the node. */
async function tellOfPending(node: string, conditions: Conditions, error: unknown, kubectl: Kubectl): Promise<void> {
  const { err } = kubectl.streams;
  const { pods, errors } = await podsToRemove(node, conditions, kubectl);
  if (pods.length > 0) {
    err(`There are pending pods in node ${goQuote(node)} when an error occurred: ${aggregateMessage([error])}\n`);
    for (const { metadata } of pods) err(`pod/${metadata.name}\n`);
  }
  if (errors.length === 0) return;
  err(`Following errors occurred while getting the list of pods to delete:\n${aggregateMessage(errors)}`);
}
