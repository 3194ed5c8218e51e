import { goQuote } from '../../apimachinery/go-value';
import { labelKeyProblems, labelValueProblems } from '../../apimachinery/names';
import type { Node, Taint } from '../../resources/core/node';
import { AggregateCommandError, CommandError } from '../command-error';

/** The taints that a node is to have, and those that are to go: without an effect, all of the key. */
export type TaintChange = { readonly add: readonly Taint[]; readonly remove: readonly Taint[] };

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Reads `key=value:effect`, `key:effect`, `key:effect-` and `key-`. @throws CommandError @upstream kubectl pkg/cmd/taint parseTaints */
export function parseTaints(specs: readonly string[]): TaintChange {
  const add: Taint[] = [];
  const remove: Taint[] = [];
  for (const spec of specs) {
    if (spec.endsWith('-')) {
      const { key, effect } = parseTaint(spec.slice(0, -1));
      remove.push({ key, effect });
      continue;
    }
    const taint = parseTaint(spec);
    if (taint.effect === '') throw new CommandError(`invalid taint spec: ${spec}`);
    if (add.some((other) => isSame(other, taint))) {
      const { key, value = '', effect } = taint;
      throw new CommandError(`duplicated taints with the same key and effect: {${key} ${value} ${effect} <nil>}`);
    }
    add.push(taint);
  }
  return { add, remove };
}

function parseTaint(spec: string): Taint {
  const [pair = '', effect, ...more] = spec.split(':');
  if (more.length > 0) throw new CommandError(`invalid taint spec: ${spec}`);
  // Without an effect there is no value: what stands there is all of it the key.
  if (effect === undefined) return { key: checkKey(pair, spec), effect: '' };
  if (!effects.includes(effect)) throw new CommandError(`invalid taint effect: ${effect}, unsupported taint effect`);
  const [key = '', value, ...rest] = pair.split('=');
  if (rest.length > 0) throw new CommandError(`invalid taint spec: ${spec}`);
  const problems = labelValueProblems(value ?? '');
  if (problems.length > 0) throw new CommandError(`invalid taint spec: ${spec}, ${problems.join('; ')}`);
  checkKey(key, spec);
  return value ? { key, value, effect } : { key, effect };
}

function checkKey(key: string, spec: string): string {
  const problems = labelKeyProblems(key);
  if (problems.length > 0) throw new CommandError(`invalid taint spec: ${spec}, ${problems.join('; ')}`);
  return key;
}

/** @upstream api core/v1 Taint.MatchTaint */
function isSame(left: Taint, right: Taint): boolean {
  return left.key === right.key && left.effect === right.effect;
}

/** The taints that a node has after a change, and how that is called. */
type Changed = { readonly taints: Taint[]; readonly outcome: 'tainted' | 'untainted' | 'modified' };

/**
 * Changes a node's taints: new ones come first.
 * @throws CommandError where a taint is there already, or those that are to go are not
 * @upstream kubectl pkg/cmd/taint reorganizeTaints
 */
export function changeTaints({ metadata, spec }: Node, { add, remove }: TaintChange, isOverwriting: boolean): Changed {
  const old = spec.taints ?? [];
  const taken = add.filter((taint) => old.some((other) => isSame(other, taint)));
  if (taken.length > 0 && !isOverwriting) {
    const keys = taken.map(({ key }) => key).join(',');
    throw new CommandError(
      `node ${metadata.name} already has ${keys} taint(s) with same effect(s) and --overwrite is false`,
    );
  }
  let taints = [...add, ...old.filter((taint) => !add.some((other) => isSame(other, taint)))];
  const isAdded = taints.length !== old.length;
  const missing: CommandError[] = [];
  let isRemoved = false;
  for (const gone of remove) {
    const left = taints.filter(
      (taint) => taint.key !== gone.key || (gone.effect !== '' && taint.effect !== gone.effect),
    );
    isRemoved = left.length < taints.length;
    taints = left;
    const text = gone.effect === '' ? gone.key : `${gone.key}:${gone.effect}`;
    if (!isRemoved) missing.push(new CommandError(`taint ${goQuote(text)} not found`));
  }
  if (missing.length > 0) throw new AggregateCommandError(missing);
  if (isOverwriting || (isAdded && isRemoved)) return { taints, outcome: 'modified' };
  return { taints, outcome: isAdded ? 'tainted' : 'untainted' };
}
