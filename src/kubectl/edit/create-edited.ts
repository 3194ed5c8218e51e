import { type KubeObject, qualifiedKind } from '../../apimachinery/meta';
import type { Flags } from '../command';
import { throwAll } from '../command-error';
import { validationOf } from '../dry-run';
import type { Kubectl } from '../kubectl';
import { printerFor } from '../printers/printer';
import { namespaceOf, readManifests } from '../resource/manifest';
import type { Info } from '../resource/select';
import { placed } from '../resource/source-error';
import { writeOptions } from '../write-options';
import { editObjects, savedConfig } from './edit-objects';

/**
 * Has each object of files edited before it is made. A dry run is not one then: objects are made.
 * @upstream kubectl pkg/cmd/create RunEditOnCreate
 */
export async function createEdited(files: readonly string[], flags: Flags, kubectl: Kubectl): Promise<void> {
  const errors: unknown[] = [];
  const manifests = await readManifests(kubectl, files, { recursive: flags.bool('recursive'), errors });
  const failures: unknown[] = [];
  for (const { kind, object, source } of manifests) {
    try {
      const namespace = namespaceOf(kubectl, kind, object);
      const info: Info = { kind, namespace, name: object.metadata.name, object: placed(object, namespace), source };
      await editObjects([info], {
        mode: 'before-create',
        flags,
        kubectl,
        annotate: (edited) => savedConfig(edited, flags),
        send: (edited) => createOne(edited, flags, kubectl),
      });
    } catch (error) {
      failures.push(error);
    }
  }
  throwAll([...failures, ...errors]);
}

async function createOne({ kind, namespace, object }: Info, flags: Flags, kubectl: Kubectl): Promise<void> {
  const options = { ...writeOptions(kubectl, flags, 'none', namespace), fieldValidation: validationOf(flags) };
  const created = await kubectl.client.create<KubeObject>(kind, object, options);
  const print = await printerFor(flags, kubectl);
  kubectl.streams.out(print?.(created, kind) ?? `${qualifiedKind(kind)}/${created.metadata.name} created\n`);
}
