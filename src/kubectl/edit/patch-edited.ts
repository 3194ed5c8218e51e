import { canonicalJson } from '../../apimachinery/hash';
import type { JsonObject } from '../../apimachinery/json';
import type { KubeObject } from '../../apimachinery/meta';
import { qualifiedKind } from '../../apimachinery/meta';
import { createMergePatch } from '../../apimachinery/patch/merge';
import { schemaFor } from '../../apimachinery/patch/merge-keys';
import { createTwoWayStrategicPatch } from '../../apimachinery/patch/two-way';
import type { Patch, WriteOptions } from '../../client/client';
import type { Flags } from '../command';
import { CommandError } from '../command-error';
import { validationOf } from '../dry-run';
import type { Kubectl } from '../kubectl';
import { compactJson } from '../printers/json';
import { printerFor } from '../printers/printer';
import type { Info } from '../resource/select';
import { subresourceOf } from '../subresource';
import { writeOptions } from '../write-options';
import { goSyntax } from './go-syntax';
import type { Outcome } from './outcome';

/**
 * Sends what was changed in an object as a patch.
 * @throws CommandError where it is not one of those that were edited, or became another one
 * @upstream kubectl pkg/cmd/util/editor visitToPatch
 */
export async function patchEdited(
  edited: Info,
  originals: readonly Info[],
  outcome: Outcome,
  { flags, kubectl }: { readonly flags: Flags; readonly kubectl: Kubectl },
): Promise<void> {
  const { streams, client } = kubectl;
  const original = originalOf(edited, originals);
  if (isSame(original, edited)) return await answer('skipped', edited.object);
  const patch = patchBetween(original.object, edited.object);
  if (flags.bool('output-patch')) streams.out(`Patch: ${compactJson(patch.body)}\n`);
  const options: WriteOptions = {
    ...writeOptions(kubectl, flags, 'none', edited.namespace),
    fieldValidation: validationOf(flags),
    subresource: subresourceOf(flags),
  };
  let patched: KubeObject;
  try {
    patched = await client.patch<KubeObject>(edited.kind, edited.name, patch, options);
  } catch (error) {
    streams.err(`${outcome.refuse(error, edited)}\n`);
    return;
  }
  await answer('edited', patched);

  async function answer(operation: string, object: KubeObject): Promise<void> {
    const print = await printerFor(flags, kubectl);
    streams.out(print?.(object, edited.kind) ?? `${qualifiedKind(edited.kind)}/${object.metadata.name} ${operation}\n`);
  }
}

/** The object that was edited, found by its uid. @throws CommandError where there is none */
export function originalOf({ object }: Info, originals: readonly Info[]): Info {
  const original = originals.find((one) => one.object.metadata.uid === object.metadata.uid);
  if (original !== undefined) return original;
  throw new CommandError(`no original object found for &unstructured.Unstructured{Object:${goSyntax(object)}}`);
}

/** Whether nothing of an object was changed. */
export function isSame(original: Info, edited: Info): boolean {
  return canonicalJson(original.object) === canonicalJson(edited.object);
}

function patchBetween(original: KubeObject, edited: KubeObject): Patch {
  const schema = schemaFor(edited.apiVersion, edited.kind);
  const body =
    schema === undefined ? createMergePatch(original, edited) : createTwoWayStrategicPatch(original, edited, schema);
  const { apiVersion, kind, managedFields, metadata } = body;
  const name = (metadata as JsonObject | undefined)?.name;
  if ([apiVersion, kind, managedFields, name].some((field) => field !== undefined)) {
    throw new CommandError('At least one of apiVersion, kind and name was changed');
  }
  return { type: schema === undefined ? 'merge' : 'strategic', body };
}
