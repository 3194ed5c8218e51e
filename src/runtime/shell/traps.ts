import { ControlFlow, catchExit } from './control-flow';
import type { ShellState, Streams } from './state';

/** Runs a shell's script, and then what it set aside for its end (`trap … EXIT`). @returns the exit code */
export async function runToEnd(state: ShellState, streams: Streams, run: () => Promise<number>): Promise<number> {
  const status = await catchExit(run);
  const atEnd = state.traps.get('EXIT');
  if (atEnd === undefined) return status;
  state.traps.delete('EXIT');
  state.status = status;
  try {
    await state.interpreter.runText(atEnd, state, streams);
    return status;
  } catch (error) {
    if (error instanceof ControlFlow && error.leaving.kind === 'exit') return error.leaving.status;
    throw error;
  }
}

const signals = /^(?:SIG)?(HUP|INT|QUIT|TERM|USR1|USR2|CHLD|PIPE|ALRM|EXIT|ERR|DEBUG|RETURN|\d+)$/i;
const numbers: Readonly<Record<string, string>> = { '0': 'EXIT', '1': 'HUP', '2': 'INT', '3': 'QUIT', '15': 'TERM' };

/** `trap COMMAND SIGNAL…`, `trap - SIGNAL…`, `trap`. */
export async function trap(args: readonly string[], state: ShellState, { stdout }: Streams): Promise<number> {
  const rest = args[0] === '--' ? args.slice(1) : args;
  if (rest.length === 0 || rest[0] === '-p') {
    for (const [signal, command] of state.traps) stdout.write(`trap -- '${command}' ${signal}\n`);
    return 0;
  }
  const [command = '', ...names] = rest.length === 1 ? ['-', ...rest] : rest;
  for (const name of names) {
    const known = signals.exec(name)?.[1]?.toUpperCase();
    if (known === undefined) continue;
    const signal = numbers[known] ?? known;
    if (command === '-') state.traps.delete(signal);
    else state.traps.set(signal, command);
  }
  return 0;
}
