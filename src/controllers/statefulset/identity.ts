import { clone } from '../../apimachinery/json';
import { controllerReference, type KubeObject } from '../../apimachinery/meta';
import type { StatefulSet } from '../../resources/apps/statefulset';
import type { PersistentVolumeClaim } from '../../resources/core/persistentvolumeclaim';
import type { Pod, PodTemplateSpec } from '../../resources/core/pod-types';

const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index';
export const REVISION_LABEL = 'controller-revision-hash';

/** The ordinal in `web-3`; undefined where the name is not of this set. @upstream stateful_set_utils.go getParentNameAndOrdinal */
export function ordinalOf(set: KubeObject, pod: KubeObject): number | undefined {
  const [, parent, digits] = /^(.*)-(\d+)$/.exec(pod.metadata.name) ?? [];
  return parent === set.metadata.name && digits !== undefined ? Number(digits) : undefined;
}

/** The first ordinal of a set. */
export function startOrdinal({ spec }: StatefulSet): number {
  return spec.ordinals?.start ?? 0;
}

/** `www-web-0` */
export function claimName(set: StatefulSet, template: PersistentVolumeClaim, ordinal: number): string {
  return `${template.metadata.name}-${set.metadata.name}-${ordinal}`;
}

/** The claims of one of a set's pods. @upstream stateful_set_utils.go getPersistentVolumeClaims */
export function claimsFor(set: StatefulSet, ordinal: number): PersistentVolumeClaim[] {
  return (set.spec.volumeClaimTemplates ?? []).map((template) => {
    const claim = clone(template);
    claim.apiVersion = 'v1';
    claim.kind = 'PersistentVolumeClaim';
    claim.metadata.name = claimName(set, template, ordinal);
    claim.metadata.namespace = set.metadata.namespace;
    claim.metadata.labels = { ...claim.metadata.labels, ...set.spec.selector.matchLabels };
    return claim;
  });
}

/** One of a set's pods, as its template and its ordinal make it. @upstream stateful_set_utils.go newStatefulSetPod */
export function podFor(set: StatefulSet, template: PodTemplateSpec, revision: string, ordinal: number): Pod {
  const name = `${set.metadata.name}-${ordinal}`;
  const spec = clone(template.spec);
  const claimed = (set.spec.volumeClaimTemplates ?? []).map((claim) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: claimName(set, claim, ordinal) },
  }));
  const own = (spec.volumes ?? []).filter((volume) => !claimed.some((other) => other.name === volume.name));
  const volumes = [...claimed, ...own];
  if (volumes.length > 0) spec.volumes = volumes;
  spec.hostname = name;
  if (set.spec.serviceName) spec.subdomain = set.spec.serviceName;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace,
      labels: {
        ...template.metadata?.labels,
        [REVISION_LABEL]: revision,
        [POD_NAME_LABEL]: name,
        [POD_INDEX_LABEL]: String(ordinal),
      },
      annotations: template.metadata?.annotations,
      ownerReferences: [controllerReference(set)],
    },
    spec,
    status: {},
  };
}
