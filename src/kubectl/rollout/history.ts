import type { KubeObject } from '../../apimachinery/meta';
import type { Deployment } from '../../resources/apps/deployment';
import type { ReplicaSet } from '../../resources/apps/replicaset';
import type { PodTemplateSpec } from '../../resources/core/pod-types';
import { CHANGE_CAUSE } from '../change-cause';
import { CommandError } from '../command-error';
import { writePodTemplate } from '../describe/pod-template';
import { layoutColumns, writePlainText } from '../describe/writer';
import type { Kubectl } from '../kubectl';
import type { Info } from '../resource/select';
import { asTyped } from '../typed/as-typed';
import { noRollouts } from './group-kind';
import { type RevisionedSet, replicaSetsOf, restored, revisionOf, revisionProblem, revisionsOf } from './revisions';

/** One of the templates that a workload had. */
export type Revision = {
  readonly number: number;
  /** Why it was made. */
  readonly cause: string;
  readonly template: PodTemplateSpec;
  /** What stands for it where an output format is asked for. */
  readonly object: KubeObject;
};

/** Where upstream says that a revision is no number: where it tells a history, and where it prints the objects. */
type Purpose = 'history.go:114' | 'history.go:172';

/**
 * The revisions of a workload, by their numbers.
 * @throws CommandError for other kinds
 * @upstream kubectl pkg/polymorphichelpers/history.go
 */
export async function historyOf(info: Info, kubectl: Kubectl, purpose: Purpose): Promise<Revision[]> {
  const revisions = new Map<number, Revision>();
  for (const revision of await revisionsInOrder(info, kubectl, purpose)) revisions.set(revision.number, revision);
  return [...revisions.values()].sort((left, right) => left.number - right.number);
}

async function revisionsInOrder({ kind, object }: Info, kubectl: Kubectl, purpose: Purpose): Promise<Revision[]> {
  switch (`${kind.plural}.${kind.group}`) {
    case 'deployments.apps':
      return (await numberedReplicaSets(object as Deployment, kubectl, purpose)).map((set) => ({
        number: revisionOf(set),
        cause: causeOf(set),
        template: withCause(set.spec.template, causeOf(set)),
        object: asTyped(set),
      }));
    case 'statefulsets.apps':
    case 'daemonsets.apps':
      return (await revisionsOf(kubectl.client, object as RevisionedSet)).map((revision) => {
        const workload = restored(object as RevisionedSet, revision);
        const { template } = workload.spec;
        return { number: revision.revision, cause: causeOf(revision), template, object: workload };
      });
    default:
      throw noRollouts(kind, 'history', 'history viewer');
  }
}

/** Those that have a number; of the others the user is told. */
async function numberedReplicaSets(
  deployment: Deployment,
  { client, streams }: Kubectl,
  purpose: Purpose,
): Promise<ReplicaSet[]> {
  const { name, namespace } = deployment.metadata;
  return (await replicaSetsOf(client, deployment)).filter((set) => {
    const problem = revisionProblem(set);
    if (problem === undefined) return true;
    const what = `replicaset ${set.metadata.name} for deployment ${name} in namespace ${namespace}`;
    streams.err(`W0000 00:00:00.000000       0 ${purpose}] unable to get revision from ${what}: ${problem}\n`);
    return false;
  });
}

function causeOf({ metadata }: KubeObject): string {
  return metadata.annotations?.[CHANGE_CAUSE] ?? '';
}

function withCause(template: PodTemplateSpec, cause: string): PodTemplateSpec {
  if (cause === '') return template;
  const annotations = { ...template.metadata?.annotations, [CHANGE_CAUSE]: cause };
  return { ...template, metadata: { ...template.metadata, annotations } };
}

/** @throws CommandError where there is none of that number */
export function findRevision(history: readonly Revision[], number: number): Revision {
  const found = history.find((revision) => revision.number === number);
  if (found === undefined) throw new CommandError('unable to find the specified revision');
  return found;
}

/** All revisions in a table, or the template of one. @param number which one; 0 for all */
export async function historyText(history: readonly Revision[], number: number): Promise<string> {
  if (history.length === 0) return 'No rollout history found.';
  if (number > 0) return await templateText(findRevision(history, number).template);
  const rows = history.map((revision) => `${revision.number}\t${revision.cause || '<none>'}\n`);
  return layoutColumns(`REVISION\tCHANGE-CAUSE\n${rows.join('')}`);
}

/** A template as describe tells it, but not laid out in columns. @upstream history.go printTemplate */
export async function templateText(template: PodTemplateSpec): Promise<string> {
  return await writePlainText((writer) => writePodTemplate(writer, template));
}
