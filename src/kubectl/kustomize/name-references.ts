import type { FieldSpec } from './field-spec';
import type { Gvk } from './resource-id';

/** The fields that name resources of a kind. */
export type NameReference = { readonly target: Partial<Gvk>; readonly fields: readonly FieldSpec[] };

/** Where the pods' spec stands in each kind that makes pods. */
const podSpecs: readonly FieldSpec[] = [
  { kind: 'Pod', version: 'v1', path: 'spec' },
  { kind: 'PodTemplate', path: 'template/spec' },
  ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job'].map((kind) => ({
    kind,
    path: 'spec/template/spec',
  })),
  { kind: 'CronJob', path: 'spec/jobTemplate/spec/template/spec' },
];

/** The kinds whose pods may name an account, a claim or a priority. */
const namingPodSpecs: readonly FieldSpec[] = [
  { kind: 'Pod', path: 'spec' },
  ...['StatefulSet', 'Deployment', 'ReplicationController', 'Job', 'DaemonSet'].map((kind) => ({
    kind,
    path: 'spec/template/spec',
  })),
  { kind: 'CronJob', path: 'spec/jobTemplate/spec/template/spec' },
];

const below = (specs: readonly FieldSpec[], ...paths: readonly string[]): FieldSpec[] =>
  specs.flatMap((spec) => paths.map((path) => ({ ...spec, path: `${spec.path}/${path}` })));

const configMapFields = [
  'volumes/configMap/name',
  'containers/env/valueFrom/configMapKeyRef/name',
  'initContainers/env/valueFrom/configMapKeyRef/name',
  'containers/envFrom/configMapRef/name',
  'initContainers/envFrom/configMapRef/name',
  'volumes/projected/sources/configMap/name',
];

const secretFields = [
  'volumes/secret/secretName',
  'containers/env/valueFrom/secretKeyRef/name',
  'initContainers/env/valueFrom/secretKeyRef/name',
  'containers/envFrom/secretRef/name',
  'initContainers/envFrom/secretRef/name',
  'imagePullSecrets/name',
  'volumes/projected/sources/secret/name',
];

const fields = (kind: string, ...paths: readonly string[]): FieldSpec[] => paths.map((path) => ({ kind, path }));
const roleNames = [...fields('Role', 'rules/resourceNames'), ...fields('ClusterRole', 'rules/resourceNames')];

const rbac = 'rbac.authorization.k8s.io';
const admission = 'admissionregistration.k8s.io';

const scaled: readonly NameReference[] = ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map(
  (kind) => ({ target: { kind }, fields: fields('HorizontalPodAutoscaler', 'spec/scaleTargetRef/name') }),
);

/**
 * The fields that follow the names of what they name.
 * @upstream kustomize api/internal/konfig/builtinpluginconsts/namereference.go
 */
export const nameReferences: readonly NameReference[] = [
  ...scaled,
  {
    target: { kind: 'ConfigMap', version: 'v1' },
    fields: [
      ...below(podSpecs, ...configMapFields),
      ...fields('Node', 'spec/configSource/configMap'),
      ...roleNames,
      ...fields('Ingress', 'metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap'),
    ],
  },
  {
    target: { kind: 'Secret', version: 'v1' },
    fields: [
      ...below(podSpecs, ...secretFields),
      ...fields(
        'Ingress',
        'spec/tls/secretName',
        'metadata/annotations/ingress.kubernetes.io\\/auth-secret',
        'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret',
        'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret',
      ),
      ...fields('ServiceAccount', 'imagePullSecrets/name'),
      ...fields(
        'StorageClass',
        'parameters/secretName',
        'parameters/adminSecretName',
        'parameters/userSecretName',
        'parameters/secretRef',
      ),
      ...roleNames,
      {
        kind: 'Service',
        group: 'serving.knative.dev',
        version: 'v1',
        path: 'spec/template/spec/containers/env/valueFrom/secretKeyRef/name',
      },
      ...fields('PersistentVolume', 'spec/azureFile/secretName'),
    ],
  },
  {
    target: { kind: 'Service', version: 'v1' },
    fields: [
      { kind: 'StatefulSet', group: 'apps', path: 'spec/serviceName' },
      ...fields(
        'Ingress',
        'spec/rules/http/paths/backend/serviceName',
        'spec/backend/serviceName',
        'spec/rules/http/paths/backend/service/name',
        'spec/defaultBackend/service/name',
      ),
      { kind: 'APIService', group: 'apiregistration.k8s.io', path: 'spec/service/name' },
      { kind: 'ValidatingWebhookConfiguration', group: admission, path: 'webhooks/clientConfig/service' },
      { kind: 'MutatingWebhookConfiguration', group: admission, path: 'webhooks/clientConfig/service' },
    ],
  },
  {
    target: { kind: 'Role', group: rbac },
    fields: [{ kind: 'RoleBinding', group: rbac, path: 'roleRef/name' }],
  },
  {
    target: { kind: 'ClusterRole', group: rbac },
    fields: [
      { kind: 'RoleBinding', group: rbac, path: 'roleRef/name' },
      { kind: 'ClusterRoleBinding', group: rbac, path: 'roleRef/name' },
    ],
  },
  {
    target: { kind: 'ServiceAccount', version: 'v1' },
    fields: [
      { kind: 'RoleBinding', group: rbac, path: 'subjects' },
      { kind: 'ClusterRoleBinding', group: rbac, path: 'subjects' },
      ...below(namingPodSpecs, 'serviceAccountName'),
    ],
  },
  {
    target: { kind: 'PersistentVolumeClaim', version: 'v1' },
    fields: below(namingPodSpecs, 'volumes/persistentVolumeClaim/claimName'),
  },
  {
    target: { kind: 'PersistentVolume', version: 'v1' },
    fields: [...fields('PersistentVolumeClaim', 'spec/volumeName'), ...fields('ClusterRole', 'rules/resourceNames')],
  },
  {
    target: { kind: 'StorageClass', group: 'storage.k8s.io', version: 'v1' },
    fields: [
      ...fields('PersistentVolume', 'spec/storageClassName'),
      ...fields('PersistentVolumeClaim', 'spec/storageClassName'),
      ...fields('StatefulSet', 'spec/volumeClaimTemplates/spec/storageClassName'),
    ],
  },
  {
    target: { kind: 'PriorityClass', group: 'scheduling.k8s.io', version: 'v1' },
    fields: below(namingPodSpecs, 'priorityClassName'),
  },
  {
    target: { kind: 'ValidatingAdmissionPolicy', group: admission },
    fields: [{ kind: 'ValidatingAdmissionPolicyBinding', group: admission, path: 'spec/policyName' }],
  },
];
