import { isNotFound, StatusError } from '../../apimachinery/errors';
import { goQuote } from '../../apimachinery/go-value';
import type { Kind, KubeObject } from '../../apimachinery/meta';
import { names as scales } from '../../resources/autoscaling/scale';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { readTargets } from './arguments';
import { getObject } from './get-object';

/** An object that a command works on. */
export type Info = {
  readonly kind: Kind;
  readonly namespace?: string;
  readonly name: string;
  readonly object: KubeObject;
  /** The file it was named by. */
  readonly source?: string;
};

/** How a command's objects are named. */
export type Selection = {
  readonly args: readonly string[];
  readonly files?: readonly string[];
  readonly recursive?: boolean;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly allNamespaces?: boolean;
  /** What of the objects is wanted; they are named then. */
  readonly subresource?: string;
};

export type Selected = { readonly infos: Info[]; readonly errors: unknown[] };

/**
 * Fetches the objects that words, files and selectors name; what is not found is collected, not thrown.
 * @throws CommandError where the words make no sense
 * @upstream cli-runtime pkg/resource/builder.go
 */
export async function selectObjects(kubectl: Kubectl, selection: Selection): Promise<Selected> {
  if (selection.files?.length) {
    const { findSources } = await import('./manifest');
    findSources(kubectl, selection.files, selection.recursive ?? false);
    refuseBoth(selection.args);
    return await fromFiles(kubectl, selection);
  }
  return await fromArguments(kubectl, selection);
}

/** @upstream cli-runtime pkg/resource/builder.go visitByPaths */
function refuseBoth(args: readonly string[]): void {
  if (args.length === 0) return;
  throw new CommandError(
    args.some((arg) => arg.includes('/'))
      ? 'resource/name arguments cannot be provided when a path is specified'
      : 'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
  );
}

async function fromFiles(
  kubectl: Kubectl,
  { files = [], recursive = false, labelSelector }: Selection,
): Promise<Selected> {
  const { namespaceOf, readManifests } = await import('./manifest');
  const errors: unknown[] = [];
  const unread: unknown[] = [];
  const manifests = await readManifests(kubectl, files, { recursive, errors: unread });
  const infos: Info[] = [];
  for (const { kind, object, source } of manifests) {
    try {
      const namespace = namespaceOf(kubectl, kind, object);
      const found = await getObject(kubectl.client, kind, object.metadata.name, namespace);
      if (labelSelector && !(await matches(labelSelector, found))) continue;
      infos.push({ kind, namespace, name: object.metadata.name, object: found, source });
    } catch (error) {
      errors.push(error);
    }
  }
  return { infos, errors: [...errors, ...unread] };
}

async function matches(labelSelector: string, object: KubeObject): Promise<boolean> {
  const { matchesSelector, parseSelector } = await import('../../apimachinery/labels');
  return matchesSelector(parseSelector(labelSelector), object.metadata.labels);
}

async function fromArguments(kubectl: Kubectl, selection: Selection): Promise<Selected> {
  const hasSelector = Boolean(selection.labelSelector) || Boolean(selection.fieldSelector);
  if (hasSelector && selection.args.some((arg) => arg.includes('/'))) {
    throw new CommandError('selectors and the all flag cannot be used when passing resource/name arguments');
  }
  const targets = readTargets(await kubectl.client.kinds(), selection.args);
  const errors: unknown[] = [];
  const infos: Info[] = [];
  for (const { kind, name } of targets) {
    if (name !== undefined && hasSelector)
      throw new CommandError('name cannot be provided when a selector is specified');
    if (name !== undefined && selection.allNamespaces) {
      throw new CommandError('a resource cannot be retrieved by name across all namespaces');
    }
    try {
      infos.push(...(await fetch(kubectl, kind, name, selection)));
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      errors.push(error);
    }
  }
  return { infos, errors };
}

async function fetch(kubectl: Kubectl, kind: Kind, name: string | undefined, selection: Selection): Promise<Info[]> {
  const { client } = kubectl;
  const namespace = kind.namespaced ? kubectl.namespace : undefined;
  if (name !== undefined) {
    const object: KubeObject = await getObject(client, kind, name, namespace, selection.subresource);
    return [{ kind: object.kind === scales.kind ? (scales as Kind) : kind, namespace, name, object }];
  }
  const { labelSelector, fieldSelector, allNamespaces } = selection;
  const options = { namespace: allNamespaces ? undefined : namespace, labelSelector, fieldSelector };
  const { items } = await client.list<KubeObject>(kind, options).catch((error: unknown) => {
    throw listRefusal(error, kind, selection);
  });
  return items.map((object) => ({ kind, namespace: object.metadata.namespace, name: object.metadata.name, object }));
}

/** @upstream cli-runtime pkg/resource/selector.go Selector.Visit */
function listRefusal(error: unknown, { group, version, plural }: Kind, selection: Selection): unknown {
  if (!(error instanceof StatusError) || !['BadRequest', 'NotFound'].includes(error.reason)) return error;
  const { labelSelector = '', fieldSelector = '' } = selection;
  const resource = `"${group}/${version}, Resource=${plural}"`;
  const what =
    labelSelector === '' && fieldSelector === ''
      ? `list ${resource}`
      : `find ${resource} that match label selector ${goQuote(labelSelector)}, field selector ${goQuote(fieldSelector)}`;
  return new StatusError(error.reason, `Unable to ${what}: ${error.message}`);
}

/** Whether every error says that something was not found. */
export function areAllNotFound(errors: readonly unknown[]): boolean {
  return errors.every(isNotFound);
}
