import { noSuchResource } from '../../apimachinery/errors';
import { recordFlag, warnOfRecord, withChangeCause } from '../change-cause';
import type { CommandSpec, Invocation } from '../command';
import { CommandError, throwAll } from '../command-error';
import { fieldManagerFlag, filenameFlags, printFlags, validateFlag } from '../common-flags';
import { validationOf } from '../dry-run';
import { type Editing, editObjects, savedConfig } from '../edit/edit-objects';
import { patchEdited } from '../edit/patch-edited';
import type { Kubectl } from '../kubectl';
import { requireResources } from '../resource/arguments';
import { manifestPaths } from '../resource/manifest-paths';
import { selectObjects } from '../resource/select';

export const command: CommandSpec = {
  name: 'edit',
  usage: '(RESOURCE/NAME | -f FILENAME)',
  examples: ['edit svc/web', 'edit job/hello -o json', 'edit deployment web --output-patch'],
  flags: [
    ...printFlags,
    ...filenameFlags,
    validateFlag,
    fieldManagerFlag('kubectl-edit'),
    recordFlag,
    { name: 'output-patch', type: 'bool', usage: 'Output the patch if the resource is edited.' },
    { name: 'save-config', type: 'bool', usage: 'Save the configuration in the annotation that apply reads.' },
    { name: 'subresource', type: 'string', usage: 'If specified, edit will operate on this subresource.' },
    { name: 'windows-line-endings', type: 'bool', usage: 'Defaults to the line ending native to your platform.' },
  ],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags, args } = invocation;
  warnOfRecord(flags, kubectl);
  const files = manifestPaths(flags);
  requireResources(args, files);
  const { infos, errors } = await selectObjects(kubectl, { args, files, recursive: flags.bool('recursive') });
  validationOf(flags);
  const subresource = flags.text('subresource');
  if (subresource !== '' && subresource !== 'status') {
    throw noSuchResource();
  }
  throwAll(errors);
  if (infos.length === 0) throw new CommandError('edit cancelled, no objects found');
  const editing: Editing = {
    mode: 'objects',
    flags,
    kubectl,
    annotate(info) {
      const saved = savedConfig(info, flags);
      return { ...saved, object: withChangeCause(saved.object, command, invocation, kubectl) };
    },
    send: (edited, originals, outcome) => patchEdited(edited, originals, outcome, editing),
  };
  await editObjects(infos, editing);
}
