import { isObject, type Json, type JsonObject } from '../../apimachinery/json';
import { goList, goValue } from './go-value';

/** One line about a volume source: its label, the field it shows, and how. */
export type SourceLine = readonly [label: string, field: string, show: (value: Json | undefined) => string];

/** A volume source that is described by its fields alone. */
export type FlatSource = { readonly type: string; readonly lines: readonly SourceLine[] };

const text = (value: Json | undefined): string => (value === undefined || value === null ? '' : goValue(value));
const flag = (value: Json | undefined): string => String(value === true);
const number = (value: Json | undefined): string => goValue(value ?? 0);
const list = (value: Json | undefined): string => goList(Array.isArray(value) ? value : []);
const joined = (value: Json | undefined): string => (Array.isArray(value) ? value.map(goValue).join(', ') : '');
const orNone = (value: Json | undefined): string => (value === undefined ? '<none>' : goValue(value));
const orUnset = (value: Json | undefined): string => (value === undefined ? '<unset>' : goValue(value));
const options = (value: Json | undefined): string => goValue(value ?? {});

/** A pod's reference as Go prints the struct. */
function localReference(value: Json | undefined): string {
  return isObject(value) ? `&LocalObjectReference{Name:${text(value.name)},}` : 'nil';
}

/** A PersistentVolume's reference, which names a namespace. */
function reference(value: Json | undefined): string {
  if (!isObject(value)) return 'nil';
  return `&SecretReference{Name:${text(value.name)},Namespace:${text(value.namespace)},}`;
}

const secretPart =
  (field: string) =>
  (value: Json | undefined): string =>
    isObject(value) ? text(value[field]) : '';

const fsType: SourceLine = ['FSType:', 'fsType', text];
const readOnly: SourceLine = ['ReadOnly:', 'readOnly', flag];
const secretRef: SourceLine = ['SecretRef:', 'secretRef', localReference];
const path: SourceLine = ['Path:', 'path', text];
const volumeId: SourceLine = ['VolumeID:', 'volumeID', text];
const optional: SourceLine = ['Optional:', 'optional', flag];

const iscsiType = [
  'ISCSI (an ISCSI Disk resource',
  "that is attached to a kubelet's host machine",
  'and then exposed to the pod)',
].join(' ');

const scaleIo: readonly SourceLine[] = [
  ['Gateway:', 'gateway', text],
  ['System:', 'system', text],
  ['Protection Domain:', 'protectionDomain', text],
  ['Storage Pool:', 'storagePool', text],
  ['Storage Mode:', 'storageMode', text],
  ['VolumeName:', 'volumeName', text],
];

/** The sources of volumes, by the field that holds them. @upstream describe.go print…VolumeSource */
export const flatSources: Record<string, FlatSource> = {
  hostPath: {
    type: 'HostPath (bare host directory volume)',
    lines: [path, ['HostPathType:', 'type', orNone]],
  },
  gcePersistentDisk: {
    type: 'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)',
    lines: [['PDName:', 'pdName', text], fsType, ['Partition:', 'partition', number], readOnly],
  },
  awsElasticBlockStore: {
    type: 'AWSElasticBlockStore (a Persistent Disk resource in AWS)',
    lines: [volumeId, fsType, ['Partition:', 'partition', number], readOnly],
  },
  gitRepo: {
    type: 'GitRepo (a volume that is pulled from git when the pod is created)',
    lines: [
      ['Repository:', 'repository', text],
      ['Revision:', 'revision', text],
    ],
  },
  secret: {
    type: 'Secret (a volume populated by a Secret)',
    lines: [['SecretName:', 'secretName', text], optional],
  },
  configMap: {
    type: 'ConfigMap (a volume populated by a ConfigMap)',
    lines: [['Name:', 'name', text], optional],
  },
  nfs: {
    type: 'NFS (an NFS mount that lasts the lifetime of a pod)',
    lines: [['Server:', 'server', text], path, readOnly],
  },
  iscsi: {
    type: iscsiType,
    lines: [
      ['TargetPortal:', 'targetPortal', text],
      ['IQN:', 'iqn', text],
      ['Lun:', 'lun', number],
      // Without a colon, as upstream has it.
      ['ISCSIInterface', 'iscsiInterface', text],
      fsType,
      readOnly,
      ['Portals:', 'portals', list],
      ['DiscoveryCHAPAuth:', 'chapAuthDiscovery', flag],
      ['SessionCHAPAuth:', 'chapAuthSession', flag],
      secretRef,
      ['InitiatorName:', 'initiatorName', orNone],
    ],
  },
  glusterfs: {
    type: "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
    lines: [['EndpointsName:', 'endpoints', text], path, readOnly],
  },
  persistentVolumeClaim: {
    type: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    lines: [['ClaimName:', 'claimName', text], readOnly],
  },
  rbd: {
    type: "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
    lines: [
      ['CephMonitors:', 'monitors', list],
      ['RBDImage:', 'image', text],
      fsType,
      ['RBDPool:', 'pool', text],
      ['RadosUser:', 'user', text],
      ['Keyring:', 'keyring', text],
      secretRef,
      readOnly,
    ],
  },
  quobyte: {
    type: "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
    lines: [['Registry:', 'registry', text], ['Volume:', 'volume', text], readOnly],
  },
  azureDisk: {
    type: 'AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)',
    lines: [
      ['DiskName:', 'diskName', text],
      ['DiskURI:', 'diskURI', text],
      ['Kind: ', 'kind', text],
      fsType,
      ['CachingMode:', 'cachingMode', text],
      readOnly,
    ],
  },
  vsphereVolume: {
    type: 'vSphereVolume (a Persistent Disk resource in vSphere)',
    lines: [['VolumePath:', 'volumePath', text], fsType, ['StoragePolicyName:', 'storagePolicyName', text]],
  },
  cinder: {
    type: 'Cinder (a Persistent Disk resource in OpenStack)',
    lines: [volumeId, fsType, readOnly, secretRef],
  },
  photonPersistentDisk: {
    type: 'PhotonPersistentDisk (a Persistent Disk resource in photon platform)',
    lines: [['PdID:', 'pdID', text], fsType],
  },
  portworxVolume: { type: 'PortworxVolume (a Portworx Volume resource)', lines: [volumeId] },
  scaleIO: {
    type: 'ScaleIO (a persistent volume backed by a block device in ScaleIO)',
    lines: [...scaleIo, fsType, readOnly],
  },
  cephfs: {
    type: "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
    lines: [
      ['Monitors:', 'monitors', list],
      path,
      ['User:', 'user', text],
      ['SecretFile:', 'secretFile', text],
      secretRef,
      readOnly,
    ],
  },
  storageos: {
    type: 'StorageOS (a StorageOS Persistent Disk resource)',
    lines: [['VolumeName:', 'volumeName', text], ['VolumeNamespace:', 'volumeNamespace', text], fsType, readOnly],
  },
  fc: {
    type: 'FC (a Fibre Channel disk)',
    lines: [['TargetWWNs:', 'targetWWNs', joined], ['LUN:', 'lun', orNone], fsType, readOnly],
  },
  azureFile: {
    type: 'AzureFile (an Azure File Service mount on the host and bind mount to the pod)',
    lines: [['SecretName:', 'secretName', text], ['ShareName:', 'shareName', text], readOnly],
  },
  flexVolume: {
    type: 'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)',
    lines: [['Driver:', 'driver', text], fsType, secretRef, readOnly, ['Options:', 'options', options]],
  },
  flocker: {
    type: 'Flocker (a Flocker volume mounted by the Flocker agent)',
    lines: [
      ['DatasetName:', 'datasetName', text],
      ['DatasetUUID:', 'datasetUUID', text],
    ],
  },
  csi: {
    type: 'CSI (a Container Storage Interface (CSI) volume source)',
    lines: [['Driver:', 'driver', text], fsType, readOnly],
  },
  image: {
    type: 'Image (a container image or OCI artifact)',
    lines: [
      ['Reference:', 'reference', text],
      ['PullPolicy:', 'pullPolicy', text],
    ],
  },
};

function withNamespacedReference({ type, lines }: FlatSource): FlatSource {
  return { type, lines: lines.map((line) => (line === secretRef ? ['SecretRef:', 'secretRef', reference] : line)) };
}

/** The sources as a PersistentVolume has them: references name a namespace, and some have other fields. */
export const persistentSources: Record<string, FlatSource> = {
  ...Object.fromEntries(Object.entries(flatSources).map(([field, source]) => [field, withNamespacedReference(source)])),
  glusterfs: {
    type: "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
    lines: [
      ['EndpointsName:', 'endpoints', text],
      ['EndpointsNamespace:', 'endpointsNamespace', orUnset],
      path,
      readOnly,
    ],
  },
  scaleIO: {
    type: 'ScaleIO (a persistent volume backed by a block device in ScaleIO)',
    lines: [
      ...scaleIo,
      ['SecretName:', 'secretRef', secretPart('name')],
      ['SecretNamespace:', 'secretRef', secretPart('namespace')],
      fsType,
      readOnly,
    ],
  },
  azureFile: {
    type: 'AzureFile (an Azure File Service mount on the host and bind mount to the pod)',
    lines: [
      ['SecretName:', 'secretName', text],
      ['SecretNamespace:', 'secretNamespace', text],
      ['ShareName:', 'shareName', text],
      readOnly,
    ],
  },
  local: { type: 'LocalVolume (a persistent volume backed by local storage on a node)', lines: [path] },
  csi: {
    type: 'CSI (a Container Storage Interface (CSI) volume source)',
    lines: [['Driver:', 'driver', text], fsType, ['VolumeHandle:', 'volumeHandle', text], readOnly],
  },
};

/** The source that a volume has, of those in a table. */
export function sourceIn(volume: JsonObject, sources: Record<string, FlatSource>): string | undefined {
  return Object.keys(sources).find((field) => isObject(volume[field]));
}
