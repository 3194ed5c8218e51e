import { goQuote } from '../../apimachinery/go-value';
import { compareText, type JsonObject } from '../../apimachinery/json';
import type { Flags } from '../command';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { type ResourceNames, wellKnownResources } from './well-known-resources';

/** What --resource names: `resource.group/subresource`. */
type ResourceOption = { readonly resource: string; readonly group: string; readonly subresource: string };

/** What the flags of `create role` say. */
export type RuleOptions = {
  readonly verbs: readonly string[];
  readonly resources: readonly ResourceOption[];
  readonly resourceNames: readonly string[];
};

const resourceVerbs =
  '* get delete list create update patch watch proxy deletecollection use bind escalate impersonate'.split(' ');

/** Verbs that only some resources know, as `resource.group`. @upstream create_role.go specialVerbs */
const specialVerbs = new Map([
  ['use', ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions']],
  ['bind', ['roles.rbac.authorization.k8s.io', 'clusterroles.rbac.authorization.k8s.io']],
  ['escalate', ['roles.rbac.authorization.k8s.io', 'clusterroles.rbac.authorization.k8s.io']],
  ['impersonate', ['users.', 'serviceaccounts.', 'groups.', 'userextras.authentication.k8s.io']],
]);

/** Each once; `*` stands for all verbs, and for all resources. @upstream CreateRoleOptions.Complete */
export function readRuleOptions(flags: Flags): RuleOptions {
  const verbs = flags.list('verb');
  const resources = flags.list('resource');
  return {
    verbs: verbs.includes('*') ? ['*'] : [...new Set(verbs)],
    resources: (resources.includes('*') ? ['*'] : resources).map(readResource),
    resourceNames: [...new Set(flags.list('resource-name'))],
  };
}

function readResource(text: string): ResourceOption {
  const [named = '', ...subresource] = text.split('/');
  const [resource = '', ...group] = named.split('.');
  return { resource, group: group.join('.'), subresource: subresource.join('/') };
}

/** Warns of verbs that are not Kubernetes' own. */
export function warnOfVerbs({ verbs }: RuleOptions, { streams }: Kubectl): void {
  for (const verb of verbs) {
    if (!resourceVerbs.includes(verb)) streams.err(`Warning: '${verb}' is not a standard resource verb\n`);
  }
}

/**
 * The server's resources, and those that Kubernetes has besides.
 * @returns nothing where no rule speaks of resources
 */
export async function resourcesFor({ resources }: RuleOptions, { client }: Kubectl): Promise<readonly ResourceNames[]> {
  return resources.length === 0 ? [] : [...(await client.kinds()), ...wellKnownResources];
}

/**
 * Refuses resources that the server does not have, and verbs that do not go with a resource.
 * @throws CommandError
 * @upstream create_role.go validateResource
 */
export function checkResources({ verbs, resources }: RuleOptions, known: readonly ResourceNames[]): void {
  for (const { resource, group } of resources) {
    if (resource === '') throw new CommandError('resource must be specified if apiGroup/subresource specified');
    if (resource === '*') return;
    const found = findResource(resource, group, known);
    const names = { resource: found?.plural ?? resource, group: found?.group ?? group };
    const special = verbs.filter((verb) => specialVerbs.has(verb));
    const misfit = special.find((verb) => !specialVerbs.get(verb)?.includes(`${names.resource}.${names.group}`));
    if (misfit !== undefined) {
      throw new CommandError(`can not perform '${misfit}' on '${names.resource}' in group '${names.group}'`);
    }
    if (found === undefined && special.length === 0) throw noSuchResource(resource, group);
  }
}

/** @upstream kubectl pkg/cmd/util checkErr: such an error stands without `error: ` */
function noSuchResource(resource: string, group: string): CommandError {
  const where = group === '' ? '' : ` in group ${goQuote(group)}`;
  return new CommandError(`the server doesn't have a resource type ${goQuote(resource)}${where}`, 1, false);
}

/** @upstream apimachinery api/meta DefaultRESTMapper.ResourceFor: the group itself, or what begins with it */
function findResource(resource: string, group: string, known: readonly ResourceNames[]): ResourceNames | undefined {
  const name = resource.toLowerCase();
  const named = known.filter(
    ({ plural, singular, shortNames }) => plural === name || singular === name || shortNames.includes(resource),
  );
  if (group === '') return named[0];
  return named.find((kind) => kind.group === group) ?? named.find((kind) => kind.group.startsWith(group));
}

/** A rule for each group, sorted, and one for paths. @upstream create_role.go generateResourcePolicyRules */
export function policyRules(
  { verbs, resources, resourceNames }: RuleOptions,
  nonResourceURLs: readonly string[],
  known: readonly ResourceNames[],
): JsonObject[] {
  const byGroup = new Map<string, Set<string>>();
  for (const { resource, group, subresource } of resources) {
    const found = findResource(resource, group, known);
    const names = byGroup.get(found?.group ?? group) ?? new Set();
    const plural = found?.plural ?? resource;
    byGroup.set(found?.group ?? group, names.add(subresource === '' ? plural : `${plural}/${subresource}`));
  }
  const groups = [...byGroup].sort(([left], [right]) => compareText(left, right));
  const rules: JsonObject[] = groups.map(([group, names]) => ({
    verbs: [...verbs],
    apiGroups: [group],
    resources: [...names],
    ...(resourceNames.length > 0 && { resourceNames: [...resourceNames] }),
  }));
  if (nonResourceURLs.length > 0) rules.push({ verbs: [...verbs], nonResourceURLs: [...nonResourceURLs] });
  return rules;
}
