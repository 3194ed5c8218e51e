import { conflict, invalid, required } from '../apimachinery/errors';
import type { KubeObject } from '../apimachinery/meta';
import { formatTime } from '../apimachinery/time';
import { getObject, type RegistryWorld } from '../registry/objects';
import { storeObject } from '../registry/registry';
import { names as pods } from '../resources/core/pod';
import type { Pod } from '../resources/core/pod-types';

/**
 * Assigns a pod to the node that a Binding's target names.
 * @throws StatusError Conflict where the pod is assigned already
 * @upstream pkg/registry/core/pod/storage BindingREST
 */
export function bindPod(world: RegistryWorld, binding: KubeObject, namespace: string | undefined): KubeObject {
  const { name } = binding.metadata;
  const pod = getObject(world, pods, namespace, name) as Pod;
  const { name: nodeName } = (binding.target ?? {}) as { name?: string };
  if (!nodeName) throw invalid({ group: '', kind: 'Binding' }, name, [required('target.name')]);
  if (pod.spec.nodeName) throw conflict(pods, name, `pod ${name} is already assigned to node "${pod.spec.nodeName}"`);
  const others = (pod.status.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
  const scheduled = {
    type: 'PodScheduled',
    status: 'True' as const,
    lastProbeTime: null,
    lastTransitionTime: formatTime(world.now()),
  };
  return storeObject(world, pods, {
    ...pod,
    spec: { ...pod.spec, nodeName },
    status: { ...pod.status, conditions: [...others, scheduled] },
  });
}
