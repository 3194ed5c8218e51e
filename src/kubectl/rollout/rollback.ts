import { goQuote } from '../../apimachinery/go-value';
import { clone, deepEqual, type JsonObject } from '../../apimachinery/json';
import type { StringMap } from '../../apimachinery/meta';
import type { Patch } from '../../client/client';
import type { ControllerRevision } from '../../resources/apps/controllerrevision';
import type { Deployment } from '../../resources/apps/deployment';
import type { ReplicaSet } from '../../resources/apps/replicaset';
import type { PodTemplateSpec } from '../../resources/core/pod-types';
import type { Flags } from '../command';
import { CommandError } from '../command-error';
import type { DryRun } from '../dry-run';
import { goEscapes } from '../go-json';
import type { Kubectl } from '../kubectl';
import { compactJson } from '../printers/json';
import type { Info } from '../resource/select';
import { asTyped } from '../typed/as-typed';
import { writeOptions } from '../write-options';
import { noRollouts } from './group-kind';
import { templateText } from './history';
import {
  REVISION_ANNOTATION,
  type RevisionedSet,
  replicaSetsOf,
  restored,
  revisionOf,
  revisionProblem,
  revisionsOf,
} from './revisions';

/** To which revision a workload is rolled back, and how. */
export type Rollback = {
  /** 0 is the one before. */
  readonly toRevision: number;
  readonly dryRun: DryRun;
  readonly flags: Flags;
};

/**
 * Rolls a workload back.
 * @returns what came of it: `rolled back`
 * @throws CommandError for other kinds, and where there is no such revision
 * @upstream kubectl pkg/polymorphichelpers/rollback.go
 */
export async function rollBack(info: Info, rollback: Rollback, kubectl: Kubectl): Promise<string> {
  switch (`${info.kind.plural}.${info.kind.group}`) {
    case 'deployments.apps':
      return await rollBackDeployment(info, rollback, kubectl);
    case 'statefulsets.apps':
    case 'daemonsets.apps':
      return await rollBackSet(info, rollback, kubectl);
    default:
      throw noRollouts(info.kind, 'rollbacker', 'rollbacker');
  }
}

async function rollBackDeployment(info: Info, rollback: Rollback, kubectl: Kubectl): Promise<string> {
  const { toRevision, dryRun } = rollback;
  const deployment = info.object as Deployment;
  if (toRevision < 0) throw revisionNotFound(toRevision);
  const target = chooseReplicaSet(await replicaSetsOf(kubectl.client, deployment), deployment, toRevision);
  if (dryRun === 'client') return await templateText(target.spec.template);
  if (deployment.spec.paused) {
    const how = "resume it first with 'kubectl rollout resume' and try again";
    throw new CommandError(`you cannot rollback a paused deployment; ${how}`);
  }
  const template = templateOf(target);
  if (deepEqual(template, templateOf(deployment))) return skipped(toRevision);
  const body = [
    { op: 'replace', path: '/spec/template', value: template },
    { op: 'replace', path: '/metadata/annotations', value: annotationsFor(deployment, target) },
  ];
  return await restore(info, { type: 'json', body }, rollback, kubectl);
}

function chooseReplicaSet(sets: readonly ReplicaSet[], deployment: Deployment, toRevision: number): ReplicaSet {
  if (toRevision > 0) {
    const found = sets.find((set) => revisionOf(set) === toRevision);
    if (found === undefined) throw revisionNotFound(toRevision);
    return found;
  }
  const numbered = sets.filter((set) => revisionProblem(set) === undefined);
  const [, previous] = numbered.sort((left, right) => revisionOf(right) - revisionOf(left));
  if (previous !== undefined) return previous;
  throw new CommandError(`no rollout history found for deployment ${goQuote(deployment.metadata.name)}`);
}

/** A template as kubectl's types hold it, without the label that tells the ReplicaSets of a Deployment apart. */
function templateOf(workload: Deployment | ReplicaSet): PodTemplateSpec {
  const copy = clone<Deployment | ReplicaSet>(workload);
  delete copy.spec.template.metadata?.labels?.['pod-template-hash'];
  return asTyped(copy).spec.template;
}

/** Annotations that stay the Deployment's own. */
const kept = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION_ANNOTATION,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]);

function annotationsFor(deployment: Deployment, target: ReplicaSet): StringMap {
  const own = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => kept.has(key));
  const theirs = Object.entries(target.metadata.annotations ?? {}).filter(([key]) => !kept.has(key));
  return Object.fromEntries([...own, ...theirs]);
}

async function rollBackSet(info: Info, rollback: Rollback, kubectl: Kubectl): Promise<string> {
  const { toRevision, dryRun } = rollback;
  const workload = info.object as RevisionedSet;
  if (toRevision < 0) throw revisionNotFound(toRevision);
  const target = chooseRevision(await revisionsOf(kubectl.client, workload), toRevision);
  if (dryRun === 'client') {
    return `will roll back to ${await templateText(restored(workload, target).spec.template)}`;
  }
  if (isCurrent(workload, target)) return skipped(toRevision);
  return await restore(info, { type: 'strategic', body: target.data ?? {} }, rollback, kubectl);
}

function chooseRevision(revisions: readonly ControllerRevision[], toRevision: number): ControllerRevision {
  if (toRevision === 0 && revisions.length < 2) throw new CommandError('no last revision to roll back to');
  const sorted = revisions.toSorted((left, right) => left.revision - right.revision);
  const found = toRevision === 0 ? sorted.at(-2) : sorted.find((revision) => (revision.revision ?? 0) === toRevision);
  if (found === undefined) throw revisionNotFound(toRevision);
  return found;
}

/** Whether a revision is, to the byte, what the controller would keep of the workload. @upstream statefulsetMatch */
function isCurrent(workload: RevisionedSet, { data = {} }: ControllerRevision): boolean {
  const { template } = asTyped(workload).spec;
  const own: JsonObject = { spec: { template: { ...template, $patch: 'replace' } } };
  return compactJson(own) === goEscapes(JSON.stringify(data));
}

async function restore(
  { kind, name, namespace }: Info,
  patch: Patch,
  { toRevision, dryRun, flags }: Rollback,
  kubectl: Kubectl,
): Promise<string> {
  try {
    await kubectl.client.patch(kind, name, patch, writeOptions(kubectl, flags, dryRun, namespace));
    return 'rolled back';
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`failed restoring revision ${toRevision}: ${reason}`);
  }
}

function skipped(toRevision: number): string {
  return `skipped rollback (current template already matches revision ${toRevision})`;
}

function revisionNotFound(revision: number): CommandError {
  return new CommandError(`unable to find specified revision ${revision} in history`);
}
