import { names } from '../../../resources/rbac/role';
import { CommandError } from '../../command-error';
import { checkResources, policyRules, readRuleOptions, resourcesFor, warnOfVerbs } from '../../generate/policy-rules';
import { generatorCommand } from './generator';

/** @upstream kubectl pkg/cmd/create/create_role.go */
export const command = generatorCommand({
  name: 'create role',
  usage:
    'NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none]',
  examples: [
    'create role pod-reader --verb=get --verb=list --verb=watch --resource=pods',
    'create role one-pod --verb=get --resource=pods --resource-name=web-0',
    'create role scaler --verb=update --resource=deployments.apps/scale',
  ],
  flags: [
    { name: 'resource', type: 'stringSlice', usage: 'A resource that the rule is about.' },
    { name: 'resource-name', type: 'stringArray', usage: 'An object that the rule is about; without it, all are.' },
    { name: 'verb', type: 'stringSlice', usage: 'What the rule allows.' },
  ],
  kind: names,
  generate: async (name, { flags }, kubectl) => {
    const options = readRuleOptions(flags);
    if (options.verbs.length === 0) throw new CommandError('at least one verb must be specified');
    warnOfVerbs(options, kubectl);
    if (options.resources.length === 0) throw new CommandError('at least one resource must be specified');
    const known = await resourcesFor(options, kubectl);
    checkResources(options, known);
    return {
      kind: 'Role',
      apiVersion: 'rbac.authorization.k8s.io/v1',
      metadata: { name, creationTimestamp: null },
      rules: policyRules(options, [], known),
    };
  },
});
