/** How one field is patched. */
export type FieldPatch = {
  /** `merge` joins lists instead of replacing them, `replace` replaces objects instead of merging them. */
  readonly strategy?: 'merge' | 'replace';
  /** The field that tells the elements of a merged list apart; without it the list holds texts. */
  readonly mergeKey?: string;
  /** A created patch names the fields to keep: those of a union, of which only one may be set. */
  readonly retainKeys?: true;
  /** The fields of the object, or of the list's elements. */
  readonly fields?: PatchSchema;
};

/** How the fields of an object are patched; the fields that are not named merge objects and replace lists. */
export type PatchSchema = { readonly [field: string]: FieldPatch | undefined };

const mergeBy = (mergeKey: string, fields?: PatchSchema): FieldPatch => ({ strategy: 'merge', mergeKey, fields });
const unionBy = (mergeKey: string, fields?: PatchSchema): FieldPatch => ({
  ...mergeBy(mergeKey, fields),
  retainKeys: true,
});
const within = (fields: PatchSchema): FieldPatch => ({ fields });
const mergeTexts: FieldPatch = { strategy: 'merge' };

const metadata = within({ finalizers: mergeTexts, ownerReferences: mergeBy('uid') });
const statusConditions = within({ conditions: mergeBy('type') });

const container: PatchSchema = {
  env: mergeBy('name'),
  ports: mergeBy('containerPort'),
  volumeDevices: mergeBy('devicePath'),
  volumeMounts: mergeBy('mountPath'),
};

const volume: PatchSchema = { ephemeral: within({ volumeClaimTemplate: within({ metadata }) }) };

const podSpec = within({
  containers: mergeBy('name', container),
  ephemeralContainers: mergeBy('name', container),
  hostAliases: mergeBy('ip'),
  imagePullSecrets: mergeBy('name'),
  initContainers: mergeBy('name', container),
  resourceClaims: unionBy('name'),
  schedulingGates: mergeBy('name'),
  topologySpreadConstraints: mergeBy('topologyKey'),
  volumes: unionBy('name', volume),
});

const podStatus = within({
  conditions: mergeBy('type'),
  hostIPs: mergeBy('ip'),
  podIPs: mergeBy('ip'),
  resourceClaimStatuses: unionBy('name'),
});

const template = within({ metadata, spec: podSpec });
const jobSpec: PatchSchema = { template };
const webhooks = mergeBy('name', { matchConditions: mergeBy('name') });

const plain: PatchSchema = { metadata };
const withConditions: PatchSchema = { metadata, status: statusConditions };
const workload: PatchSchema = { metadata, spec: within({ template }), status: statusConditions };

/**
 * The kinds and the rules of their fields, from the struct tags patchStrategy and patchMergeKey.
 * @upstream k8s.io/api types.go of each group, apimachinery meta/v1 types.go
 */
const schemas: Readonly<Record<string, Readonly<Record<string, PatchSchema>>>> = {
  v1: {
    Binding: plain,
    ComponentStatus: { metadata, conditions: mergeBy('type') },
    ConfigMap: plain,
    Endpoints: plain,
    Event: plain,
    LimitRange: plain,
    Namespace: withConditions,
    Node: {
      metadata,
      spec: within({ podCIDRs: mergeTexts }),
      status: within({ addresses: mergeBy('type'), conditions: mergeBy('type') }),
    },
    PersistentVolume: plain,
    PersistentVolumeClaim: withConditions,
    Pod: { metadata, spec: podSpec, status: podStatus },
    PodTemplate: { metadata, template },
    ReplicationController: workload,
    ResourceQuota: plain,
    Secret: plain,
    Service: { metadata, spec: within({ ports: mergeBy('port') }), status: statusConditions },
    ServiceAccount: { metadata, secrets: mergeBy('name') },
  },
  'admissionregistration.k8s.io/v1': {
    MutatingWebhookConfiguration: { metadata, webhooks },
    ValidatingAdmissionPolicy: {
      metadata,
      spec: within({ matchConditions: mergeBy('name'), variables: mergeBy('name') }),
    },
    ValidatingAdmissionPolicyBinding: plain,
    ValidatingWebhookConfiguration: { metadata, webhooks },
  },
  'apiextensions.k8s.io/v1': { CustomResourceDefinition: plain },
  'apiregistration.k8s.io/v1': { APIService: withConditions },
  'apps/v1': {
    ControllerRevision: plain,
    DaemonSet: workload,
    Deployment: { metadata, spec: within({ strategy: { retainKeys: true }, template }), status: statusConditions },
    ReplicaSet: workload,
    StatefulSet: workload,
  },
  'autoscaling/v1': { HorizontalPodAutoscaler: plain, Scale: plain },
  'autoscaling/v2': { HorizontalPodAutoscaler: withConditions },
  'batch/v1': {
    CronJob: { metadata, spec: within({ jobTemplate: within({ metadata, spec: within(jobSpec) }) }) },
    Job: { metadata, spec: within(jobSpec), status: statusConditions },
  },
  'certificates.k8s.io/v1': { CertificateSigningRequest: plain },
  'coordination.k8s.io/v1': { Lease: plain },
  'discovery.k8s.io/v1': { EndpointSlice: plain },
  'events.k8s.io/v1': { Event: plain },
  'flowcontrol.apiserver.k8s.io/v1': { FlowSchema: withConditions, PriorityLevelConfiguration: withConditions },
  'networking.k8s.io/v1': {
    IPAddress: plain,
    Ingress: plain,
    IngressClass: plain,
    NetworkPolicy: plain,
    ServiceCIDR: withConditions,
  },
  'node.k8s.io/v1': { RuntimeClass: plain },
  'policy/v1': {
    Eviction: plain,
    PodDisruptionBudget: {
      metadata,
      spec: within({ selector: { strategy: 'replace' } }),
      status: statusConditions,
    },
  },
  'rbac.authorization.k8s.io/v1': { ClusterRole: plain, ClusterRoleBinding: plain, Role: plain, RoleBinding: plain },
  'scheduling.k8s.io/v1': { PriorityClass: plain },
  'storage.k8s.io/v1': {
    CSIDriver: plain,
    CSINode: { metadata, spec: within({ drivers: mergeBy('name') }) },
    CSIStorageCapacity: plain,
    StorageClass: plain,
    VolumeAttachment: plain,
  },
};

/** How a kind is patched strategically; undefined for kinds that only take merge and JSON patches: custom ones. */
export function schemaFor(apiVersion: string, kind: string): PatchSchema | undefined {
  const kinds = Object.hasOwn(schemas, apiVersion) ? schemas[apiVersion] : undefined;
  return kinds !== undefined && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
}
