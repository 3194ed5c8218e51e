import { badRequest } from '../apimachinery/errors';
import { clone, isObject, type Json, type JsonObject } from '../apimachinery/json';
import { selectorFromLabelSelector, selectorText } from '../apimachinery/labels';
import { type Kind, type KubeObject, type LabelSelector, qualifiedResource } from '../apimachinery/meta';
import { type CustomScale, isCustomKind } from '../resources/apiextensions/is-custom-kind';

const scalable = ['deployments', 'replicasets', 'statefulsets'];

const workloadPaths: CustomScale = {
  specReplicasPath: '.spec.replicas',
  statusReplicasPath: '.status.replicas',
  labelSelectorPath: '.spec.selector',
};

/** Whether a kind has the scale subresource. */
export function isScalable(kind: Pick<Kind, 'plural'>): boolean {
  return isCustomKind(kind) ? kind.scale !== undefined : scalable.includes(kind.plural);
}

/** Where a kind's objects say how many they are. @throws StatusError BadRequest for kinds that cannot be scaled */
function pathsOf(kind: Kind): CustomScale {
  if (!isScalable(kind)) throw badRequest(`${qualifiedResource(kind)} cannot be scaled`);
  return (isCustomKind(kind) ? kind.scale : undefined) ?? workloadPaths;
}

/** The scale subresource of an object. @throws StatusError BadRequest for kinds that have none */
export function readScale(kind: Kind, object: KubeObject): KubeObject {
  const { specReplicasPath, statusReplicasPath, labelSelectorPath = '' } = pathsOf(kind);
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const selector = valueAt(object, labelSelectorPath) ?? '';
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: valueAt(object, specReplicasPath) ?? 0 },
    status: {
      replicas: valueAt(object, statusReplicasPath) ?? 0,
      selector: isObject(selector) ? selectorText(selectorFromLabelSelector(selector as LabelSelector)) : selector,
    },
  };
}

/** Writes a scale's replicas into its object through `replace`. */
export function writeScale(
  kind: Kind,
  scale: KubeObject,
  object: KubeObject,
  replace: (object: KubeObject) => Promise<KubeObject>,
): Promise<KubeObject> {
  const scaled = clone(object);
  const { replicas = 0 } = (scale.spec ?? {}) as { replicas?: number };
  const fields = pathsOf(kind).specReplicasPath.split('.').slice(1);
  const last = fields.pop() ?? '';
  let place = scaled as JsonObject;
  for (const field of fields) {
    place[field] ??= {};
    place = place[field] as JsonObject;
  }
  place[last] = replicas;
  return replace(scaled);
}

/** @param path plain fields, as upstream allows them here: `.spec.replicas` */
function valueAt(object: KubeObject, path: string): Json | undefined {
  let value: Json | undefined = object as JsonObject;
  for (const field of path.split('.').slice(1)) value = isObject(value) ? value[field] : undefined;
  return value;
}
