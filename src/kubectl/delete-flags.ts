import type { PropagationPolicy } from '../apimachinery/delete-options';
import type { FlagSpec, Flags } from './command';
import { CommandError } from './command-error';

/** How objects are deleted by commands that also do something else. @upstream kubectl pkg/cmd/delete DeleteFlags */
export const deleteFlags: readonly FlagSpec[] = [
  {
    name: 'cascade',
    type: 'string',
    default: 'background',
    noOptDefault: 'background',
    usage: 'Must be "background", "orphan", or "foreground". How dependants are deleted.',
  },
  {
    name: 'force',
    type: 'bool',
    usage: 'If true, immediately remove resources from API and bypass graceful deletion.',
  },
  {
    name: 'grace-period',
    type: 'int',
    default: '-1',
    usage: 'Period of time in seconds given to the resource to terminate gracefully. Ignored if negative.',
  },
  {
    name: 'timeout',
    type: 'duration',
    default: '0s',
    usage: 'The length of time to wait before giving up on a delete.',
  },
  { name: 'wait', type: 'bool', usage: 'If true, wait for resources to be gone before returning.' },
];

/** @throws CommandError for other values of --cascade @upstream kubectl pkg/cmd/util GetCascadingStrategy */
export function propagationPolicy(flags: Flags): PropagationPolicy {
  switch (flags.text('cascade')) {
    case 'background':
    case 'true':
      return 'Background';
    case 'foreground':
      return 'Foreground';
    case 'orphan':
    case 'false':
      return 'Orphan';
    default:
      throw new CommandError(
        `invalid cascade value (${flags.text('cascade')}). Must be "background", "foreground", or "orphan"`,
      );
  }
}
