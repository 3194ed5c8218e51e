import { type KubeObject, qualifiedKind } from '../../../apimachinery/meta';
import type { CommandSpec, Flags, Invocation } from '../../command';
import { CommandError, throwAll } from '../../command-error';
import { fieldManagerFlag, filenameFlags, printFlags, validateFlag } from '../../common-flags';
import { validationOf } from '../../dry-run';
import { editObjects, readDraft } from '../../edit/edit-objects';
import { isSame, originalOf } from '../../edit/patch-edited';
import type { Kubectl } from '../../kubectl';
import { lastAppliedPatch, lastAppliedText } from '../../last-applied';
import { printerFor } from '../../printers/printer';
import { requireResources } from '../../resource/arguments';
import { manifestPaths } from '../../resource/manifest-paths';
import { type Info, selectObjects } from '../../resource/select';
import { writeOptions } from '../../write-options';

export const command: CommandSpec = {
  name: 'apply edit-last-applied',
  usage: '(RESOURCE/NAME | -f FILENAME)',
  examples: ['apply edit-last-applied deployment/nginx', 'apply edit-last-applied -f deploy.yaml -o json'],
  flags: [
    ...printFlags,
    ...filenameFlags,
    validateFlag,
    fieldManagerFlag('kubectl-client-side-apply'),
    { name: 'windows-line-endings', type: 'bool', usage: 'Defaults to the line ending native to your platform.' },
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  const files = manifestPaths(flags);
  requireResources(args, files);
  const { infos, errors } = await selectObjects(kubectl, { args, files, recursive: flags.bool('recursive') });
  validationOf(flags);
  throwAll(errors);
  const configurations: Info[] = [];
  for (const { object } of infos) configurations.push(...(await configurationOf(object, kubectl)));
  if (configurations.length === 0) {
    throw new CommandError(
      `no last-applied-configuration annotation found on resources, to create the annotation, use command \`kubectl apply set-last-applied --create-annotation\``,
    );
  }
  await editObjects(configurations, {
    mode: 'last-applied',
    flags,
    kubectl,
    annotate: (info) => info,
    send: (edited, originals) => sendOne(edited, originals, flags, kubectl),
  });
}

/** The configuration that was applied last, as an object of its own. */
async function configurationOf(object: KubeObject, kubectl: Kubectl): Promise<readonly Info[]> {
  const text = lastAppliedText(object);
  if (text === undefined) return [];
  const { infos, errors } = await readDraft(text, kubectl);
  throwAll(errors);
  return infos;
}

/** Configurations have no uid: all are compared with the first one, as upstream does. */
async function sendOne(edited: Info, originals: readonly Info[], flags: Flags, kubectl: Kubectl): Promise<void> {
  const { client, streams } = kubectl;
  const { kind, name, object } = edited;
  const isUnchanged = isSame(originalOf(edited, originals), edited);
  if (!isUnchanged) {
    const namespace = kind.namespaced ? kubectl.namespace : undefined;
    const options = { ...writeOptions(kubectl, flags, 'none', namespace), fieldValidation: validationOf(flags) };
    await client.patch(kind, name, { type: 'merge', body: lastAppliedPatch(object) }, options);
  }
  const print = await printerFor(flags, kubectl);
  const answer = `${qualifiedKind(kind)}/${name} ${isUnchanged ? 'skipped' : 'edited'}\n`;
  streams.out(print?.(object, kind) ?? answer);
}
