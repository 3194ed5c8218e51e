import type { Kind, KubeObject, LabelSelector } from '../../apimachinery/meta';
import { names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import { CommandError } from '../command-error';
import { labelSelectorText } from '../describe/selectors';
import type { Kubectl } from '../kubectl';
import { mapText } from '../polymorphic';
import { byActivity, findPods } from './first-pod';
import { getObject } from './get-object';
import { kindFor } from './mapper';

/** An object that has pods, and its kind. */
export type PodOwner = { readonly kind: Kind; readonly object: KubeObject };

/** The object that `POD` or `TYPE/NAME` names. @throws StatusError NotFound, CommandError */
export async function findPodOwner({ client, namespace }: Kubectl, target: string): Promise<PodOwner> {
  const [type = '', name, ...more] = target.split('/');
  if (name === undefined) return { kind: pods, object: await getObject(client, pods, type, namespace) };
  if (more.length > 0) throw new CommandError('arguments in resource/name form may not have more than one slash');
  if (type === '' || name === '') {
    throw new CommandError('arguments in resource/name form must have a single resource and name');
  }
  const kind = kindFor(await client.kinds(), type);
  const object = await getObject(client, kind, name, kind.namespaced ? namespace : undefined);
  return { kind, object };
}

/** Whether an object is a pod itself. */
export function isPod(owner: PodOwner): owner is { kind: Kind<Pod>; object: Pod } {
  return owner.kind.group === '' && owner.kind.plural === pods.plural;
}

const selecting = [
  'replicasets.apps',
  'replicationcontrollers.',
  'statefulsets.apps',
  'daemonsets.apps',
  'deployments.apps',
  'jobs.batch',
  'services.',
];

/**
 * The labels by which an object finds its pods, as a selector.
 * @param purpose what they are wanted for: `attach to`
 * @throws CommandError for objects without pods
 * @upstream kubectl pkg/polymorphichelpers SelectorsForObject
 */
export function podSelector({ kind, object }: PodOwner, purpose: string): string {
  const type = `*${kind.version}.${kind.kind}`;
  const fail = (reason: string): CommandError => new CommandError(`cannot ${purpose} ${type}: ${reason}`);
  if (!selecting.includes(`${kind.plural}.${kind.group}`)) throw fail(`selector for ${type} not implemented`);
  const { selector = {} } = object.spec as { selector?: Record<string, string> | LabelSelector };
  if (kind.plural === 'services') {
    if (Object.keys(selector).length > 0) return mapText(selector as Record<string, string>);
    throw fail(`invalid service '${object.metadata.name}': Service is defined without a selector`);
  }
  if (kind.plural === 'replicationcontrollers') return mapText(selector as Record<string, string>);
  return labelSelectorText(selector as LabelSelector);
}

/**
 * The pod to talk to: the object itself, or the best of its pods.
 * @param timeout milliseconds to wait for one
 * @upstream kubectl pkg/polymorphichelpers AttachablePodForObject
 */
export async function attachablePod(kubectl: Kubectl, owner: PodOwner, timeout: number): Promise<Pod> {
  if (isPod(owner)) return owner.object;
  const labelSelector = podSelector(owner, 'attach to');
  const { namespace } = owner.object.metadata;
  const [pod] = await findPods(kubectl, { namespace, labelSelector, timeout, order: byActivity });
  return pod;
}
