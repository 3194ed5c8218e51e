import { goQuote } from '../../apimachinery/go-value';
import type { JsonObject } from '../../apimachinery/json';
import { type KubeObject, qualifiedKind, qualifiedResource } from '../../apimachinery/meta';
import type { FlagSpec, Invocation } from '../command';
import { CommandError } from '../command-error';
import { fieldManagerFlag, filenameFlags, printFlags, selectorFlag } from '../common-flags';
import type { Kubectl } from '../kubectl';
import { printerFor } from '../printers/printer';
import type { Info } from '../resource/select';
import { asTyped } from '../typed/as-typed';
import { writeOptions } from '../write-options';
import { gatherObjects, requireNamed, selectionsOf, tellNothingFound, throwTogether } from './visit-objects';

/** The flags of `pause`, `resume` and `restart`. */
export const patchFlags: readonly FlagSpec[] = [
  ...printFlags,
  ...filenameFlags,
  selectorFlag,
  fieldManagerFlag('kubectl-rollout'),
];

/** What one of these commands does to each object. */
export type RolloutChange = {
  /**
   * The strategic merge patch to send.
   * @throws Error why it cannot be done; it is told behind the object's name
   */
  readonly patchFor: (info: Info) => JsonObject;
  /** What is answered: `paused`. */
  readonly done: string;
};

/** What is wrong with a change, told without the object's name before it. */
export class PlainRefusal extends Error {}

type Planned = { readonly info: Info; readonly patch: JsonObject };

/**
 * Changes the rollouts of the objects that a command names; all patches are made before the first is sent.
 * @throws what went wrong, when all is done
 * @upstream kubectl pkg/cmd/rollout/rollout_pause.go RunPause
 */
export async function patchObjects(invocation: Invocation, change: RolloutChange, kubectl: Kubectl): Promise<void> {
  requireNamed(invocation);
  const { infos, errors: notFound } = await gatherObjects(await selectionsOf(invocation, kubectl), kubectl);
  if (infos.length === 0 && notFound.length === 0) return tellNothingFound(kubectl);
  const errors = [...notFound];
  for (const plan of infos.map((info) => planOne(info, change))) {
    try {
      if (plan instanceof Error) throw plan;
      await send(plan, change, invocation, kubectl);
    } catch (error) {
      errors.push(error);
    }
  }
  throwTogether(errors);
}

function planOne(info: Info, { patchFor }: RolloutChange): Planned | Error {
  try {
    return { info, patch: patchFor(info) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error instanceof PlainRefusal) return new CommandError(error.message);
    const object = `${qualifiedResource(info.kind)} ${goQuote(info.name)}`;
    return new CommandError(`error: ${object} ${error.message}`, 1, false);
  }
}

async function send(
  { info, patch }: Planned,
  { done }: RolloutChange,
  { flags }: Invocation,
  kubectl: Kubectl,
): Promise<void> {
  const { kind, name, namespace } = info;
  const options = writeOptions(kubectl, flags, 'none', namespace);
  const answered = await kubectl.client
    .patch<KubeObject>(kind, name, { type: 'strategic', body: patch }, options)
    .catch((error: unknown) => {
      throw error instanceof Error ? new CommandError(`failed to patch: ${error.message}`) : error;
    });
  // A printer for each object, made when it was changed: an unknown format keeps nothing from being done.
  const print = await printerFor(flags, kubectl);
  kubectl.streams.out(print?.(asTyped(answered), kind, true) ?? `${qualifiedKind(kind)}/${name} ${done}\n`);
}

/** Whether an object is of a kind that the group `apps` has. */
export function isOfApps({ kind }: Info, ...plurals: readonly string[]): boolean {
  return kind.group === 'apps' && plurals.includes(kind.plural);
}
