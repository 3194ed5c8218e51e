import type { ClusterRole } from '../../resources/rbac/clusterrole';
import type { ClusterRoleBinding } from '../../resources/rbac/clusterrolebinding';
import type { PolicyRule } from '../../resources/rbac/rules';
import { MASTERS } from './user';

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const CREATE = ['create'];

const rule = (verbs: string[], group: string, resources: string): PolicyRule => ({
  verbs,
  apiGroups: [group],
  resources: resources.split(' '),
});

const paths = (verbs: string[], nonResourceURLs: string): PolicyRule => ({
  verbs,
  nonResourceURLs: nonResourceURLs.split(' '),
});

const viewRules: readonly PolicyRule[] = [
  rule(
    READ,
    '',
    'configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status',
  ),
  rule(
    READ,
    '',
    'bindings events limitranges namespaces/status pods/log pods/status replicationcontrollers/status resourcequotas resourcequotas/status',
  ),
  rule(READ, '', 'namespaces'),
  rule(READ, 'discovery.k8s.io', 'endpointslices'),
  rule(
    READ,
    'apps',
    'controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status',
  ),
  rule(READ, 'autoscaling', 'horizontalpodautoscalers horizontalpodautoscalers/status'),
  rule(READ, 'batch', 'cronjobs cronjobs/status jobs jobs/status'),
  rule(
    READ,
    'extensions',
    'daemonsets daemonsets/status deployments deployments/scale deployments/status ingresses ingresses/status networkpolicies replicasets replicasets/scale replicasets/status replicationcontrollers/scale',
  ),
  rule(READ, 'policy', 'poddisruptionbudgets poddisruptionbudgets/status'),
  rule(READ, 'networking.k8s.io', 'ingresses ingresses/status networkpolicies'),
];

const editRules: readonly PolicyRule[] = [
  rule(READ, '', 'pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy'),
  rule(['impersonate'], '', 'serviceaccounts'),
  rule(WRITE, '', 'pods pods/attach pods/exec pods/portforward pods/proxy'),
  rule(CREATE, '', 'pods/eviction'),
  rule(
    WRITE,
    '',
    'configmaps events persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets serviceaccounts services services/proxy',
  ),
  rule(CREATE, '', 'serviceaccounts/token'),
  rule(
    WRITE,
    'apps',
    'daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets statefulsets/scale',
  ),
  rule(WRITE, 'autoscaling', 'horizontalpodautoscalers'),
  rule(WRITE, 'batch', 'cronjobs jobs'),
  rule(
    WRITE,
    'extensions',
    'daemonsets deployments deployments/rollback deployments/scale ingresses networkpolicies replicasets replicasets/scale replicationcontrollers/scale',
  ),
  rule(WRITE, 'policy', 'poddisruptionbudgets'),
  rule(WRITE, 'networking.k8s.io', 'ingresses networkpolicies'),
  rule([...WRITE, ...READ], 'coordination.k8s.io', 'leases'),
];

const adminRules: readonly PolicyRule[] = [
  rule(CREATE, 'authorization.k8s.io', 'localsubjectaccessreviews'),
  rule([...WRITE, ...READ], 'rbac.authorization.k8s.io', 'rolebindings roles'),
];

const healthPaths = '/healthz /livez /readyz /version /version/';

type Default = { readonly rules: readonly PolicyRule[]; readonly groups: readonly string[] };

/** What every cluster has: a role's rules, and the groups that it is bound to. @upstream bootstrappolicy/policy.go */
const defaults: Readonly<Record<string, Default>> = {
  admin: { rules: [...adminRules, ...editRules, ...viewRules], groups: [] },
  'cluster-admin': {
    rules: [rule(['*'], '*', '*'), paths(['*'], '*')],
    // The second group is kubeadm's.
    groups: [MASTERS, 'kubeadm:cluster-admins'],
  },
  edit: { rules: [...editRules, ...viewRules], groups: [] },
  'system:basic-user': {
    rules: [
      rule(CREATE, 'authorization.k8s.io', 'selfsubjectaccessreviews selfsubjectrulesreviews'),
      rule(CREATE, 'authentication.k8s.io', 'selfsubjectreviews'),
    ],
    groups: ['system:authenticated'],
  },
  'system:discovery': {
    rules: [paths(['get'], `/api /api/* /apis /apis/* /openapi /openapi/* ${healthPaths}`)],
    groups: ['system:authenticated'],
  },
  'system:public-info-viewer': {
    rules: [paths(['get'], healthPaths)],
    groups: ['system:authenticated', 'system:unauthenticated'],
  },
  'system:service-account-issuer-discovery': {
    rules: [
      paths(
        ['get'],
        '/.well-known/openid-configuration /.well-known/openid-configuration/ /openid/v1/jwks /openid/v1/jwks/',
      ),
    ],
    groups: ['system:serviceaccounts'],
  },
  view: { rules: viewRules, groups: [] },
};

const group = 'rbac.authorization.k8s.io';
const apiVersion = `${group}/v1` as const;

/** Roles whose rules are also those of others that are labelled so. */
const aggregated = ['admin', 'edit', 'view'];

/** The role of a name that a cluster has though nobody stored it. */
export function defaultClusterRole(name: string): ClusterRole | undefined {
  if (!Object.hasOwn(defaults, name)) return undefined;
  const { rules = [] } = defaults[name] ?? {};
  const matchLabels = { [`${group}/aggregate-to-${name}`]: 'true' };
  const aggregationRule = aggregated.includes(name) ? { clusterRoleSelectors: [{ matchLabels }] } : undefined;
  return { apiVersion, kind: 'ClusterRole', metadata: { name }, rules: [...rules], aggregationRule };
}

/** The bindings that a cluster has though nobody stored them. */
export const defaultClusterRoleBindings: readonly ClusterRoleBinding[] = Object.entries(defaults).flatMap(
  ([name, { groups }]) => {
    if (groups.length === 0) return [];
    const subjects = groups.map((subject) => ({ kind: 'Group', apiGroup: group, name: subject }));
    const roleRef = { apiGroup: group, kind: 'ClusterRole', name };
    return [{ apiVersion, kind: 'ClusterRoleBinding' as const, metadata: { name }, subjects, roleRef }];
  },
);
