import { Killed } from '../signals';
import { ShellError } from './control-flow';
import type { ShellArray, ShellState } from './state';

const special: { readonly [name: string]: (state: ShellState) => string | undefined } = {
  '?': (state) => String(state.status),
  '#': (state) => String(state.positional.length),
  '*': (state) => state.positional.join(separator(state)),
  '@': (state) => state.positional.join(' '),
  '0': (state) => state.name,
  $: (state) => String(state.pid),
  '!': (state) => (state.lastJob === undefined ? '' : String(state.lastJob)),
  '-': (state) => `${state.options.errexit ? 'e' : ''}h${state.isInteractive ? 'i' : ''}`,
  PWD: (state) => state.cwd,
  RANDOM: (state) => (state.kind === 'dash' ? undefined : String(nextRandom(state))),
  SECONDS: (state) => (state.kind === 'bash' ? '0' : undefined),
  EPOCHSECONDS: (state) => (state.kind === 'bash' ? String(Math.floor(state.world.clock.now() / 1000)) : undefined),
  BASH_VERSION: (state) => (state.kind === 'bash' ? '5.2.15(1)-release' : undefined),
  UID: (state) => (state.kind === 'bash' ? String(state.world.user.uid) : undefined),
  EUID: (state) => (state.kind === 'bash' ? String(state.world.user.uid) : undefined),
  PPID: () => '0',
};

/** A value of more characters ends the shell, as a container does that takes too much memory. */
const LONGEST = 16 * 1024 * 1024;

/** The first character of IFS, which joins what `$*` holds. */
export function separator({ variables }: ShellState): string {
  return variables.get('IFS')?.slice(0, 1) ?? ' ';
}

/** Depends on the cluster's time and on how much the shell has run: the same run gives the same numbers. */
function nextRandom({ world, budget }: ShellState): number {
  return (((world.clock.now() / 1000 + budget.commands * 7919) * 16807) % 32768) | 0;
}

/** A variable's or a special parameter's value; undefined where it is not set. */
export function getVariable(state: ShellState, name: string): string | undefined {
  const read = Object.hasOwn(special, name) ? special[name] : undefined;
  const value = read?.(state);
  if (value !== undefined) return value;
  if (/^\d+$/.test(name)) return state.positional[Number(name) - 1];
  return state.variables.get(name) ?? state.arrays.get(name)?.get('0');
}

/** A variable's value, empty where it is not set. @throws ShellError under `set -u` */
export function readVariable(state: ShellState, name: string): string {
  const value = getVariable(state, name);
  if (value !== undefined) return value;
  if (state.options.nounset) {
    throw new ShellError(
      state.kind === 'bash' ? `${name}: unbound variable` : `${name}: parameter not set`,
      state.kind === 'bash' ? 1 : 2,
      true,
    );
  }
  return '';
}

/** @throws ShellError where a variable may not be changed */
function refuseReadonly(state: ShellState, name: string): void {
  if (!state.readonly.has(name)) return;
  throw new ShellError(
    state.kind === 'bash' ? `${name}: readonly variable` : `${name}: is read only`,
    1,
    state.kind !== 'bash',
  );
}

/** Sets a variable; an element of an array where a key is given. @throws ShellError */
export function setVariable(state: ShellState, name: string, value: string, key?: string): void {
  if (value.length > LONGEST) throw new Killed('SIGKILL');
  refuseReadonly(state, name);
  const array = state.arrays.get(name);
  if (key === undefined && array === undefined) state.variables.set(name, value);
  else if (key === undefined) array?.set('0', value);
  else {
    const first = state.variables.get(name);
    const items: ShellArray = array ?? new Map(first === undefined ? [] : [['0', first]]);
    items.set(key, value);
    setArray(state, name, items);
  }
}

/** Makes a variable an array. @throws ShellError */
export function setArray(state: ShellState, name: string, items: ShellArray): void {
  refuseReadonly(state, name);
  state.variables.delete(name);
  const isAssociative = state.associative.has(name);
  state.arrays.set(
    name,
    isAssociative ? items : new Map([...items].sort(([one], [other]) => Number(one) - Number(other))),
  );
}

/** The elements of an array; a plain variable is one of a single element. */
export function arrayOf(state: ShellState, name: string): ShellArray {
  const value = state.variables.get(name);
  return state.arrays.get(name) ?? new Map(value === undefined ? [] : [['0', value]]);
}

/** Forgets a variable. @throws ShellError */
export function unsetVariable(state: ShellState, name: string): void {
  refuseReadonly(state, name);
  const [, array, key] = /^(\w+)\[(.+)\]$/.exec(name) ?? [];
  if (array !== undefined && key !== undefined) {
    state.arrays.get(array)?.delete(key);
    return;
  }
  state.variables.delete(name);
  state.arrays.delete(name);
  state.associative.delete(name);
  state.exported.delete(name);
}
