import { clone, type JsonObject } from '../../apimachinery/json';
import { type KubeObject, qualifiedKind } from '../../apimachinery/meta';
import { schemaFor } from '../../apimachinery/patch/merge-keys';
import { createTwoWayStrategicPatch } from '../../apimachinery/patch/two-way';
import type { Invocation } from '../command';
import { CommandError, throwAll } from '../command-error';
import { type DryRun, dryRunSuffix } from '../dry-run';
import type { Kubectl } from '../kubectl';
import type { Printer } from '../printers/printer';
import { findObjects } from '../resource/find-objects';
import type { Info } from '../resource/select';
import { asTyped } from '../typed/as-typed';
import { writeOptions } from '../write-options';

/** What a command of the group `set` does to each object. */
export type Change = {
  /**
   * @param object a copy, as kubectl's own types hold it, to be changed in place
   * @returns the object to send; undefined where nothing is to be sent
   * @throws Error what keeps the object from being changed; it is told with the object's name
   */
  readonly apply: (object: KubeObject, info: Info) => KubeObject | undefined | Promise<KubeObject | undefined>;
  /** What is answered: `image updated`. */
  readonly done: string;
  /** What stands before a refusal of the server: `failed to patch image update to pod template: `. */
  readonly failure: string;
  /** Sends and answers also where nothing changed. */
  readonly alwaysSends?: boolean;
};

/** How the changed objects are sent and printed. */
export type Delivery = {
  readonly invocation: Invocation;
  readonly dryRun: DryRun;
  readonly print: Printer | undefined;
};

/**
 * The objects that a command of the group `set` works on.
 * @throws where one of them cannot be read
 */
export async function objectsToSet(named: Pick<Invocation, 'flags' | 'args'>, kubectl: Kubectl): Promise<Info[]> {
  const { infos, errors } = await findObjects(named, kubectl, 'typed');
  throwAll(errors);
  return infos.map((info) => ({ ...info, object: asTyped(info.object) }));
}

type Planned = { readonly info: Info; readonly after: KubeObject; readonly patch: JsonObject };

/**
 * Changes objects and sends what changed, as strategic merge patches; all changes are made before the first is sent.
 * @param errors what came up before; what the change itself collects goes here as well
 * @throws what went wrong, when all is done
 * @upstream kubectl pkg/cmd/set/helper.go CalculatePatches
 */
export async function changeObjects(
  infos: readonly Info[],
  change: Change,
  delivery: Delivery,
  kubectl: Kubectl,
  errors: unknown[] = [],
): Promise<void> {
  const refusals: unknown[] = [];
  const planned: Planned[] = [];
  for (const info of infos) {
    try {
      const plan = await planOne(info, change);
      if (plan !== undefined) planned.push(plan);
    } catch (error) {
      refusals.push(refusal(info, error, delivery));
    }
  }
  errors.push(...refusals);
  for (const plan of planned) {
    try {
      await deliver(plan, change, delivery, kubectl);
    } catch (error) {
      errors.push(error);
    }
  }
  throwEach(errors);
}

async function planOne(info: Info, change: Change): Promise<Planned | undefined> {
  const changed = await change.apply(clone(info.object), info);
  if (changed === undefined) return undefined;
  const after = asTyped(changed);
  const schema = schemaFor(after.apiVersion, after.kind) ?? {};
  const patch = createTwoWayStrategicPatch(info.object, after, schema);
  return Object.keys(patch).length > 0 || change.alwaysSends ? { info, after, patch } : undefined;
}

/** @upstream cli-runtime pkg/resource Info.ObjectName: of files, the names of kinds in groups end with a line break */
function refusal({ kind, name }: Info, error: unknown, { invocation }: Delivery): unknown {
  if (!(error instanceof Error)) return error;
  const local = `${qualifiedKind(kind)}/${name}${kind.group === '' ? '' : '\n'}`;
  const object = invocation.flags.bool('local') ? local : `${kind.plural}/${name}`;
  return new CommandError(`error: ${object} ${error.message}\n`, 1, false);
}

async function deliver(
  { info, after, patch }: Planned,
  { done, failure }: Change,
  { invocation, dryRun, print }: Delivery,
  kubectl: Kubectl,
): Promise<void> {
  const { kind, name, namespace } = info;
  const { flags } = invocation;
  const isSent = !flags.bool('local') && dryRun !== 'client';
  const options = writeOptions(kubectl, flags, dryRun, namespace);
  const answered = isSent
    ? await kubectl.client
        .patch<KubeObject>(kind, name, { type: 'strategic', body: patch }, options)
        .catch((error: unknown) => {
          throw error instanceof Error && failure !== '' ? new CommandError(`${failure}${error.message}`) : error;
        })
    : after;
  const answer = `${qualifiedKind(kind)}/${name} ${done}${dryRunSuffix(dryRun)}\n`;
  kubectl.streams.out(print?.(asTyped(answered), kind, true) ?? answer);
}

/** Of several errors each has its own line break besides the one that ends it. @upstream kubectl pkg/cmd/util MultipleErrors */
function throwEach(errors: readonly unknown[]): void {
  if (errors.length < 2) throwAll(errors);
  throwAll(
    errors.map((error) =>
      error instanceof CommandError && error.message.endsWith('\n')
        ? new CommandError(`${error.message}\n`, 1, false)
        : error,
    ),
  );
}
