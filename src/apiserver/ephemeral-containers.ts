import { clone } from '../apimachinery/json';
import type { KubeObject } from '../apimachinery/meta';
import type { Pod } from '../resources/core/pod-types';

/**
 * Leaves of what is sent the ephemeral containers alone.
 * @upstream pkg/registry/core/pod/strategy.go dropNonEphemeralContainerUpdates
 */
export function keepEphemeralContainers(object: KubeObject, old: KubeObject): void {
  const { spec, metadata } = object as Pod;
  const { resourceVersion, managedFields } = metadata;
  object.metadata = { ...clone(old.metadata), resourceVersion, managedFields };
  object.spec = { ...clone((old as Pod).spec), ephemeralContainers: spec.ephemeralContainers };
  object.status = clone((old as Pod).status);
}
