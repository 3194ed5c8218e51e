import { ShellError } from './control-flow';
import type { ShellState } from './state';

const special: { readonly [name: string]: (state: ShellState) => string } = {
  '?': (state) => String(state.status),
  '#': (state) => String(state.positional.length),
  '*': (state) => state.positional.join(' '),
  '@': (state) => state.positional.join(' '),
  '0': (state) => state.name,
  $: () => '1',
  '!': () => '',
  '-': (state) => `${state.options.errexit ? 'e' : ''}h${state.isInteractive ? 'i' : ''}`,
  PWD: (state) => state.cwd,
};

/** A variable's or a special parameter's value; undefined where it is not set. */
export function getVariable(state: ShellState, name: string): string | undefined {
  const read = special[name];
  if (read !== undefined && Object.hasOwn(special, name)) return read(state);
  if (/^\d+$/.test(name)) return state.positional[Number(name) - 1];
  return state.variables.get(name) ?? state.arrays.get(name)?.[0];
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

/** Sets a variable; an element of an array where an index is given. */
export function setVariable(state: ShellState, name: string, value: string, index?: number): void {
  if (index === undefined) {
    state.arrays.delete(name);
    state.variables.set(name, value);
    return;
  }
  const items = [...(state.arrays.get(name) ?? [])];
  items[index] = value;
  state.arrays.set(name, items);
}

/** Forgets a variable. */
export function unsetVariable(state: ShellState, name: string): void {
  state.variables.delete(name);
  state.arrays.delete(name);
  state.exported.delete(name);
}
