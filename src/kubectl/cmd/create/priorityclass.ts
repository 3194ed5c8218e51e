import type { JsonObject } from '../../../apimachinery/json';
import { names } from '../../../resources/scheduling/priorityclass';
import type { Invocation } from '../../command';
import { generatorCommand } from './generator';

/** @upstream kubectl pkg/cmd/create/create_priorityclass.go */
export const command = generatorCommand({
  name: 'create priorityclass',
  failure: 'failed to create priorityclass: ',
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
    { name: 'value', type: 'int32', default: '0', usage: 'The priority of the pods of this class.' },
  ],
  kind: names,
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
