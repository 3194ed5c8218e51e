import { isNotFound } from '../../apimachinery/errors';
import type { KubeObject } from '../../apimachinery/meta';
import type { Flags, Invocation } from '../command';
import { CommandError, throwAll } from '../command-error';
import type { Kubectl } from '../kubectl';
import { readTargets, type Target } from '../resource/arguments';
import type { Deadline } from './deadline';
import { findInTurn } from './find';

/**
 * Waits until all that is named is there, or anything that the selectors fit.
 * @throws CommandError when the time is up; at once where two of them are missing, or one that a file names
 * @upstream kubectl pkg/cmd/wait RunWait
 */
export async function waitForCreation(
  invocation: Pick<Invocation, 'flags' | 'args'>,
  kubectl: Kubectl,
  { isOnce, signal }: Deadline,
): Promise<void> {
  for (;;) {
    const missing = await findMissing(invocation, kubectl);
    if (missing === undefined) return;
    if (isOnce || missing.length === 0 || !(await appears(missing, invocation.flags, kubectl, signal))) {
      throw new CommandError('timed out waiting for the condition');
    }
  }
}

/** What may yet come; undefined where nothing is missing. @throws what went wrong otherwise */
async function findMissing(
  invocation: Pick<Invocation, 'flags' | 'args'>,
  kubectl: Kubectl,
): Promise<Target[] | undefined> {
  const hasFiles = invocation.flags.list('filename').length > 0;
  const missing: Target[] = [];
  const errors: unknown[] = [];
  let isAnyThere = false;
  for await (const found of findInTurn(invocation, kubectl)) {
    errors.push(...found.errors);
    isAnyThere ||= found.infos.length > 0;
    if (found.infos.length === 0 && !hasFiles) missing.push(...readTargets(await kubectl.client.kinds(), found.words));
  }
  if (errors.length === 1 && errors.every(isNotFound) && !hasFiles) return missing;
  throwAll(errors);
  return isAnyThere ? undefined : missing;
}

/** @returns whether one of the targets came to be there before the signal */
async function appears(
  targets: readonly Target[],
  flags: Flags,
  kubectl: Kubectl,
  signal: AbortSignal,
): Promise<boolean> {
  const { client, namespace, streams } = kubectl;
  const others = new AbortController();
  const until = AbortSignal.any([signal, others.signal]);
  kubectl.commit();
  streams.flush();
  const watches = targets.map(async ({ kind, name }) => {
    const isOfAll = !kind.namespaced || flags.bool('all-namespaces');
    const selection = {
      namespace: isOfAll ? undefined : namespace,
      labelSelector: flags.text('selector'),
      fieldSelector: name === undefined ? flags.text('field-selector') : `metadata.name=${name}`,
    };
    const { items, resourceVersion } = await client.list<KubeObject>(kind, selection);
    if (items.length > 0) return true;
    for await (const { type } of client.watch<KubeObject>(kind, { ...selection, resourceVersion, signal: until })) {
      if (type !== 'DELETED') return true;
    }
    return false;
  });
  try {
    return await Promise.race(watches);
  } finally {
    others.abort();
  }
}
