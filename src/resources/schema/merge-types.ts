import { atomic, type ListType, type MapType, type MergeType } from '../../apimachinery/fieldpath/merge-type';
import { type FieldType, fieldOf, typeOf } from './field-types';

/**
 * Lists that are merged element by element, with the fields that tell elements apart; all others are set as a whole.
 * @upstream k8s.io/api types.go: +listType=map, +listMapKey
 */
const listKeys: Readonly<Record<string, readonly string[]>> = {
  'V1CSINodeSpec.drivers': ['name'],
  'V1Container.env': ['name'],
  'V1Container.ports': ['containerPort', 'protocol'],
  'V1Container.volumeDevices': ['devicePath'],
  'V1Container.volumeMounts': ['mountPath'],
  'V1CustomResourceDefinitionStatus.conditions': ['type'],
  'V1DaemonSetStatus.conditions': ['type'],
  'V1DeploymentStatus.conditions': ['type'],
  'V1EphemeralContainer.env': ['name'],
  'V1EphemeralContainer.ports': ['containerPort', 'protocol'],
  'V1EphemeralContainer.volumeDevices': ['devicePath'],
  'V1EphemeralContainer.volumeMounts': ['mountPath'],
  'V1NamespaceStatus.conditions': ['type'],
  'V1NodeStatus.addresses': ['type'],
  'V1NodeStatus.conditions': ['type'],
  'V1ObjectMeta.ownerReferences': ['uid'],
  'V1PersistentVolumeClaimStatus.conditions': ['type'],
  'V1PodDisruptionBudgetStatus.conditions': ['type'],
  'V1PodSpec.containers': ['name'],
  'V1PodSpec.ephemeralContainers': ['name'],
  'V1PodSpec.hostAliases': ['ip'],
  'V1PodSpec.imagePullSecrets': ['name'],
  'V1PodSpec.initContainers': ['name'],
  'V1PodSpec.resourceClaims': ['name'],
  'V1PodSpec.schedulingGates': ['name'],
  'V1PodSpec.topologySpreadConstraints': ['topologyKey', 'whenUnsatisfiable'],
  'V1PodSpec.volumes': ['name'],
  'V1PodStatus.conditions': ['type'],
  'V1PodStatus.podIPs': ['ip'],
  'V1PodStatus.resourceClaimStatuses': ['name'],
  'V1ReplicaSetStatus.conditions': ['type'],
  'V1ReplicationControllerStatus.conditions': ['type'],
  'V1ResourceRequirements.claims': ['name'],
  'V1ServiceAccount.secrets': ['name'],
  'V1ServiceCIDRStatus.conditions': ['type'],
  'V1ServiceSpec.ports': ['port', 'protocol'],
  'V1ServiceStatus.conditions': ['type'],
  'V1StatefulSetStatus.conditions': ['type'],
  'V2HorizontalPodAutoscalerStatus.conditions': ['type'],
};

/** Lists of texts that are merged text by text. @upstream +listType=set */
const sets: ReadonlySet<string> = new Set([
  'V1CSIDriverSpec.volumeLifecycleModes',
  'V1CustomResourceDefinitionStatus.storedVersions',
  'V1NodeSpec.podCIDRs',
  'V1ObjectMeta.finalizers',
  'V1UncountedTerminatedPods.failed',
  'V1UncountedTerminatedPods.succeeded',
]);

/** Structs that are set as a whole. @upstream +structType=atomic */
const atomicStructs: ReadonlySet<string> = new Set([
  'CoreV1EndpointPort',
  'DiscoveryV1EndpointPort',
  'RbacV1Subject',
  'V1ConfigMapKeySelector',
  'V1EndpointAddress',
  'V1LabelSelector',
  'V1LocalObjectReference',
  'V1NodeSelector',
  'V1NodeSelectorTerm',
  'V1ObjectFieldSelector',
  'V1ObjectReference',
  'V1OwnerReference',
  'V1ResourceFieldSelector',
  'V1RoleRef',
  'V1ScopeSelector',
  'V1SecretKeySelector',
  'V1SecretReference',
  'V1ServiceBackendPort',
  'V1TopologySelectorTerm',
  'V1TypedLocalObjectReference',
]);

/** Maps that are set as a whole. @upstream +mapType=atomic, +structType=atomic on a field */
const atomicMaps: ReadonlySet<string> = new Set([
  'V1PodSpec.nodeSelector',
  'V1ReplicationControllerSpec.selector',
  'V1ServiceSpec.selector',
]);

/** Fields whose struct is set field by field, though it is set as a whole elsewhere. @upstream +structType=granular */
const granularFields: ReadonlySet<string> = new Set(['V1PersistentVolumeSpec.claimRef']);

const structs = new Map<string, MapType>();

/** What nobody describes: maps are merged, everything else is set as a whole. */
const untyped: MapType = { shape: 'map', field: () => ({ type: untyped, isDeclared: false }) };

/** How objects of a kind are owned and merged. */
export function mergeTypeOf(apiVersion: string, kind: string): MergeType {
  const typeName = typeOf(apiVersion, kind);
  return typeName === undefined ? untyped : structType(typeName);
}

function structType(typeName: string): MapType {
  const known = structs.get(typeName);
  if (known !== undefined) return known;
  const fields = new Map<string, { type: MergeType; isDeclared: boolean }>();
  const made: MapType = {
    shape: 'map',
    isStruct: true,
    field(name) {
      const found = fields.get(name) ?? describeField(typeName, name);
      fields.set(name, found);
      return found;
    },
  };
  structs.set(typeName, made);
  return made;
}

function describeField(typeName: string, name: string): { type: MergeType; isDeclared: boolean } {
  const field = fieldOf(typeName, name);
  if (field === undefined) return { type: untyped, isDeclared: false };
  return { type: fieldType(field.type, `${typeName}.${name}`), isDeclared: true };
}

function fieldType(type: FieldType, place: string): MergeType {
  switch (type.shape) {
    case 'scalar':
      return atomic;
    case 'object':
      if (atomicStructs.has(type.typeName) && !granularFields.has(place)) return atomic;
      return structType(type.typeName);
    case 'map':
      return atomicMaps.has(place) ? atomic : mapType(type.element, place);
    case 'list':
      return listType(type.element, place);
  }
}

function mapType(element: FieldType, place: string): MapType {
  const entry = { type: fieldType(element, `${place}{}`), isDeclared: false };
  return { shape: 'map', field: () => entry };
}

function listType(element: FieldType, place: string): MergeType {
  const keys = Object.hasOwn(listKeys, place) ? listKeys[place] : undefined;
  if (keys === undefined && !sets.has(place)) return atomic;
  const type = element.shape === 'object' ? structOrAtomic(element.typeName) : atomic;
  return { shape: 'list', keys, element: type } satisfies ListType;
}

function structOrAtomic(typeName: string): MergeType {
  return atomicStructs.has(typeName) ? atomic : structType(typeName);
}
