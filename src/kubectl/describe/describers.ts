import type { Kind, KubeObject } from '../../apimachinery/meta';
import type { Describer } from './context';

type Load = () => Promise<Describer>;

/** The one place that trusts a kind's name for the type of its objects. */
function lazily<T extends KubeObject>(load: () => Promise<Describer<T>>): Load {
  return async () => {
    const describe = await load();
    return (object, context) => describe(object as T, context);
  };
}

/** By `group/Kind`; each is loaded when the first such object is described. */
const describers: Record<string, Load> = {
  '/ConfigMap': lazily(async () => (await import('./configmap')).describeConfigMap),
  '/Endpoints': lazily(async () => (await import('./endpoints')).describeEndpoints),
  '/LimitRange': lazily(async () => (await import('./limitrange')).describeLimitRange),
  '/Namespace': lazily(async () => (await import('./namespace')).describeNamespace),
  '/Node': lazily(async () => (await import('./node')).describeNode),
  '/PersistentVolume': lazily(async () => (await import('./persistentvolume')).describePersistentVolume),
  '/PersistentVolumeClaim': lazily(async () => (await import('./persistentvolumeclaim')).describePersistentVolumeClaim),
  '/Pod': lazily(async () => (await import('./pod')).describePod),
  '/ReplicationController': lazily(async () => (await import('./replicationcontroller')).describeReplicationController),
  '/ResourceQuota': lazily(async () => (await import('./resourcequota')).describeResourceQuota),
  '/Secret': lazily(async () => (await import('./secret')).describeSecret),
  '/Service': lazily(async () => (await import('./service')).describeService),
  '/ServiceAccount': lazily(async () => (await import('./serviceaccount')).describeServiceAccount),
  'apps/DaemonSet': lazily(async () => (await import('./daemonset')).describeDaemonSet),
  'apps/Deployment': lazily(async () => (await import('./deployment')).describeDeployment),
  'apps/ReplicaSet': lazily(async () => (await import('./replicaset')).describeReplicaSet),
  'apps/StatefulSet': lazily(async () => (await import('./statefulset')).describeStatefulSet),
  'autoscaling/HorizontalPodAutoscaler': lazily(
    async () => (await import('./horizontalpodautoscaler')).describeHorizontalPodAutoscaler,
  ),
  'batch/CronJob': lazily(async () => (await import('./cronjob')).describeCronJob),
  'batch/Job': lazily(async () => (await import('./job')).describeJob),
  'certificates.k8s.io/CertificateSigningRequest': lazily(
    async () => (await import('./certificatesigningrequest')).describeCertificateSigningRequest,
  ),
  'discovery.k8s.io/EndpointSlice': lazily(async () => (await import('./endpointslice')).describeEndpointSlice),
  'networking.k8s.io/Ingress': lazily(async () => (await import('./ingress')).describeIngress),
  'networking.k8s.io/IngressClass': lazily(async () => (await import('./ingressclass')).describeIngressClass),
  'networking.k8s.io/NetworkPolicy': lazily(async () => (await import('./networkpolicy')).describeNetworkPolicy),
  'policy/PodDisruptionBudget': lazily(async () => (await import('./poddisruptionbudget')).describePodDisruptionBudget),
  'rbac.authorization.k8s.io/ClusterRole': lazily(async () => (await import('./role')).describeRole),
  'rbac.authorization.k8s.io/ClusterRoleBinding': lazily(
    async () => (await import('./rolebinding')).describeRoleBinding,
  ),
  'rbac.authorization.k8s.io/Role': lazily(async () => (await import('./role')).describeRole),
  'rbac.authorization.k8s.io/RoleBinding': lazily(async () => (await import('./rolebinding')).describeRoleBinding),
  'scheduling.k8s.io/PriorityClass': lazily(async () => (await import('./priorityclass')).describePriorityClass),
  'storage.k8s.io/StorageClass': lazily(async () => (await import('./storageclass')).describeStorageClass),
};

/** How objects of a kind are described; kinds without a describer of their own are by their fields. */
export function describerFor({ group, kind }: Pick<Kind, 'group' | 'kind'>): Describer {
  const load = describers[`${group}/${kind}`] ?? (async () => (await import('./generic')).describeGeneric);
  return async (object, context) => (await load())(object, context);
}
