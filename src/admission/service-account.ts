import { forbidden } from '../apimachinery/errors';
import { type Random, randomSuffix } from '../apimachinery/random';
import { names as pods } from '../resources/core/pod';
import type { Pod, Volume } from '../resources/core/pod-types';
import { type ServiceAccount, names as serviceaccounts } from '../resources/core/serviceaccount';
import type { AdmissionPlugin } from './plugin';

const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const VOLUME_PREFIX = 'kube-api-access-';

/** Pods run as a service account and get its token mounted. @upstream plugin/pkg/admission/serviceaccount */
export const serviceAccount: AdmissionPlugin = (object, { kind, operation, random, get }) => {
  if (kind.plural !== pods.plural || operation !== 'CREATE') return;
  const pod = object as Pod;
  const name = pod.spec.serviceAccountName || 'default';
  pod.spec.serviceAccountName = name;
  pod.spec.serviceAccount = name;
  const account = get(serviceaccounts, pod.metadata.namespace, name) as ServiceAccount | undefined;
  if (account === undefined) {
    throw forbidden(
      pods,
      pod.metadata.name,
      `error looking up service account ${pod.metadata.namespace}/${name}: serviceaccount "${name}" not found`,
    );
  }
  if (pod.spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true) {
    mountToken(pod, random);
  }
};

function mountToken({ spec }: Pod, random: Random): void {
  const containers = [...(spec.initContainers ?? []), ...spec.containers];
  const unmounted = containers.filter(
    (container) => !container.volumeMounts?.some(({ mountPath }) => mountPath === MOUNT_PATH),
  );
  if (unmounted.length === 0) return;
  const known = spec.volumes?.find(({ name = '' }) => name.startsWith(VOLUME_PREFIX));
  const volumeName = known?.name ?? `${VOLUME_PREFIX}${randomSuffix(random)}`;
  for (const container of unmounted) {
    const mount = { name: volumeName, readOnly: true, mountPath: MOUNT_PATH };
    container.volumeMounts = [...(container.volumeMounts ?? []), mount];
  }
  if (known === undefined) spec.volumes = [...(spec.volumes ?? []), tokenVolume(volumeName)];
}

function tokenVolume(name: string): Volume {
  return {
    name,
    projected: {
      defaultMode: 0o644,
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
          },
        },
      ],
    },
  };
}
