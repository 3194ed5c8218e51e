import type { JsonObject } from '../../../apimachinery/json';
import type { Flags, Invocation } from '../../command';
import { checkedGeneratorCommand } from './checked-generator';

/** @upstream kubectl pkg/cmd/create/create_priorityclass.go */
export const command = checkedGeneratorCommand({
  name: 'create priorityclass',
  creates: 'priorityclass',
  usage: 'NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none]',
  examples: [
    'create priorityclass high --value=1000 --description="high priority"',
    'create priorityclass high --value=1000 --preemption-policy=Never',
  ],
  flags: [
    { name: 'description', type: 'string', usage: 'When this priority class should be used.' },
    { name: 'global-default', type: 'bool', usage: 'Whether pods without a class have this one.' },
    {
      name: 'preemption-policy',
      type: 'string',
      default: 'PreemptLowerPriority',
      usage: 'Whether pods of lower priority have to make room.',
    },
    { name: 'value', type: 'int', default: '0', usage: 'The priority of the pods of this class.' },
  ],
  kind: {
    group: 'scheduling.k8s.io',
    version: 'v1',
    kind: 'PriorityClass',
    plural: 'priorityclasses',
    namespaced: false,
  },
  flagProblem,
  generate,
});

function generate(name: string, { flags }: Invocation): JsonObject {
  return {
    kind: 'PriorityClass',
    apiVersion: 'scheduling.k8s.io/v1',
    metadata: { name, creationTimestamp: null },
    value: flags.int('value'),
    globalDefault: flags.bool('global-default') || undefined,
    description: flags.text('description') || undefined,
    preemptionPolicy: flags.text('preemption-policy'),
  };
}

/** The flag's type is narrower than our integers. @upstream spf13/pflag Int32 */
function flagProblem(flags: Flags): string | undefined {
  const value = flags.int('value');
  if (value === (value | 0)) return undefined;
  const text = JSON.stringify(flags.text('value'));
  return `invalid argument ${text} for "--value" flag: strconv.ParseInt: parsing ${text}: value out of range`;
}
