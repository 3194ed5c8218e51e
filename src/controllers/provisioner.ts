import { keyOf } from '../apimachinery/meta';
import { type Controller, type ControllerContext, splitKey } from '../client/controller';
import { find } from '../client/find';
import type { EventRecorder } from '../client/recorder';
import { type PersistentVolume, names as persistentvolumes } from '../resources/core/persistentvolume';
import { type PersistentVolumeClaim, names as persistentvolumeclaims } from '../resources/core/persistentvolumeclaim';
import { type StorageClass, names as storageclasses } from '../resources/storage/storageclass';
import { SELECTED_NODE } from './persistentvolume-binder';

const PROVISIONER = 'volume.kubernetes.io/storage-provisioner';

/** How a cluster's own provisioner makes a volume's source. */
type Provisioner = {
  /** The event source that claims show. */
  readonly component: string;
  readonly source: (claim: PersistentVolumeClaim, node: string) => Partial<PersistentVolume['spec']>;
  readonly annotations: (node: string) => Record<string, string>;
};

const provisioners: Record<string, Provisioner> = {
  'k8s.io/minikube-hostpath': {
    component: 'k8s.io/minikube-hostpath_minikube_8a6c1d2e-5f3b-4c7d-9e0f-1a2b3c4d5e6f',
    source: ({ metadata }) => ({
      hostPath: { path: `/tmp/hostpath-provisioner/${metadata.namespace}/${metadata.name}`, type: '' },
    }),
    annotations: () => ({ hostPathProvisionerIdentity: '8a6c1d2e-5f3b-4c7d-9e0f-1a2b3c4d5e6f' }),
  },
  'rancher.io/local-path': {
    component: 'rancher.io/local-path_local-path-provisioner-7d9564db4-x2xwq_3f1f6a52-7a0e-4a55-8a35-2f1c5c0a9a11',
    source: ({ metadata }, node) => ({
      hostPath: {
        path: `/var/local-path-provisioner/pvc-${metadata.uid}_${metadata.namespace}_${metadata.name}`,
        type: 'DirectoryOrCreate',
      },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] },
          ],
        },
      },
    }),
    annotations: (node) => ({ 'local.path.provisioner/selected-node': node }),
  },
};

/** The provisioners that minikube, kind and k3s install: they make a volume for each claim that asks for one. */
export const provisionerController: Controller = {
  name: 'provisioner',
  watches: { persistentvolumeclaims: ({ object }) => [keyOf(object)] },
  sync,
};

async function sync(key: string, context: ControllerContext): Promise<undefined> {
  const { client, recorder } = context;
  const { namespace, name } = splitKey(key);
  const claim = await find(client, persistentvolumeclaims, name, namespace);
  if (claim === undefined || claim.spec.volumeName || claim.metadata.deletionTimestamp !== undefined) return;
  const provisioner = provisioners[claim.metadata.annotations?.[PROVISIONER] ?? ''];
  const storageClass = await find(client, storageclasses, claim.spec.storageClassName ?? '');
  if (provisioner === undefined || storageClass === undefined) return;
  const volume = volumeFor(claim, storageClass, provisioner);
  if ((await find(client, persistentvolumes, volume.metadata.name)) !== undefined) return;
  const record: EventRecorder = recorder({ component: provisioner.component });
  const message = `External provisioner is provisioning volume for claim "${keyOf(claim)}"`;
  await record(claim, { type: 'Normal', reason: 'Provisioning', message });
  await client.create(persistentvolumes, volume);
  const done = `Successfully provisioned volume ${volume.metadata.name}`;
  await record(claim, { type: 'Normal', reason: 'ProvisioningSucceeded', message: done });
}

function volumeFor(
  claim: PersistentVolumeClaim,
  storageClass: StorageClass,
  provisioner: Provisioner,
): PersistentVolume {
  const { name, namespace, uid, resourceVersion, annotations } = claim.metadata;
  const node = annotations?.[SELECTED_NODE] ?? '';
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: `pvc-${uid}`,
      annotations: { ...provisioner.annotations(node), 'pv.kubernetes.io/provisioned-by': storageClass.provisioner },
    },
    spec: {
      accessModes: claim.spec.accessModes,
      capacity: { storage: claim.spec.resources?.requests?.storage ?? '0' },
      claimRef: { kind: 'PersistentVolumeClaim', namespace, name, uid, apiVersion: 'v1', resourceVersion },
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy,
      storageClassName: storageClass.metadata.name,
      volumeMode: claim.spec.volumeMode,
      ...provisioner.source(claim, node),
    },
    status: {},
  };
}
