import type { KubeObject } from '../apimachinery/meta';
import { createMergePatch } from '../apimachinery/patch/merge';
import { recordFlag } from './change-cause';
import type { FlagSpec, Invocation } from './command';
import { AggregateCommandError, CommandError, throwAll } from './command-error';
import {
  allNamespacesFlag,
  dryRunFlag,
  fieldManagerFlag,
  fieldSelectorFlag,
  filenameFlags,
  printFlags,
  selectorFlag,
} from './common-flags';
import type { DryRun } from './dry-run';
import type { Kubectl } from './kubectl';
import type { Pairs } from './pairs';
import { findObjects, meansOne } from './resource/find-objects';
import { manifestPaths } from './resource/manifest-paths';
import type { Info } from './resource/select';
import { writeOptions } from './write-options';

/** The flags of `label` and `annotate`. @param what how the command calls what it changes: `label` */
export function metadataFlags(what: string): FlagSpec[] {
  return [
    ...printFlags,
    ...filenameFlags,
    selectorFlag,
    fieldSelectorFlag,
    allNamespacesFlag,
    dryRunFlag,
    fieldManagerFlag(`kubectl-${what === 'annotation' ? 'annotate' : what}`),
    { name: 'all', type: 'bool', usage: 'Select all resources in the namespace of the specified resource types.' },
    { name: 'list', type: 'bool', usage: `Show the ${what}s, with those that are given.` },
    { name: 'local', type: 'bool', usage: 'Change the content of the file, without a server.' },
    { name: 'overwrite', type: 'bool', usage: `Let a ${what} that exists be given another value.` },
    {
      name: 'resource-version',
      type: 'string',
      usage: 'Change the object only if this is its resource version. Only for a single resource.',
    },
    recordFlag,
  ];
}

/** What a command was called to do, beside its flags. */
export type MetadataRequest = {
  readonly resources: readonly string[];
  readonly pairs: Pairs;
  readonly dryRun: DryRun;
  /** The kind of file that a refusal takes for an example: `pod.yaml` and `pod.json` are `pod`. */
  readonly fileExample: string;
  readonly what: string;
};

/** @throws CommandError for flags that exclude each other, and where nothing is named or nothing is to change */
export function checkRequest({ flags }: Pick<Invocation, 'flags'>, request: MetadataRequest): void {
  const { resources, pairs, dryRun, fileExample, what } = request;
  for (const other of ['selector', 'field-selector']) {
    if (flags.bool('all') && flags.text(other) !== '') {
      throw new CommandError(`cannot set --all and --${other} at the same time`);
    }
  }
  const hasFiles = manifestPaths(flags).length > 0;
  if (flags.bool('local')) {
    const files = `-f ${fileExample}.yaml or --filename=${fileExample}.json`;
    if (dryRun === 'server') {
      throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
    }
    if (resources.length > 0) throw new CommandError(`can only use local files by ${files} when --local=true is set`);
    if (!hasFiles) throw new CommandError(`one or more files must be specified as ${files}`);
  } else if (resources.length === 0 && !hasFiles) {
    throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  if (Object.keys(pairs.set).length === 0 && pairs.remove.length === 0 && !flags.bool('list')) {
    throw new CommandError(`at least one ${what} update is required`);
  }
}

/** The objects to change, and what could not be found. */
async function objectsToChange(
  { flags }: Pick<Invocation, 'flags'>,
  { resources }: MetadataRequest,
  kubectl: Kubectl,
): Promise<{ readonly infos: readonly Info[]; readonly errors: unknown[]; readonly isOne: boolean }> {
  const named = { flags, args: resources };
  const { infos, errors } = await findObjects(named, kubectl, 'unstructured');
  const isOne = await meansOne(named, kubectl);
  if (!isOne && flags.text('resource-version') !== '') {
    throw new CommandError('--resource-version may only be used with a single resource');
  }
  return { infos, errors, isOne };
}

/**
 * Changes the objects of a request one by one; what fails is told at the end, and the others are gone on with.
 * @throws CommandError, StatusError, AggregateCommandError
 */
export async function changeEach(
  invocation: Pick<Invocation, 'flags'>,
  request: MetadataRequest,
  kubectl: Kubectl,
  change: (info: Info, isOne: boolean) => Promise<void>,
): Promise<void> {
  const { infos, errors, isOne } = await objectsToChange(invocation, request, kubectl);
  const failed: unknown[] = [];
  for (const info of infos) {
    try {
      await change(info, isOne);
    } catch (error) {
      failed.push(...(error instanceof AggregateCommandError ? error.errors : [error]));
    }
  }
  throwAll([...failed, ...errors]);
}

/** The object with its labels or annotations changed. */
export function changed(
  object: KubeObject,
  field: 'labels' | 'annotations',
  { set, remove }: Pairs,
  resourceVersion: string,
): KubeObject {
  const entries = Object.entries({ ...object.metadata[field], ...set }).filter(([key]) => !remove.includes(key));
  const metadata = { ...object.metadata, [field]: Object.fromEntries(entries) };
  return { ...object, metadata: resourceVersion === '' ? metadata : { ...metadata, resourceVersion } };
}

/** The object as the patch starts from: a resource version that is asked for is always sent. */
export function comparable(object: KubeObject, resourceVersion: string): KubeObject {
  if (resourceVersion === '') return object;
  return { ...object, metadata: { ...object.metadata, resourceVersion: undefined } };
}

/** Sends what changed. @returns the object as the server holds it now */
export async function sendChange(
  { kind, name, namespace }: Info,
  before: KubeObject,
  after: KubeObject,
  { flags }: Pick<Invocation, 'flags'>,
  dryRun: DryRun,
  kubectl: Kubectl,
): Promise<KubeObject> {
  const patch = { type: 'merge', body: createMergePatch(before, after) } as const;
  return await kubectl.client.patch<KubeObject>(kind, name, patch, writeOptions(kubectl, flags, dryRun, namespace));
}

/** What --list prints of one object. @upstream kubectl pkg/cmd/label RunLabel; it prints maps in random order */
export function listing({ kind, name, object }: Info, field: 'labels' | 'annotations', isOne: boolean): string {
  const lines = Object.entries(object.metadata[field] ?? {}).map(
    ([key, value]) => `${isOne ? '' : ' '}${key}=${value}\n`,
  );
  const head = isOne ? '' : `Listing ${field} for ${kind.kind}.${kind.group}/${name}:\n`;
  return head + lines.join('');
}
