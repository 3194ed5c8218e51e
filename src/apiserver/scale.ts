import { badRequest } from '../apimachinery/errors';
import { clone } from '../apimachinery/json';
import { selectorFromLabelSelector, selectorText } from '../apimachinery/labels';
import { type Kind, type KubeObject, qualifiedResource } from '../apimachinery/meta';
import type { StatefulSet } from '../resources/apps/statefulset';

const scalable = ['deployments', 'replicasets', 'statefulsets'];

/** Whether a kind has the scale subresource. */
export function isScalable(kind: Pick<Kind, 'plural'>): boolean {
  return scalable.includes(kind.plural);
}

/** The scale subresource of a workload. @throws StatusError BadRequest for kinds that have none */
export function readScale(kind: Kind, object: KubeObject): KubeObject {
  if (!isScalable(kind)) throw badRequest(`${qualifiedResource(kind)} cannot be scaled`);
  const { metadata, spec, status } = object as StatefulSet;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: spec.replicas ?? 0 },
    status: { replicas: status.replicas ?? 0, selector: selectorText(selectorFromLabelSelector(spec.selector)) },
  };
}

/** Writes a scale's replicas into its workload through `replace`. */
export function writeScale(
  scale: KubeObject,
  object: KubeObject,
  replace: (object: KubeObject) => Promise<KubeObject>,
): Promise<KubeObject> {
  const workload = clone(object) as StatefulSet;
  workload.spec.replicas = (scale.spec as { replicas?: number } | undefined)?.replicas ?? 0;
  return replace(workload);
}
