import { StatusError } from '../../apimachinery/errors';
import type { ManagedFieldsEntry } from '../../apimachinery/meta';
import type { Flags } from '../command';
import { aggregateMessage, CommandError } from '../command-error';
import { validationOf } from '../dry-run';
import type { Kubectl } from '../kubectl';
import { withLastApplied } from '../last-applied';
import { namespaceOf, readManifests } from '../resource/manifest';
import type { Info } from '../resource/select';
import { placed } from '../resource/source-error';
import { hasContent, holdTheSame, withoutComments } from './comments';
import { DraftFile } from './draft-file';
import { fileProblem } from './file-problem';
import { type EditMode, headerOf, type Reason } from './header';
import { Outcome } from './outcome';
import { draftPrinter } from './print-draft';

/** What is done with the objects that come out of the editor. */
export type Editing = {
  readonly mode: EditMode;
  readonly flags: Flags;
  readonly kubectl: Kubectl;
  /** What is added to each object before it is sent. */
  readonly annotate: (info: Info) => Info;
  /** Sends one object; what the server refuses goes into the outcome, where it can be edited again. */
  readonly send: (edited: Info, originals: readonly Info[], outcome: Outcome) => Promise<void>;
};

/**
 * Hands objects to the user's editor as one file and sends what became of them; what is refused for its content is
 * edited again, with the reasons on top.
 * @throws CommandError, StatusError; the user is told where the edited file is kept
 * @upstream kubectl pkg/cmd/util/editor EditOptions.Run
 */
export async function editObjects(originals: readonly Info[], editing: Editing): Promise<void> {
  const { flags, kubectl } = editing;
  const { format, print } = draftPrinter(flags, kubectl);
  await kubectl.programs.inTemporaryFolder(`${kubectl.program}-edit-`, async (folder) => {
    const draft = new DraftFile(folder, format, kubectl);
    try {
      await editUntilDone(draft);
    } catch (error) {
      draft.tellOfCopy();
      throw error;
    }
  });

  async function editUntilDone(draft: DraftFile): Promise<void> {
    const header = (reasons: readonly Reason[]): string => (format === 'json' ? '' : headerOf(editing.mode, reasons));
    const original = print(originals, header([]));
    let text = original;
    for (let isRetry = false; ; isRetry = true) {
      const edited = await draft.edit(text);
      if (isRetry && holdTheSame(text, edited)) {
        draft.keep(edited);
        throw new CommandError('Edit cancelled, no valid changes were saved.');
      }
      const reasons = await reasonsAgainst(edited);
      if (reasons === undefined) return;
      text = header(reasons) + withoutComments(edited);
    }

    /** Sends what was edited; undefined where nothing is left to do. */
    async function reasonsAgainst(edited: string): Promise<readonly Reason[] | undefined> {
      draft.keep(undefined);
      const { streams } = kubectl;
      const problem = validationOf(flags) === 'Ignore' ? undefined : fileProblem(edited);
      if (problem !== undefined) {
        draft.keep(edited);
        const outcome = new Outcome();
        streams.err(`${outcome.refuse(invalidFile(problem), originals[0] as Info)}\n`);
        return outcome.reasons;
      }
      if (holdTheSame(original, edited)) return cancel('no changes made');
      if (!hasContent(edited)) return cancel('saved file was empty');
      draft.keep(edited);
      const { infos, errors } = await readDraft(edited, kubectl);
      if (errors.length > 0) {
        return [{ head: `The edited file had a syntax error: ${aggregateMessage(errors)}`, details: [] }];
      }
      const outcome = await sendAll(infos, originals, editing);
      outcome.tell(draft, kubectl);
      return outcome.reasons.length > 0 ? outcome.reasons : undefined;
    }

    function cancel(why: string): undefined {
      kubectl.streams.err(`Edit cancelled, ${why}.\n`);
    }
  }
}

function invalidFile(problem: string): StatusError {
  return new StatusError('Invalid', problem, [
    { type: 'Invalid value', field: '<nil>', value: 'The edited file failed validation', detail: problem },
  ]);
}

/** The objects of an edited file. */
export async function readDraft(
  text: string,
  kubectl: Kubectl,
): Promise<{ readonly infos: Info[]; readonly errors: unknown[] }> {
  const errors: unknown[] = [];
  const files: Kubectl['files'] = { ...kubectl.files, kindOf: () => 'file', read: () => text };
  const manifests = await readManifests({ ...kubectl, files }, ['edited-file'], { recursive: false, errors });
  const infos = manifests.map(({ kind, object, source }) => {
    const { name, namespace } = object.metadata;
    return { kind, namespace: kind.namespaced ? namespace : undefined, name, object, source };
  });
  return { infos, errors };
}

/** Of several failures the last object's counts, if it failed. @upstream cli-runtime pkg/resource InfoListVisitor.Visit */
async function sendAll(infos: readonly Info[], originals: readonly Info[], editing: Editing): Promise<Outcome> {
  const managed = new Map(originals.map(({ object: { metadata } }) => [metadata.uid, metadata.managedFields]));
  const ready = infos
    .map((info) => withManagedFields(info, managed.get(info.object.metadata.uid)))
    .map((info) => inNamespace(info, editing.kubectl))
    .map(editing.annotate);
  const outcome = new Outcome();
  let failure: unknown;
  for (const info of ready) {
    try {
      failure = undefined;
      await editing.send(info, originals, outcome);
    } catch (error) {
      failure = error;
    }
  }
  if (failure !== undefined) throw failure;
  return outcome;
}

function withManagedFields(info: Info, managedFields: ManagedFieldsEntry[] | undefined): Info {
  const { managedFields: _, ...metadata } = info.object.metadata;
  const whole = managedFields === undefined ? metadata : { ...metadata, managedFields };
  return { ...info, object: { ...info.object, metadata: whole } };
}

/** @throws CommandError where the namespace is not the one that the command works in */
function inNamespace(info: Info, kubectl: Kubectl): Info {
  const { namespace: own, ...metadata } = info.object.metadata;
  const object = own ? info.object : { ...info.object, metadata };
  const namespace = namespaceOf({ ...kubectl, isNamespaceGiven: true }, info.kind, object);
  return { ...info, namespace, object: placed(object, namespace) };
}

/** The object with its configuration in apply's annotation, where --save-config asks for it. */
export function savedConfig(info: Info, flags: Flags): Info {
  return flags.bool('save-config') ? { ...info, object: withLastApplied(info.object) } : info;
}
