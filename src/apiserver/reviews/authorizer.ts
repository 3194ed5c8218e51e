import { notFound, StatusError } from '../../apimachinery/errors';
import { labelSelectorMatches } from '../../apimachinery/labels';
import { qualifiedResource } from '../../apimachinery/meta';
import { listObjects, objectKey, type RegistryWorld } from '../../registry/objects';
import { kinds } from '../../resources/kinds';
import type { ClusterRole } from '../../resources/rbac/clusterrole';
import type { Binding, PolicyRule, RoleRef, Subject } from '../../resources/rbac/rules';
import type { NonResourceAttributes, ResourceAttributes, UserInfo } from '../../resources/reviews';
import { defaultClusterRole, defaultClusterRoleBindings } from './default-roles';
import { MASTERS, serviceAccountUser } from './user';

/** What is asked for: resources, or a path. */
export type Attributes =
  | { readonly resource: ResourceAttributes; readonly path?: undefined }
  | { readonly path: NonResourceAttributes; readonly resource?: undefined };

/** Whether something is allowed, and by what; or what kept it from being found out. */
export type Decision = { readonly allowed: boolean; readonly reason: string };

/** What a user may do in a namespace. */
export type UserRules = { readonly rules: PolicyRule[]; readonly errors: readonly Error[] };

type Cluster = RegistryWorld;

/**
 * Decides by the cluster's roles and bindings whether a user may do something.
 * @upstream plugin/pkg/auth/authorizer/rbac/rbac.go Authorize, authorizerfactory NewPrivilegedGroups
 */
export function authorize(cluster: Cluster, user: UserInfo, attributes: Attributes): Decision {
  if (user.groups.includes(MASTERS)) return { allowed: true, reason: '' };
  const errors: Error[] = [];
  for (const grant of grantsOf(cluster, user, attributes.resource?.namespace ?? '')) {
    if ('error' in grant) errors.push(grant.error);
    else if (grant.rules.some((rule) => allows(rule, attributes))) {
      return { allowed: true, reason: `RBAC: allowed by ${grant.description}` };
    }
  }
  return { allowed: false, reason: errors.length === 0 ? '' : `RBAC: ${aggregate(errors)}` };
}

/** @throws StatusError Forbidden where the user may not. @upstream apiserver endpoints/handlers/responsewriters Forbidden */
export function requireAccess(cluster: Cluster, user: UserInfo, attributes: Attributes): void {
  const { allowed, reason } = authorize(cluster, user, attributes);
  if (allowed) return;
  const message = `${refusal(user, attributes)}${reason === '' ? '' : `: ${reason}`}`;
  if (attributes.resource === undefined) throw new StatusError('Forbidden', `forbidden: ${message}`);
  const { group = '', resource = '', name = '' } = attributes.resource;
  const what = qualifiedResource({ group, plural: resource });
  const object = name === '' ? what : `${what} ${JSON.stringify(name)}`;
  throw new StatusError('Forbidden', `${object} is forbidden: ${message}`, [], { group, kind: resource, name });
}

function refusal({ username }: UserInfo, attributes: Attributes): string {
  const user = `User ${JSON.stringify(username)} cannot`;
  if (attributes.resource === undefined) {
    const { verb = '', path = '' } = attributes.path;
    return `${user} ${verb} path ${JSON.stringify(path)}`;
  }
  const { verb = '', group = '', namespace = '' } = attributes.resource;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace ${JSON.stringify(namespace)}`;
  const resource = JSON.stringify(resourceOf(attributes.resource));
  return `${user} ${verb} resource ${resource} in API group ${JSON.stringify(group)} ${where}`;
}

/** Everything that a user may do in a namespace and in the whole cluster. @upstream RBACAuthorizer.RulesFor */
export function rulesFor(cluster: Cluster, user: UserInfo, namespace: string): UserRules {
  const grants = grantsOf(cluster, user, namespace);
  return {
    rules: grants.flatMap((grant) => ('error' in grant ? [] : grant.rules)),
    errors: grants.flatMap((grant) => ('error' in grant ? [grant.error] : [])),
  };
}

/** Several errors as one. @upstream apimachinery util/errors Aggregate.Error */
export function aggregate(errors: readonly Error[]): string {
  const texts = [...new Set(errors.map(({ message }) => message))];
  return texts.length > 1 ? `[${texts.join(', ')}]` : texts.join('');
}

type Grant = { readonly rules: readonly PolicyRule[]; readonly description: string } | { readonly error: StatusError };

/** What the bindings give to a user: those of the cluster first. @upstream pkg/registry/rbac/validation VisitRulesFor */
function grantsOf(cluster: Cluster, user: UserInfo, namespace: string): Grant[] {
  const stored = listObjects(cluster, kinds.clusterrolebindings) as Binding[];
  const names = new Set(stored.map(({ metadata }) => metadata.name));
  const builtIn = defaultClusterRoleBindings.filter(({ metadata }) => !names.has(metadata.name));
  const own = namespace === '' ? [] : (listObjects(cluster, kinds.rolebindings, namespace) as Binding[]);
  return [
    ...[...builtIn, ...stored].flatMap((binding) => grantOf(cluster, user, binding, '')),
    ...own.flatMap((binding) => grantOf(cluster, user, binding, namespace)),
  ];
}

function grantOf(cluster: Cluster, user: UserInfo, binding: Binding, namespace: string): Grant[] {
  const { subjects = [], roleRef, metadata } = binding;
  const subject = subjects.find((candidate) => means(candidate, user, namespace));
  if (subject === undefined) return [];
  try {
    const rules = roleRules(cluster, roleRef, namespace);
    const name = namespace === '' ? metadata.name : `${metadata.name}/${namespace}`;
    const role = `${roleRef.kind} ${JSON.stringify(roleRef.name)}`;
    const kind = namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding';
    const description = `${kind} ${JSON.stringify(name)} of ${role} to ${subjectText(subject, namespace)}`;
    return [{ rules, description }];
  } catch (error) {
    if (error instanceof StatusError) return [{ error }];
    throw error;
  }
}

function means({ kind, name, namespace }: Subject, user: UserInfo, own: string): boolean {
  if (kind === 'User') return user.username === name;
  if (kind === 'Group') return user.groups.includes(name);
  const place = namespace || own;
  return kind === 'ServiceAccount' && place !== '' && user.username === serviceAccountUser(place, name);
}

function subjectText({ kind, name, namespace }: Subject, own: string): string {
  return `${kind} ${JSON.stringify(kind === 'ServiceAccount' ? `${name}/${namespace || own}` : name)}`;
}

/** @throws StatusError NotFound */
function roleRules(cluster: Cluster, { kind, name }: RoleRef, namespace: string): readonly PolicyRule[] {
  if (kind === 'Role') {
    const role = cluster.store.get(objectKey(kinds.roles, namespace, name));
    if (role === undefined) throw notFound(kinds.roles, name);
    return (role.rules ?? []) as PolicyRule[];
  }
  const stored = cluster.store.get(objectKey(kinds.clusterroles, undefined, name)) as ClusterRole | undefined;
  const role = stored ?? defaultClusterRole(name);
  if (role === undefined) throw notFound(kinds.clusterroles, name);
  return [...(role.rules ?? []), ...aggregatedRules(cluster, role)];
}

/** What roles with certain labels add to a role. @upstream pkg/controller/clusterroleaggregation */
function aggregatedRules(cluster: Cluster, { metadata, aggregationRule }: ClusterRole): PolicyRule[] {
  const selectors = aggregationRule?.clusterRoleSelectors ?? [];
  if (selectors.length === 0) return [];
  const others = (listObjects(cluster, kinds.clusterroles) as ClusterRole[]).filter(
    (other) =>
      other.metadata.name !== metadata.name &&
      selectors.some((selector) => labelSelectorMatches(selector, other.metadata.labels)),
  );
  return others.flatMap(({ rules }) => rules ?? []);
}

/** @upstream plugin/pkg/auth/authorizer/rbac/rbac.go RuleAllows, pkg/apis/rbac/v1/evaluation_helpers.go */
function allows(rule: PolicyRule, attributes: Attributes): boolean {
  const { verb = '' } = attributes.resource ?? attributes.path ?? {};
  if (!includes(rule.verbs, verb)) return false;
  if (attributes.resource === undefined) return allowsPath(rule, attributes.path.path ?? '');
  const { group = '', subresource = '', name = '' } = attributes.resource;
  const { apiGroups, resources = [], resourceNames = [] } = rule;
  const isNamed = resourceNames.length === 0 || resourceNames.includes(name);
  const covers = includes(resources, resourceOf(attributes.resource));
  const coversSubresource = subresource !== '' && resources.includes(`*/${subresource}`);
  return isNamed && includes(apiGroups, group) && (covers || coversSubresource);
}

function includes(list: readonly string[] | undefined, word: string): boolean {
  return list?.some((one) => one === '*' || one === word) ?? false;
}

function allowsPath({ nonResourceURLs = [] }: PolicyRule, path: string): boolean {
  return nonResourceURLs.some(
    (url) => url === '*' || url === path || (url.endsWith('*') && path.startsWith(url.replace(/\*+$/, ''))),
  );
}

function resourceOf({ resource = '', subresource = '' }: ResourceAttributes): string {
  return subresource === '' ? resource : `${resource}/${subresource}`;
}
