import { isControlledBy, type KubeObject, type LabelSelector } from '../../apimachinery/meta';
import { names as pods } from '../../resources/core/pod';
import type { DescribeContext } from './context';
import { labelSelectorText } from './selectors';

const phases = [
  ['Running', 'Running'],
  ['Pending', 'Waiting'],
  ['Succeeded', 'Succeeded'],
  ['Failed', 'Failed'],
] as const;

/**
 * `2 Running / 0 Waiting / 0 Succeeded / 0 Failed`: the pods that an object controls, by phase.
 * @upstream describe.go getPodStatusForController
 */
export async function podCounts(
  owner: KubeObject,
  selector: LabelSelector | undefined,
  { client }: DescribeContext,
): Promise<string> {
  const { namespace } = owner.metadata;
  const { items } = await client.list(pods, { namespace, labelSelector: labelSelectorText(selector) });
  const owned = items.filter((pod) => isControlledBy(pod, owner));
  return phases
    .map(([phase, word]) => `${owned.filter(({ status }) => status.phase === phase).length} ${word}`)
    .join(' / ');
}
