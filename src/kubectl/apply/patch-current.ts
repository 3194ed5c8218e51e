import { StatusError } from '../../apimachinery/errors';
import { goQuote } from '../../apimachinery/go-value';
import { canonicalJson } from '../../apimachinery/hash';
import type { JsonObject } from '../../apimachinery/json';
import type { KubeObject } from '../../apimachinery/meta';
import { schemaFor } from '../../apimachinery/patch/merge-keys';
import { PatchConflictError } from '../../apimachinery/patch/patch-error';
import { createThreeWayJsonMergePatch, createThreeWayStrategicPatch } from '../../apimachinery/patch/three-way';
import type { Patch } from '../../client/client';
import { CommandError } from '../command-error';
import { goEscapes } from '../go-json';
import { lastAppliedOf, lastAppliedText } from '../last-applied';
import { compactJson } from '../printers/json';
import { printYaml } from '../printers/yaml';
import { addSource } from '../resource/source-error';
import { infoText } from './info-text';
import type { Applied, PatchJob } from './patch-job';
import { replaceByForce } from './replace-by-force';

/** How often a patch that somebody else came before is made anew. */
const RETRIES = 5;

/**
 * Changes an object to what its file says, leaving what others set.
 * @throws StatusError, CommandError with the patch and the object
 * @upstream kubectl pkg/cmd/apply/patcher.go Patch
 */
export async function patchCurrent(job: PatchJob): Promise<Applied> {
  const { kind, current, modified, dryRun, kubectl, flags, options } = job;
  if (dryRun === 'client') return { kind, object: current, outcome: 'configured' };
  if (lastAppliedText(current) === undefined) warnMissing(job);
  for (let [base, tried] = [current, 0]; ; tried++) {
    const patch = threeWayPatch({ ...job, current: base }, flags.bool('overwrite'));
    if (Object.keys(patch.body as JsonObject).length === 0) return { kind, object: base, outcome: 'unchanged' };
    try {
      const object = await kubectl.client.patch<KubeObject>(kind, base.metadata.name, patch, options);
      return { kind, object, outcome: 'configured' };
    } catch (error) {
      const reason = error instanceof StatusError ? error.reason : undefined;
      if (reason === 'Conflict' && tried < RETRIES) {
        base = await kubectl.client.get<KubeObject>(kind, base.metadata.name, options.namespace);
      } else if (flags.bool('force') && (reason === 'Conflict' || reason === 'Invalid')) {
        const object = await replaceByForce({ ...job, current: base }).catch((refusal: unknown) => {
          throw patchRefusal(job, `${goEscapes(canonicalJson(modified))}\n`, refusal);
        });
        return { kind, object, outcome: 'configured' };
      } else throw patchRefusal(job, compactJson(patch.body), addSource(error, 'patching', job.source));
    }
  }
}

/** An object as it was applied last, as it is, and as it shall be. */
type Versions = Pick<PatchJob, 'kind' | 'current' | 'modified' | 'source'>;

/**
 * The patch that makes of the current object what the file says.
 * @param overwrite whether the file wins over what others changed
 * @throws CommandError where it does not, and others changed the same fields
 */
export function threeWayPatch(job: Versions, overwrite: boolean): Patch {
  const { kind, modified, current } = job;
  const schema = schemaFor(modified.apiVersion, kind.kind);
  const last = lastAppliedOf(current) ?? {};
  if (schema === undefined) return { type: 'merge', body: createThreeWayJsonMergePatch(last, modified, current) };
  try {
    return { type: 'strategic', body: createThreeWayStrategicPatch(last, modified, current, schema, { overwrite }) };
  } catch (error) {
    throw error instanceof PatchConflictError ? conflictRefusal(job, error) : error;
  }
}

function conflictRefusal(job: Versions, { patch, changes }: PatchConflictError): CommandError {
  const { current, modified, source } = job;
  const encode = (object: KubeObject): string => `${goEscapes(canonicalJson(object))}\n`;
  const with_ = `original:\n${lastAppliedText(current) ?? ''}\nmodified:\n${encode(modified)}\ncurrent:\n${encode(current)}`;
  const conflict = `patch:\n${printYaml(patch)}\nconflicts with changes made from original to current:\n${printYaml(changes)}\n`;
  const words = `error when patching ${goQuote(source)}: creating patch with:\n${with_}\nfor:: ${conflict}`;
  return new CommandError(`${applyingWords(job, '')} ${goQuote(source)}: ${words}`);
}

function warnMissing({ kind, current, kubectl }: PatchJob): void {
  const what = `${kind.plural}/${current.metadata.name}`;
  kubectl.streams.err(
    `Warning: resource ${what} is missing the kubectl.kubernetes.io/last-applied-configuration annotation which is required by ${kubectl.program} apply. ${kubectl.program} apply should only be used on resources created declaratively by either ${kubectl.program} create --save-config or ${kubectl.program} apply. The missing annotation will be patched automatically.\n`,
  );
}

function applyingWords({ kind, current }: Versions, patch: string): string {
  return `error when applying patch:\n${patch}\nto:\n${infoText(kind, current)}\nfor:`;
}

function patchRefusal(job: PatchJob, patch: string, error: unknown): unknown {
  if (!(error instanceof StatusError)) return error;
  const message = `${applyingWords(job, patch)} ${goQuote(job.source)}: ${error.message}`;
  return new StatusError(error.reason, message, error.causes);
}
