import { isNotFound, StatusError } from '../../apimachinery/errors';
import { goQuote } from '../../apimachinery/go-value';
import type { KubeObject } from '../../apimachinery/meta';
import { names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import { AggregateCommandError, CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { type Following, followPods } from './follow-pods';
import { goDuration } from './go-duration';

/** How pods are removed from a node. */
export type Removal = Pick<Following, 'node' | 'skipAfter' | 'isDryRun'> & {
  /** Asks for evictions, which disruption budgets may refuse; else deletes. */
  readonly evicts: boolean;
  /** Undefined: as each pod says. */
  readonly gracePeriodSeconds?: number;
  /** In milliseconds; 0 is for ever. */
  readonly timeout: number;
};

/** What is refused is asked for again after so many milliseconds. */
const RETRY = 5000;

const LATE = 'context deadline exceeded';

/**
 * Removes a node's pods, and waits until they are gone.
 * @throws AggregateCommandError of all that went wrong with evictions; of deletions the first refusal
 * @upstream kubectl pkg/drain Helper.DeleteOrEvictPods
 */
export async function removePods(doomed: readonly Pod[], removal: Removal, kubectl: Kubectl): Promise<void> {
  if (doomed.length === 0) return;
  const deadline = removal.timeout > 0 ? kubectl.streams.after(removal.timeout) : undefined;
  if (removal.evicts) await evictPods(doomed, removal, deadline, kubectl);
  else await deletePods(doomed, removal, deadline, kubectl);
}

async function deletePods(
  doomed: readonly Pod[],
  removal: Removal,
  deadline: AbortSignal | undefined,
  kubectl: Kubectl,
): Promise<void> {
  const { gracePeriodSeconds, isDryRun } = removal;
  await kubectl.together(async () => {
    for (const { metadata } of doomed) {
      const options = { namespace: metadata.namespace, gracePeriodSeconds, dryRun: isDryRun };
      await kubectl.client.delete(pods, metadata.name, options).catch((error: unknown) => {
        if (!isNotFound(error)) throw error;
      });
    }
  });
  const left = await followPods(doomed, { ...removal, verb: 'deleted' }, kubectl, deadline);
  if (left.length > 0) throw new CommandError(LATE);
}

/** Upstream asks for each pod and follows it by itself; here all are asked for, then all are followed. */
async function evictPods(
  doomed: readonly Pod[],
  removal: Removal,
  deadline: AbortSignal | undefined,
  kubectl: Kubectl,
): Promise<void> {
  const errors: CommandError[] = [];
  const following = { ...removal, verb: 'evicted' };
  let asking = doomed;
  let leaving: readonly Pod[] = [];
  while (asking.length > 0 || leaving.length > 0) {
    const answers = await askForEvictions(asking, removal, deadline, kubectl);
    errors.push(...answers.errors);
    asking = answers.refused;
    const isRetried = asking.length > 0;
    const until = isRetried ? kubectl.streams.after(RETRY) : deadline;
    leaving = await followPods([...leaving, ...answers.accepted], following, kubectl, until, isRetried);
    if (!deadline?.aborted) continue;
    errors.push(
      ...leaving.map(({ metadata: { name, namespace } }) => {
        const pod = `pod ${goQuote(name)} in namespace ${goQuote(namespace ?? '')}`;
        return new CommandError(`error when waiting for ${pod} to terminate: ${LATE}`);
      }),
    );
    leaving = [];
  }
  if (errors.length > 0) throw new AggregateCommandError(errors);
}

type Answers = { readonly accepted: Pod[]; readonly refused: Pod[]; readonly errors: CommandError[] };

async function askForEvictions(
  asking: readonly Pod[],
  { gracePeriodSeconds, isDryRun, timeout }: Removal,
  deadline: AbortSignal | undefined,
  kubectl: Kubectl,
): Promise<Answers> {
  const { client, streams } = kubectl;
  const answers: Answers = { accepted: [], refused: [], errors: [] };
  const deleteOptions = gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds };
  await kubectl.together(async () => {
    for (const pod of asking) await ask(pod);
  });
  return answers;

  async function ask(pod: Pod): Promise<void> {
    const { name, namespace = '' } = pod.metadata;
    const which = `error when evicting pods/${goQuote(name)} -n ${goQuote(namespace)}`;
    streams.out(`evicting pod ${namespace}/${name}${isDryRun ? ' (server dry run)' : ''}\n`);
    if (deadline?.aborted) {
      answers.errors.push(new CommandError(`${which}: global timeout reached: ${goDuration(timeout)}`));
      return;
    }
    const metadata = { name, namespace };
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata, deleteOptions };
    try {
      await client.create<KubeObject>(pods, eviction, { namespace, subresource: 'eviction', dryRun: isDryRun });
      if (!isDryRun) answers.accepted.push(pod);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (isNotFound(error)) return;
      const isRetried = error instanceof StatusError && error.reason === 'TooManyRequests';
      if (!isRetried) answers.errors.push(new CommandError(`${which}: ${error.message}`));
      else {
        streams.err(`${which} (will retry after 5s): ${error.message}\n`);
        answers.refused.push(pod);
      }
    }
  }
}
