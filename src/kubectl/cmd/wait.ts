import { isNotFound } from '../../apimachinery/errors';
import { type KubeObject, qualifiedKind } from '../../apimachinery/meta';
import type { CommandSpec, Invocation } from '../command';
import { CommandError, throwAll } from '../command-error';
import { allNamespacesFlag, fieldSelectorFlag, filenameFlags, printFlags, selectorFlag } from '../common-flags';
import type { Kubectl } from '../kubectl';
import { printerFor } from '../printers/printer';
import { printedUnchecked } from '../printers/unchecked';
import type { Info } from '../resource/select';
import { waitForCreation } from '../wait/create';
import { type Deadline, deadlineAfter } from '../wait/deadline';
import { waitForDeletion } from '../wait/delete';
import { findInTurn } from '../wait/find';
import { type Goal, readGoal } from '../wait/goal';
import { waitForState } from '../wait/state';

export const command: CommandSpec = {
  name: 'wait',
  usage:
    "([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
  examples: [
    'wait --for=condition=Ready pod/web-0',
    "wait --for=jsonpath='{.status.phase}'=Running pod/web-0",
    'wait --for=create service/web --timeout=60s',
    'wait --for=delete pod/web-0',
  ],
  flags: [
    ...printFlags,
    ...filenameFlags.filter(({ name }) => name === 'filename'),
    {
      name: 'recursive',
      short: 'R',
      type: 'bool',
      default: 'true',
      usage: 'Process the directory used in -f, --filename recursively.',
    },
    selectorFlag,
    fieldSelectorFlag,
    allNamespacesFlag,
    { name: 'all', type: 'bool', usage: 'Select all resources in the namespace of the specified resource types.' },
    { name: 'local', type: 'bool', usage: 'If true, take the objects from the files and do not ask the server.' },
    {
      name: 'for',
      type: 'string',
      usage:
        "What to wait for: create, delete, condition=NAME[=VALUE] or jsonpath='{EXPRESSION}'[=VALUE]. The value of a condition is true unless given, and compared in any case.",
    },
    {
      name: 'timeout',
      type: 'duration',
      default: '30s',
      usage: 'The length of time to wait before giving up. Zero looks once and does not wait, less waits for a week.',
    },
  ],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags } = invocation;
  const { streams } = kubectl;
  const print = (await printerFor(flags, kubectl)) ?? conditionMet;
  const goal = readGoal(flags.text('for'));
  const deadline = deadlineAfter(flags.duration('timeout'), streams);
  if (goal.type === 'create') await waitForCreation(invocation, kubectl, deadline);

  const errors: unknown[] = [];
  let count = 0;
  for await (const found of findInTurn(invocation, kubectl)) {
    errors.push(...found.errors.filter((error) => goal.type !== 'delete' || !isNotFound(error)));
    for (const info of found.infos) {
      count++;
      try {
        const object = await waitFor(goal, info, kubectl, deadline);
        streams.out(printedUnchecked(() => print(object, info.kind)));
      } catch (error) {
        errors.push(error);
      }
    }
  }
  throwAll(errors);
  if (count === 0 && goal.type !== 'delete') throw new CommandError('no matching resources found');
}

function conditionMet({ metadata }: KubeObject, kind: Info['kind']): string {
  return `${qualifiedKind(kind)}/${metadata.name} condition met\n`;
}

/** Waits for one object. @returns the object as it then is, or as it was last */
async function waitFor(goal: Goal, info: Info, kubectl: Kubectl, deadline: Deadline): Promise<KubeObject> {
  switch (goal.type) {
    case 'create':
      return info.object;
    case 'delete':
      return await waitForDeletion(kubectl, info, deadline);
    case 'state':
      return await waitForState(kubectl, info, goal.isMet, deadline);
  }
}
