import type { KubeObject } from '../../apimachinery/meta';
import type { PolicyRule } from '../../resources/rbac/rules';
import { goList } from './go-value';
import { writeLabelsAndAnnotations } from './metadata';
import { writeText } from './writer';

/** Describes a Role or a ClusterRole; it shows no events. @upstream describe.go RoleDescriber */
export function describeRole(role: KubeObject): Promise<string> {
  return writeText((w) => {
    w.line(0, 'Name:', role.metadata.name);
    writeLabelsAndAnnotations(w, role);
    w.line(0, 'PolicyRule:');
    w.line(1, 'Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs');
    w.line(1, '---------', '-----------------', '--------------', '-----');
    for (const rule of compact((role.rules ?? []) as PolicyRule[])) {
      const { nonResourceURLs, resourceNames, verbs } = rule;
      w.line(1, resourceText(rule), goList(nonResourceURLs), goList(resourceNames), goList(verbs));
    }
  });
}

/** `deployments.apps/status`. @upstream describe.go CombineResourceGroup */
function resourceText({ resources: [resource = ''] = [], apiGroups: [group = ''] = [] }: PolicyRule): string {
  const slash = resource.indexOf('/');
  const [name, subresource] = slash < 0 ? [resource, ''] : [resource.slice(0, slash), resource.slice(slash)];
  return `${name}${group && name ? `.${group}` : ''}${subresource}`;
}

/** One rule for each resource, with all verbs, sorted as Go prints them. @upstream component-helpers auth/rbac/validation BreakdownRule, kubectl pkg/util/rbac CompactRules */
function compact(rules: readonly PolicyRule[]): PolicyRule[] {
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

function breakDown({
  apiGroups = [],
  resources = [],
  resourceNames,
  nonResourceURLs = [],
  verbs,
}: PolicyRule): PolicyRule[] {
  const named = resourceNames?.length ? resourceNames.map((name) => [name]) : [undefined];
  return [
    ...apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        verbs.flatMap((verb) =>
          named.map((names) => ({ apiGroups: [group], resources: [resource], verbs: [verb], resourceNames: names })),
        ),
      ),
    ),
    ...nonResourceURLs.flatMap((url) => verbs.map((verb) => ({ nonResourceURLs: [url], verbs: [verb] }))),
  ];
}

/** A rule as Go prints it: what rules are sorted by. */
function goRule({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  return `Verbs:${goList(verbs)},APIGroups:${goList(apiGroups)},Resources:${goList(resources)},ResourceNames:${goList(resourceNames)},NonResourceURLs:${goList(nonResourceURLs)},`;
}
