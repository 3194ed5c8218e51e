import type { ShellState, Streams } from './state';
import { setArray, setVariable, unsetVariable } from './variable';

function assignAll(args: readonly string[], state: ShellState, each: (name: string) => void): number {
  for (const arg of args.filter((word) => !/^[-+]/.test(word))) {
    const [, name = arg, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(arg) ?? [];
    if (value !== undefined) setVariable(state, name, value);
    each(name);
  }
  return 0;
}

function quoted(value: string): string {
  return `"${value.replaceAll(/["\\$`]/g, '\\$&')}"`;
}

/** `export [NAME[=VALUE]…]` */
export function exportVariables(args: readonly string[], state: ShellState, { stdout }: Streams): number {
  if (args.length === 0 || args[0] === '-p') {
    const names = [...state.exported].filter((name) => state.variables.has(name)).sort();
    const head = state.kind === 'bash' ? 'declare -x' : 'export';
    for (const name of names) {
      const value = state.variables.get(name) ?? '';
      stdout.write(`${head} ${name}=${state.kind === 'bash' ? quoted(value) : `'${value}'`}\n`);
    }
    return 0;
  }
  if (args[0] === '-n') return assignAll(args, state, (name) => state.exported.delete(name));
  return assignAll(args, state, (name) => state.exported.add(name));
}

/** `local [NAME[=VALUE]…]`: what the variables were comes back when the function ends. */
export function makeLocal(args: readonly string[], state: ShellState): number {
  const frame = state.frames.at(-1);
  for (const arg of args.filter((word) => !word.startsWith('-'))) {
    const [name = arg] = arg.split('=');
    if (frame === undefined || frame.has(name)) continue;
    frame.set(name, state.variables.get(name));
    if (!arg.includes('=')) state.variables.delete(name);
  }
  return assignAll(args, state, () => undefined);
}

/** `declare [-aAirxp] [NAME[=VALUE]…]` */
export function declare(args: readonly string[], state: ShellState, streams: Streams): number {
  const letters = args.filter((arg) => arg.startsWith('-')).join('');
  const names = args.filter((arg) => !/^[-+]/.test(arg)).map((arg) => arg.split('=')[0] ?? arg);
  if (letters.includes('p') || args.length === 0) return printVariables(names, state, streams);
  for (const name of names) {
    if (letters.includes('A')) state.associative.add(name);
    const isNew = !state.arrays.has(name);
    if (/[aA]/.test(letters) && isNew) setArray(state, name, new Map());
  }
  makeLocal(args, state);
  if (letters.includes('x')) for (const name of names) state.exported.add(name);
  if (letters.includes('r')) for (const name of names) state.readonly.add(name);
  return 0;
}

function printVariables(names: readonly string[], state: ShellState, { stdout }: Streams): number {
  const wanted = names.length > 0 ? names : [...state.variables.keys(), ...state.arrays.keys()].sort();
  let status = 0;
  for (const name of wanted) {
    const array = state.arrays.get(name);
    const value = state.variables.get(name);
    const letters = `${state.readonly.has(name) ? 'r' : ''}${state.exported.has(name) ? 'x' : ''}`;
    if (array !== undefined) {
      const items = [...array].map(([key, item]) => `[${key}]=${quoted(item)}`).join(' ');
      stdout.write(`declare -${state.associative.has(name) ? 'A' : 'a'}${letters} ${name}=(${items})\n`);
    } else if (value !== undefined) stdout.write(`declare -${letters || '-'} ${name}=${quoted(value)}\n`);
    else status = 1;
  }
  return status;
}

/** `readonly NAME[=VALUE]…` */
export function makeReadonly(args: readonly string[], state: ShellState): number {
  return assignAll(args, state, (name) => state.readonly.add(name));
}

/** `unset [-f] [-v] NAME…` */
export function unset(args: readonly string[], state: ShellState): number {
  for (const name of args.filter((arg) => !arg.startsWith('-'))) {
    if (!args.includes('-f')) unsetVariable(state, name);
    if (!args.includes('-v')) state.functions.delete(name);
  }
  return 0;
}
