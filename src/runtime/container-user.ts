import type { JsonObject } from '../apimachinery/json';
import type { Container, Pod } from '../resources/core/pod-types';
import type { ImageFacts } from './images/facts';

/** Who a container's processes run as. */
export type ContainerUser = {
  readonly uid: number;
  readonly gid: number;
  /** Further groups; the first is the pod's fsGroup, where it has one. */
  readonly groups: readonly number[];
};

function numberIn(name: string, ...contexts: readonly (JsonObject | undefined)[]): number | undefined {
  for (const context of contexts) {
    const value = context?.[name];
    if (typeof value === 'number') return value;
  }
  return undefined;
}

/** The container's own securityContext goes before the pod's, and that before the image's. @upstream pkg/securitycontext */
export function containerUser(pod: Pod, { securityContext: own }: Container, image: ImageFacts): ContainerUser {
  const { securityContext: shared } = pod.spec;
  const uid = numberIn('runAsUser', own, shared);
  const group = numberIn('runAsGroup', own, shared);
  const fsGroup = numberIn('fsGroup', shared);
  const supplemental = shared?.supplementalGroups;
  const others = Array.isArray(supplemental) ? supplemental.filter((gid) => typeof gid === 'number') : [];
  return {
    uid: uid ?? image.user?.uid ?? 0,
    gid: group ?? (uid === undefined ? image.user?.gid : undefined) ?? 0,
    groups: [...(fsGroup === undefined ? [] : [fsGroup]), ...others],
  };
}
