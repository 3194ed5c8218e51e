import { goQuote } from '../../apimachinery/go-value';
import type { Node } from '../../resources/core/node';
import { dryRunSuffix } from '../dry-run';
import type { Kubectl } from '../kubectl';
import type { Info } from '../resource/select';
import type { NodeRequest } from './select-nodes';

/**
 * Marks nodes as unschedulable, or as schedulable again; what fails is told, and the others are gone on with.
 * @upstream kubectl pkg/cmd/drain RunCordonOrUncordon
 */
export async function cordonNodes(
  { nodes, dryRun }: NodeRequest,
  unschedulable: boolean,
  kubectl: Kubectl,
): Promise<void> {
  const { streams } = kubectl;
  const verb = unschedulable ? 'cordon' : 'uncordon';
  for (const info of nodes) {
    const isDone = ((info.object as Node).spec.unschedulable ?? false) === unschedulable;
    if (!isDone && dryRun !== 'client') {
      const failure = await mark(info, unschedulable, dryRun === 'server', kubectl);
      if (failure !== undefined) {
        streams.err(`error: unable to ${verb} node ${goQuote(info.name)}: ${failure.message}\n`);
        continue;
      }
    }
    printNode(info, `${isDone ? 'already ' : ''}${verb}ed${dryRunSuffix(dryRun)}`, kubectl);
  }
}

/** @returns what the server refuses */
async function mark(
  { kind, name }: Info,
  unschedulable: boolean,
  dryRun: boolean,
  { client }: Kubectl,
): Promise<Error | undefined> {
  const body = { spec: { unschedulable: unschedulable ? true : null } };
  try {
    await client.patch(kind, name, { type: 'strategic', body }, { dryRun });
    return undefined;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

/** Says what was done to a node. */
export function printNode({ name }: Pick<Info, 'name'>, what: string, { streams }: Pick<Kubectl, 'streams'>): void {
  streams.out(`node/${name} ${what}\n`);
}
