import { compareText, type JsonObject } from '../../../apimachinery/json';
import type { StringMap } from '../../../apimachinery/meta';
import { names } from '../../../resources/rbac/clusterrole';
import type { Flags } from '../../command';
import { CommandError } from '../../command-error';
import {
  checkResources,
  policyRules,
  type RuleOptions,
  readRuleOptions,
  resourcesFor,
  warnOfVerbs,
} from '../../generate/policy-rules';
import type { Kubectl } from '../../kubectl';
import { generatorCommand } from './generator';

/** @upstream kubectl pkg/cmd/create/create_clusterrole.go */
export const command = generatorCommand({
  name: 'create clusterrole',
  usage: 'NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none]',
  examples: [
    'create clusterrole pod-reader --verb=get,list,watch --resource=pods',
    'create clusterrole log-reader --verb=get --non-resource-url=/logs/*',
    'create clusterrole monitoring --aggregation-rule="example.com/aggregate-to-monitoring=true"',
  ],
  flags: [
    {
      name: 'aggregation-rule',
      type: 'stringArray',
      problemOf: (value) =>
        pairsIn(value).every((pair) => pair.includes('=')) ? undefined : 'malformed pair, expect string=string',
      usage: 'Labels of the ClusterRoles whose rules this one is made of: key=value,…',
    },
    { name: 'non-resource-url', type: 'stringSlice', usage: 'A path that the rule is about.' },
    { name: 'resource', type: 'stringSlice', usage: 'A resource that the rule is about.' },
    { name: 'resource-name', type: 'stringArray', usage: 'An object that the rule is about; without it, all are.' },
    { name: 'verb', type: 'stringSlice', usage: 'What the rule allows.' },
  ],
  kind: names,
  generate: async (name, { flags }, kubectl) => ({
    kind: 'ClusterRole',
    apiVersion: 'rbac.authorization.k8s.io/v1',
    metadata: { name, creationTimestamp: null },
    ...(await generateRules(flags, kubectl)),
  }),
});

async function generateRules(flags: Flags, kubectl: Kubectl): Promise<JsonObject> {
  const options = readRuleOptions(flags);
  const paths = [...new Set(flags.list('non-resource-url'))];
  const matchLabels = aggregationRule(flags.list('aggregation-rule'));
  if (matchLabels !== undefined) {
    if ([paths, options.verbs, options.resources, options.resourceNames].some(({ length }) => length > 0)) {
      throw new CommandError(
        'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
      );
    }
    return { rules: null, aggregationRule: { clusterRoleSelectors: [{ matchLabels }] } };
  }
  if (options.verbs.length === 0) throw new CommandError('at least one verb must be specified');
  if (options.resources.length === 0 && paths.length === 0) {
    throw new CommandError('one of resource or nonResourceURL must be specified');
  }
  if (options.resources.length > 0) warnOfVerbs(options, kubectl);
  const known = await resourcesFor(options, kubectl);
  checkResources(options, known);
  checkPaths(options, paths);
  return { rules: policyRules(options, paths, known) };
}

const pathVerbs = ['*', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options'];

function checkPaths({ verbs }: RuleOptions, paths: readonly string[]): void {
  if (paths.length === 0) return;
  const verb = verbs.find((other) => !pathVerbs.includes(other));
  if (verb !== undefined) throw new CommandError(`invalid verb: '${verb}' for nonResourceURL`);
  for (const path of paths.filter((other) => other !== '*')) {
    if (!path.startsWith('/')) throw new CommandError('nonResourceURL should start with /');
    if (path.slice(0, -1).includes('*')) {
      throw new CommandError("nonResourceURL only supports wildcard matches when '*' is at the end");
    }
  }
}

/** @upstream component-base cli/flag MapStringString */
function pairsIn(text: string): string[] {
  return text.split(',').filter((pair) => pair !== '');
}

function aggregationRule(texts: readonly string[]): StringMap | undefined {
  const pairs = texts.flatMap(pairsIn).map((pair): [string, string] => {
    const [key = '', ...value] = pair.split('=');
    return [key.trim(), value.join('=').trim()];
  });
  if (pairs.length === 0) return undefined;
  return Object.fromEntries(pairs.sort(([left], [right]) => compareText(left, right)));
}
