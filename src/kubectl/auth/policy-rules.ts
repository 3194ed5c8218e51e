import type { PolicyRule } from '../../resources/rbac/rules';

/** Words as Go prints a list: `[get list]`. */
export function wordList(words: readonly string[] | undefined): string {
  return `[${(words ?? []).join(' ')}]`;
}

/** `deployments.apps/status`. @upstream describe.go CombineResourceGroup */
export function resourceText({ resources: [resource = ''] = [], apiGroups: [group = ''] = [] }: PolicyRule): string {
  const slash = resource.indexOf('/');
  const [name, subresource] = slash < 0 ? [resource, ''] : [resource.slice(0, slash), resource.slice(slash)];
  return `${name}${group && name ? `.${group}` : ''}${subresource}`;
}

/**
 * One rule for each resource, with all verbs, sorted as Go prints them.
 * @upstream component-helpers auth/rbac/validation BreakdownRule, kubectl pkg/util/rbac CompactRules
 */
export function compactRules(rules: readonly PolicyRule[]): PolicyRule[] {
  const simple = new Map<string, PolicyRule>();
  const others: PolicyRule[] = [];
  for (const rule of rules.flatMap(breakDown)) {
    if (rule.nonResourceURLs?.length) {
      others.push(rule);
      continue;
    }
    const key = JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames]);
    const known = simple.get(key);
    const verbs = [...new Set([...(known?.verbs ?? []), ...rule.verbs])];
    simple.set(key, { ...rule, verbs });
  }
  return [...simple.values(), ...others].sort((left, right) => (goRule(left) < goRule(right) ? -1 : 1));
}

/** A rule as rules of one verb, one resource and at most one name. */
function breakDown({ apiGroups, resources, resourceNames, nonResourceURLs, verbs }: PolicyRule): PolicyRule[] {
  const named = resourceNames?.length ? resourceNames.map((name) => [name]) : [undefined];
  return [
    ...(apiGroups ?? []).flatMap((group) =>
      (resources ?? []).flatMap((resource) =>
        verbs.flatMap((verb) =>
          named.map((names) => ({ apiGroups: [group], resources: [resource], verbs: [verb], resourceNames: names })),
        ),
      ),
    ),
    ...(nonResourceURLs ?? []).flatMap((url) => verbs.map((verb) => ({ nonResourceURLs: [url], verbs: [verb] }))),
  ];
}

/** A rule as Go prints it: what rules are sorted by. */
function goRule({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  return `Verbs:${wordList(verbs)},APIGroups:${wordList(apiGroups)},Resources:${wordList(resources)},ResourceNames:${wordList(resourceNames)},NonResourceURLs:${wordList(nonResourceURLs)},`;
}

/**
 * What some rules allow and others do not, broken down.
 * @upstream component-helpers auth/rbac/validation/policy_comparator.go Covers
 */
export function uncoveredRules(owners: readonly PolicyRule[], servants: readonly PolicyRule[]): PolicyRule[] {
  return servants.flatMap(breakDown).filter((servant) => !owners.some((owner) => covers(owner, servant)));
}

function covers(owner: PolicyRule, servant: PolicyRule): boolean {
  const names = owner.resourceNames ?? [];
  const isNamed = names.length === 0 || servant.resourceNames?.every((name) => names.includes(name));
  return (
    coversAll(owner.verbs, servant.verbs) &&
    coversAll(owner.apiGroups, servant.apiGroups) &&
    coversResources(owner.resources, servant.resources) &&
    coversPaths(owner.nonResourceURLs, servant.nonResourceURLs) &&
    isNamed === true
  );
}

function coversAll(owner: readonly string[] = [], servant: readonly string[] = []): boolean {
  return owner.includes('*') || servant.every((word) => owner.includes(word));
}

function coversResources(owner: readonly string[] = [], servant: readonly string[] = []): boolean {
  if (owner.includes('*')) return true;
  return servant.every((resource) => {
    const [, subresource] = /\/(.*)$/.exec(resource) ?? [];
    return owner.includes(resource) || (subresource !== undefined && owner.includes(`*/${subresource}`));
  });
}

function coversPaths(owner: readonly string[] = [], servant: readonly string[] = []): boolean {
  return servant.every((path) =>
    owner.some((one) => one === path || (one.endsWith('*') && path.startsWith(one.replace(/\*+$/, '')))),
  );
}
