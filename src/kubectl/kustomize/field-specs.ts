import type { FieldSpec } from './field-spec';

const made = (path: string, kind?: string, group?: string): FieldSpec => ({ path, kind, group, create: true });
const found = (path: string, kind: string, group: string): FieldSpec => ({ path, kind, group });

/** The labels of resources themselves. */
export const labelsField: FieldSpec = made('metadata/labels');

/** Labels of resources and of what they make. @upstream kustomize builtinpluginconsts/metadatalabels.go */
export const templateLabelFields: readonly FieldSpec[] = [
  labelsField,
  { ...made('spec/template/metadata/labels', 'ReplicationController'), version: 'v1' },
  made('spec/template/metadata/labels', 'Deployment'),
  made('spec/template/metadata/labels', 'ReplicaSet'),
  made('spec/template/metadata/labels', 'DaemonSet'),
  made('spec/template/metadata/labels', 'StatefulSet', 'apps'),
  made('spec/volumeClaimTemplates[]/metadata/labels', 'StatefulSet', 'apps'),
  made('spec/template/metadata/labels', 'Job', 'batch'),
  made('spec/jobTemplate/metadata/labels', 'CronJob', 'batch'),
  made('spec/jobTemplate/spec/template/metadata/labels', 'CronJob', 'batch'),
];

const preferred = 'preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels';
const required = 'requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels';

/** Selectors of pods within the templates of pods. */
const placement = (kind: string): FieldSpec[] =>
  [
    `affinity/podAffinity/${preferred}`,
    `affinity/podAffinity/${required}`,
    `affinity/podAntiAffinity/${preferred}`,
    `affinity/podAntiAffinity/${required}`,
    'topologySpreadConstraints/labelSelector/matchLabels',
  ].map((path) => found(`spec/template/spec/${path}`, kind, 'apps'));

/** The same, and selectors. @upstream kustomize builtinpluginconsts/commonlabels.go */
export const selectorLabelFields: readonly FieldSpec[] = [
  { ...made('spec/selector', 'Service'), version: 'v1' },
  { ...made('spec/selector', 'ReplicationController'), version: 'v1' },
  made('spec/selector/matchLabels', 'Deployment'),
  ...placement('Deployment'),
  made('spec/selector/matchLabels', 'ReplicaSet'),
  made('spec/selector/matchLabels', 'DaemonSet'),
  made('spec/selector/matchLabels', 'StatefulSet', 'apps'),
  ...placement('StatefulSet'),
  found('spec/selector/matchLabels', 'Job', 'batch'),
  found('spec/jobTemplate/spec/selector/matchLabels', 'CronJob', 'batch'),
  found('spec/selector/matchLabels', 'PodDisruptionBudget', 'policy'),
  found('spec/podSelector/matchLabels', 'NetworkPolicy', 'networking.k8s.io'),
  found('spec/ingress/from/podSelector/matchLabels', 'NetworkPolicy', 'networking.k8s.io'),
  found('spec/egress/to/podSelector/matchLabels', 'NetworkPolicy', 'networking.k8s.io'),
  ...templateLabelFields,
];

/** @upstream kustomize builtinpluginconsts/commonannotations.go */
export const annotationFields: readonly FieldSpec[] = [
  made('metadata/annotations'),
  { ...made('spec/template/metadata/annotations', 'ReplicationController'), version: 'v1' },
  ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].map((kind) =>
    made('spec/template/metadata/annotations', kind),
  ),
  made('spec/template/metadata/annotations', 'Job', 'batch'),
  made('spec/jobTemplate/metadata/annotations', 'CronJob', 'batch'),
  made('spec/jobTemplate/spec/template/metadata/annotations', 'CronJob', 'batch'),
];

/** Fields with a namespace beside that of the resource itself. @upstream kustomize builtinpluginconsts/namespace.go */
export const namespaceFields: readonly FieldSpec[] = [
  made('metadata/name', 'Namespace'),
  made('spec/service/namespace', 'APIService', 'apiregistration.k8s.io'),
  found('spec/conversion/webhook/clientConfig/service/namespace', 'CustomResourceDefinition', 'apiextensions.k8s.io'),
];

/** @upstream kustomize builtinpluginconsts/images.go */
export const imageFields: readonly FieldSpec[] = [
  made('spec/containers[]/image'),
  made('spec/initContainers[]/image'),
  made('spec/template/spec/containers[]/image'),
  made('spec/template/spec/initContainers[]/image'),
];

/** @upstream kustomize builtinpluginconsts/replicas.go */
export const replicaFields: readonly FieldSpec[] = [
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
].map((kind) => made('spec/replicas', kind));
