import type { CommandSpec, Invocation } from '../../command';
import { CommandError, throwAll, UsageError } from '../../command-error';
import { filenameFlags, selectorFlag } from '../../common-flags';
import type { Kubectl } from '../../kubectl';
import { lastAppliedText } from '../../last-applied';
import { indentJson } from '../../printers/indent-json';
import { printYaml } from '../../printers/yaml';
import { readTargets } from '../../resource/arguments';
import { findObjects } from '../../resource/find-objects';

export const command: CommandSpec = {
  name: 'apply view-last-applied',
  usage: '(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)',
  examples: ['apply view-last-applied deployment/nginx', 'apply view-last-applied -f deploy.yaml -o json'],
  flags: [
    {
      name: 'output',
      short: 'o',
      type: 'string',
      default: 'yaml',
      usage: 'Output format. Must be one of (yaml, json)',
    },
    { name: 'all', type: 'bool', usage: 'Select all resources in the namespace of the specified resource types' },
    ...filenameFlags,
    selectorFlag,
  ],
  run,
};

/** @upstream kubectl pkg/cmd/apply/apply_view_last_applied.go */
async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags, args } = invocation;
  if (flags.bool('all') && readTargets(await kubectl.client.kinds(), args).some(({ name }) => name !== undefined)) {
    throw new CommandError('name cannot be provided when a selector is specified');
  }
  const { infos, errors } = await findObjects(invocation, kubectl, 'unstructured');
  // The first object that cannot be read ends it all.
  if (errors.length > 0) throwAll(errors.slice(0, 1));
  const output = flags.text('output');
  for (const { object } of infos) {
    const text = lastAppliedText(object);
    if (text !== undefined) kubectl.streams.out(printed(text, output));
  }
}

function printed(text: string, output: string): string {
  switch (output) {
    case 'json':
      return indentJson(text);
    case 'yaml':
      return printYaml(JSON.parse(text));
    default:
      throw new UsageError(
        `Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`,
        'apply view-last-applied',
      );
  }
}
