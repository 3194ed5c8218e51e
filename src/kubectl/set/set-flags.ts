import type { FlagSpec } from '../command';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags } from '../common-flags';

/** The flags that all commands of the group `set` have. */
export const setFlags: readonly FlagSpec[] = [
  ...printFlags,
  ...filenameFlags,
  dryRunFlag,
  fieldManagerFlag('kubectl-set'),
  { name: 'all', type: 'bool', usage: 'Select all resources in the namespace of the specified resource types.' },
  { name: 'local', type: 'bool', usage: 'Change the content of the file, without a server.' },
];

/** Which containers of a pod are meant. */
export const containersFlag: FlagSpec = {
  name: 'containers',
  short: 'c',
  type: 'string',
  default: '*',
  usage: 'The names of the containers to change; may use wildcards.',
};
