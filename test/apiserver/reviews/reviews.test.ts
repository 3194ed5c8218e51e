import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../src/apimachinery/meta';
import { impersonatedUser } from '../../../src/apiserver/reviews/user';
import { kinds } from '../../../src/resources/kinds';
import { type AccessReview, reviews } from '../../../src/resources/reviews';
import { openCluster } from '../../simulator/test-cluster';

const rbac = (kind: string, name: string, rest: object): KubeObject =>
  ({ apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata: { name }, ...rest }) as unknown as KubeObject;

const ref = (kind: string, name: string) => ({ roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name } });
const user = (name: string) => ({ kind: 'User', name });

/** A cluster in which jane reads pods of one name, a service account all logs, ann everything, and two are bound in vain. */
async function withRoles() {
  const { cluster } = await openCluster();
  const { client } = cluster;
  const create = (kind: (typeof kinds)[keyof typeof kinds], object: KubeObject) =>
    client.create<KubeObject>(kind as never, object, { namespace: kind.namespaced ? 'default' : undefined });
  const rules = [
    { apiGroups: [''], resources: ['pods'], resourceNames: ['db-0'], verbs: ['get'] },
    { apiGroups: ['apps'], resources: ['*/scale'], verbs: ['*'] },
  ];
  await create(kinds.roles, rbac('Role', 'reader', { rules }));
  await create(
    kinds.roles,
    rbac('Role', 'logs', { rules: [{ apiGroups: [''], resources: ['pods/log'], verbs: ['get'] }] }),
  );
  await create(
    kinds.clusterroles,
    rbac('ClusterRole', 'paths', { rules: [{ nonResourceURLs: ['/logs*'], verbs: ['get'] }] }),
  );
  const label = { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' };
  const widgets = rbac('ClusterRole', 'widgets', {
    rules: [{ apiGroups: ['a.b'], resources: ['widgets'], verbs: ['get'] }],
  });
  await create(kinds.clusterroles, { ...widgets, metadata: { name: 'widgets', labels: label } });
  const bind = (name: string, role: object, ...subjects: object[]) =>
    create(kinds.rolebindings, rbac('RoleBinding', name, { ...role, subjects }));
  await bind('a', ref('Role', 'reader'), user('jane'));
  await bind('b', ref('Role', 'logs'), { kind: 'ServiceAccount', name: 'shipper', namespace: 'default' });
  await bind('c', ref('ClusterRole', 'view'), { kind: 'Group', name: 'devs' });
  await bind('d', ref('Role', 'gone'), user('joe'));
  await bind('e', ref('ClusterRole', 'gone'), user('joe'));
  const all = { ...ref('ClusterRole', 'cluster-admin'), subjects: [user('ann')] };
  await create(kinds.clusterrolebindings, rbac('ClusterRoleBinding', 'all', all));
  const some = { ...ref('ClusterRole', 'paths'), subjects: [user('jane')] };
  await create(kinds.clusterrolebindings, rbac('ClusterRoleBinding', 'some', some));
  return cluster;
}

const shipper = 'system:serviceaccount:default:shipper';
const missing =
  'RBAC: [roles.rbac.authorization.k8s.io "gone" not found, clusterroles.rbac.authorization.k8s.io "gone" not found]';

/** Words: the user (and a group), the verb, group/resource/subresource/name, the namespace. Reasons as upstream gives them. */
const decisions: readonly [string, string, string, string, boolean, string?][] = [
  [
    'jane',
    'get',
    '/pods//db-0',
    'default',
    true,
    'RBAC: allowed by RoleBinding "a/default" of Role "reader" to User "jane"',
  ],
  ['jane', 'get', '/pods//db-1', 'default', false],
  ['jane', 'get', '/pods//db-0', 'kube-system', false],
  ['jane', 'list', '/pods//', 'default', false],
  [
    'jane',
    'patch',
    'apps/statefulsets/scale/web',
    'default',
    true,
    'RBAC: allowed by RoleBinding "a/default" of Role "reader" to User "jane"',
  ],
  ['jane', 'patch', 'apps/statefulsets//web', 'default', false],
  [
    shipper,
    'get',
    '/pods/log/web',
    'default',
    true,
    'RBAC: allowed by RoleBinding "b/default" of Role "logs" to ServiceAccount "shipper/default"',
  ],
  [shipper, 'get', '/pods//web', 'default', false],
  [
    'tom devs',
    'list',
    '/configmaps//',
    'default',
    true,
    'RBAC: allowed by RoleBinding "c/default" of ClusterRole "view" to Group "devs"',
  ],
  ['tom devs', 'list', '/secrets//', 'default', false],
  [
    'tom devs',
    'get',
    'a.b/widgets//',
    'default',
    true,
    'RBAC: allowed by RoleBinding "c/default" of ClusterRole "view" to Group "devs"',
  ],
  ['joe', 'get', '/pods//', 'default', false, missing],
  [
    'ann',
    'fly',
    '/nodes//',
    '',
    true,
    'RBAC: allowed by ClusterRoleBinding "all" of ClusterRole "cluster-admin" to User "ann"',
  ],
  ['root system:masters', 'fly', '/nodes//', '', true],
];

describe('access to resources', () => {
  it.each(decisions)('%s: %s %s in %j is %s', async (who, verb, what, namespace, allowed, reason) => {
    const { client } = await withRoles();
    const [name = '', ...groups] = who.split(' ');
    const [group, resource, subresource, object] = what.split('/');
    const resourceAttributes = { namespace, verb, group, resource, subresource, name: object };
    const asked = {
      apiVersion: '',
      kind: '',
      metadata: { name: '' },
      spec: { user: name, groups, resourceAttributes },
    };
    const { status } = await client.create(reviews.subjectaccessreviews, asked as unknown as AccessReview);
    expect(status).toEqual({ allowed, ...(reason === undefined ? {} : { reason }) });
  });

  it.each([
    ['/logs/today', 'get', true],
    ['/logs/today', 'post', false],
    ['/log', 'get', false],
    ['/version', 'get', true],
    ['/metrics', 'get', false],
  ])('to the path %s by %s is %s', async (path, verb, allowed) => {
    const cluster = await withRoles();
    const asked = { apiVersion: '', kind: '', metadata: { name: '' }, spec: { nonResourceAttributes: { path, verb } } };
    const jane = cluster.clientFor(impersonatedUser({ username: 'jane' }));
    const { status } = await jane.create(reviews.selfsubjectaccessreviews, asked as AccessReview);
    expect(status?.allowed).toBe(allowed);
  });
});

describe('a user', () => {
  it.each([
    ['jane', undefined, ['system:authenticated']],
    ['jane', ['devs'], ['devs', 'system:authenticated']],
    ['system:anonymous', undefined, ['system:unauthenticated']],
    [shipper, undefined, ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated']],
    [shipper, ['devs'], ['devs', 'system:authenticated']],
    ['system:serviceaccount:odd', undefined, ['system:authenticated']],
  ])('%s with the groups %j is in %j', (username, groups, expected) => {
    expect(impersonatedUser({ username, groups }).groups).toEqual(expected);
  });
});

describe('a door for one user', () => {
  const refusals: readonly [string, (client: Awaited<ReturnType<typeof door>>) => Promise<unknown>, string][] = [
    [
      'a list',
      (client) => client.list(kinds.pods, { namespace: 'default' }),
      'pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "default"',
    ],
    [
      'a list of all namespaces',
      (client) => client.list(kinds.deployments),
      'deployments.apps is forbidden: User "jane" cannot list resource "deployments" in API group "apps" at the cluster scope',
    ],
    [
      'a namespace',
      (client) => client.get(kinds.namespaces, 'default'),
      'namespaces "default" is forbidden: User "jane" cannot get resource "namespaces" in API group "" in the namespace "default"',
    ],
    [
      'a deletion',
      (client) => client.delete(kinds.pods, 'db-0', { namespace: 'default' }),
      'pods "db-0" is forbidden: User "jane" cannot delete resource "pods" in API group "" in the namespace "default"',
    ],
  ];

  async function door() {
    return (await withRoles()).clientFor(impersonatedUser({ username: 'jane' }));
  }

  it.each(refusals)('refuses %s', async (_, request, message) => {
    await expect(door().then(request)).rejects.toMatchObject({ reason: 'Forbidden', code: 403, message });
  });

  it('lets through what is allowed', async () => {
    const jane = await door();
    await expect(jane.get(kinds.pods, 'db-0', 'default')).rejects.toMatchObject({ reason: 'NotFound' });
  });
});

describe('reviews', () => {
  it('are not stored', async () => {
    const { client } = (await openCluster()).cluster;
    for (const kind of Object.values(reviews)) {
      const refusal = { reason: 'MethodNotAllowed', code: 405 };
      await expect(client.list<KubeObject>(kind)).rejects.toMatchObject(refusal);
      await expect(client.get<KubeObject>(kind, 'a')).rejects.toMatchObject(refusal);
    }
  });
});
