import { forEachChild, type Script, type SyntaxNode } from 'unbash';
import { noteLocals } from '../shell/call-function';
import type { Frame } from '../shell/position';
import type { ShellOptions, ShellState } from '../shell/state';
import type { SavedShell } from './process-record';

/** What a shell remembers, as plain data. @param frames where its script stands */
export function saveShell(state: ShellState, text: string, frames: readonly Frame[]): SavedShell {
  return {
    kind: state.kind,
    name: state.name,
    text,
    frames: noteLocals(frames, state),
    variables: [...state.variables],
    exported: [...state.exported],
    arrays: [...state.arrays].map(([name, items]) => [name, [...items]] as const),
    associative: [...state.associative],
    functions: [...state.functions.keys()],
    traps: [...state.traps],
    options: { ...state.options },
    positional: [...state.positional],
    status: state.status,
    cwd: state.cwd,
  };
}

/** Gives a new shell what another one remembered. */
export function restoreShell(state: ShellState, saved: SavedShell, script: Script): void {
  const fill = <T>(set: Set<T>, items: readonly T[]): void => {
    set.clear();
    for (const item of items) set.add(item);
  };
  state.variables.clear();
  for (const [name, value] of saved.variables) state.variables.set(name, value);
  fill(state.exported, saved.exported);
  fill(state.associative, saved.associative);
  for (const [name, items] of saved.arrays) state.arrays.set(name, new Map(items));
  for (const [signal, command] of saved.traps) state.traps.set(signal, command);
  restoreFunctions(state, new Set(saved.functions), script);
  Object.assign(state.options, saved.options satisfies { [option: string]: boolean } as Partial<ShellOptions>);
  state.positional = saved.positional;
  state.status = saved.status;
  state.cwd = saved.cwd;
}

/** A function is known again by its definition in the script. */
function restoreFunctions(state: ShellState, names: ReadonlySet<string>, node: SyntaxNode): void {
  if (node.type === 'Function' && names.has(node.name.value)) state.functions.set(node.name.value, node.body);
  forEachChild(node, (child) => restoreFunctions(state, names, child));
}
