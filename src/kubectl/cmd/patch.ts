import { badRequest, StatusError } from '../../apimachinery/errors';
import { goQuote } from '../../apimachinery/go-value';
import type { Json } from '../../apimachinery/json';
import { apiVersionOf, type KubeObject, qualifiedKind } from '../../apimachinery/meta';
import { schemaFor } from '../../apimachinery/patch/merge-keys';
import { jsonProblem } from '../../apimachinery/yaml/diagnose-json';
import { readYamlDocuments } from '../../apimachinery/yaml/read';
import type { Patch } from '../../client/client';
import { patchMediaTypes } from '../../client/patch-media-types';
import type { CommandSpec, Flags, Invocation } from '../command';
import { CommandError, throwAll } from '../command-error';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags } from '../common-flags';
import { type DryRun, dryRunOf, dryRunSuffix } from '../dry-run';
import type { Kubectl } from '../kubectl';
import { printerFor } from '../printers/printer';
import { readTargets } from '../resource/arguments';
import { readManifests } from '../resource/manifest';
import { manifestPaths } from '../resource/manifest-paths';
import { type Info, selectObjects } from '../resource/select';
import { writeOptions } from '../write-options';

export const command: CommandSpec = {
  name: 'patch',
  usage: '(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]',
  examples: [
    `patch statefulset web -p '{"spec":{"replicas":3}}'`,
    `patch sts web --type=json -p '[{"op":"replace","path":"/spec/replicas","value":3}]'`,
  ],
  flags: [
    ...printFlags,
    ...filenameFlags,
    dryRunFlag,
    fieldManagerFlag('kubectl-patch'),
    { name: 'patch', short: 'p', type: 'string', usage: 'The patch to be applied to the resource JSON file.' },
    { name: 'patch-file', type: 'string', usage: 'A file containing a patch to be applied to the resource.' },
    {
      name: 'type',
      type: 'string',
      default: 'strategic',
      usage: 'The type of patch being provided; one of [json merge strategic].',
    },
    {
      name: 'subresource',
      type: 'string',
      usage: 'If specified, patch will operate on the subresource of the requested object.',
    },
    {
      name: 'local',
      type: 'bool',
      usage: 'If true, patch will operate on the content of the file, not the server-side resource.',
    },
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  const body = readPatch(flags, kubectl);
  const type = flags.text('type').toLowerCase();
  if (type !== 'json' && type !== 'merge' && type !== 'strategic') {
    throw new CommandError(`--type must be one of [json merge strategic], not ${goQuote(flags.text('type'))}`);
  }
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const print = await printerFor(flags, kubectl);
  const { infos, errors } = flags.bool('local')
    ? await localObjects(flags, kubectl)
    : await serverObjects({ flags, args }, kubectl);
  throwAll(errors);
  if (infos.length === 0) throw new CommandError('no objects passed to patch');
  for (const info of infos) {
    const patched = await patchOne(info, { type, body }, flags, kubectl, dryRun);
    const isScale = flags.text('subresource') === 'scale';
    const unchanged =
      !isScale &&
      patched.metadata.resourceVersion === info.object.metadata.resourceVersion &&
      !flags.bool('local') &&
      dryRun === 'none';
    const what = isScale ? 'scale.autoscaling' : qualifiedKind(info.kind);
    const text = `${what}/${info.name} patched${unchanged ? ' (no change)' : ''}${dryRun === 'client' ? dryRunSuffix(dryRun) : ''}\n`;
    kubectl.streams.out(print?.(patched, info.kind) ?? text);
  }
}

function readPatch(flags: Flags, { files }: Kubectl): Json {
  const text = flags.text('patch-file') === '' ? flags.text('patch') : files.read(flags.text('patch-file'));
  if (text === '') throw new CommandError('must specify --patch or --patch-file containing the contents of the patch');
  const problem = /^\s*\{/.test(text) && isSent(flags) ? jsonProblem(text) : undefined;
  if (problem !== undefined) throw badRequest(decodingProblem(problem, flags.text('type')));
  try {
    const [document] = readYamlDocuments(text).documents;
    return document?.json ?? {};
  } catch (error) {
    if (/^\s*\{/.test(text)) throw new CommandError('invalid JSON document');
    throw new CommandError(
      `unable to parse ${goQuote(text)}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Whether the server is to read the patch. */
function isSent(flags: Flags): boolean {
  return !flags.bool('local') && flags.text('dry-run') !== 'client';
}

/** @upstream apiserver endpoints/handlers/patch.go: all but strategic patches are decoded with a word of explanation */
function decodingProblem(problem: string, type: string): string {
  return type === 'strategic' ? problem : `error decoding patch: ${problem}`;
}

async function serverObjects({ flags, args }: Invocation, kubectl: Kubectl) {
  const files = manifestPaths(flags);
  if (files.length === 0) {
    const targets = readTargets(await kubectl.client.kinds(), args);
    if (targets.some(({ name }) => name === undefined))
      throw new CommandError('resource(s) were provided, but no name was specified');
  }
  return await selectObjects(kubectl, { args, files, recursive: flags.bool('recursive') });
}

async function localObjects(flags: Flags, kubectl: Kubectl): Promise<{ infos: Info[]; errors: unknown[] }> {
  const errors: unknown[] = [];
  const manifests = await readManifests(kubectl, manifestPaths(flags), {
    recursive: flags.bool('recursive'),
    errors,
  });
  return { infos: manifests.map(({ kind, object }) => ({ kind, object, name: object.metadata.name })), errors };
}

async function patchOne(info: Info, patch: Patch, flags: Flags, kubectl: Kubectl, dryRun: DryRun): Promise<KubeObject> {
  const { kind, name, namespace, object } = info;
  if (flags.bool('local') || dryRun === 'client') return await applyLocally(object, patch);
  const subresource = flags.text('subresource');
  if (subresource !== '' && subresource !== 'status' && subresource !== 'scale') {
    throw new CommandError(`invalid subresource value: ${goQuote(subresource)}. Must be one of [status scale resize]`);
  }
  try {
    return await kubectl.client.patch<KubeObject>(kind, name, patch, {
      ...writeOptions(kubectl, flags, dryRun, namespace),
      subresource: subresource || undefined,
      fieldValidation: 'Warn',
    });
  } catch (error) {
    if (!(error instanceof StatusError) || error.reason !== 'UnsupportedMediaType') throw error;
    const of = `${apiVersionOf(kind)}, Kind=${kind.kind}`;
    throw new CommandError(`${patchMediaTypes[patch.type]} is not supported by ${of}: ${error.message}`);
  }
}

async function applyLocally(object: KubeObject, patch: Patch): Promise<KubeObject> {
  const { applyOverrides } = await import('../overrides');
  if (schemaFor(object.apiVersion, object.kind) === undefined && patch.type === 'strategic') {
    throw new CommandError('strategic merge patch is not supported for this type');
  }
  return applyOverrides(object, JSON.stringify(patch.body), patch.type) as KubeObject;
}
