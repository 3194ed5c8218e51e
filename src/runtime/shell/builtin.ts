import { absolutePath } from '../path';
import { dashEcho } from '../programs/echo';
import { findProgram, programName } from '../programs/programs';
import { ControlFlow, ShellError } from './control-flow';
import { isDirectory } from './directory';
import { messagePrefix } from './message';
import type { ShellOptions, ShellState, Streams } from './state';
import { evaluateTest } from './test-expression';
import { setVariable, unsetVariable } from './variable';

/** A command of the shell itself; answers its exit code. @throws ControlFlow and ShellError */
export type Builtin = (args: readonly string[], state: ShellState, streams: Streams) => number;

function changeDirectory(args: readonly string[], state: ShellState, streams: Streams): number {
  const [typed = state.variables.get('HOME') ?? '/'] = args.filter((arg) => arg !== '--');
  const target = typed === '-' ? (state.variables.get('OLDPWD') ?? state.cwd) : typed;
  const path = absolutePath(target, state.cwd);
  if (!isDirectory(state.world, path)) {
    const messages = {
      ash: `can't cd to ${target}: No such file or directory`,
      dash: `can't cd to ${target}`,
      bash: `${target}: No such file or directory`,
    };
    throw new ShellError(messages[state.kind], state.kind === 'dash' ? 2 : 1);
  }
  setVariable(state, 'OLDPWD', state.cwd);
  state.cwd = path;
  setVariable(state, 'PWD', path);
  if (typed === '-') streams.stdout.write(`${path}\n`);
  return 0;
}

function assignAll(args: readonly string[], state: ShellState, each: (name: string) => void): number {
  for (const arg of args.filter((word) => !word.startsWith('-'))) {
    const [, name = arg, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(arg) ?? [];
    if (value !== undefined) setVariable(state, name, value);
    each(name);
  }
  return 0;
}

function makeLocal(args: readonly string[], state: ShellState): number {
  const frame = state.frames.at(-1);
  for (const arg of args) {
    const [name = arg] = arg.split('=');
    if (frame !== undefined && !frame.has(name)) frame.set(name, state.variables.get(name));
  }
  return assignAll(args, state, () => undefined);
}

const optionLetters: { readonly [letter: string]: keyof ShellOptions } = { e: 'errexit', u: 'nounset', x: 'xtrace' };

function setLetters(letters: string, isOn: boolean, state: ShellState): void {
  for (const letter of letters) {
    const option = optionLetters[letter];
    if (option !== undefined) state.options[option] = isOn;
  }
}

function setOptions(args: readonly string[], state: ShellState): number {
  const [first, ...rest] = args;
  if (first === undefined) return 0;
  if (first === '--' || !/^[-+]/.test(first)) {
    state.positional = first === '--' ? rest : args;
    return 0;
  }
  const isOn = first.startsWith('-');
  setLetters(first.slice(1), isOn, state);
  if (!first.includes('o')) return setOptions(rest, state);
  const [name, ...others] = rest;
  if (name === 'pipefail' || name === 'errexit' || name === 'nounset' || name === 'xtrace') state.options[name] = isOn;
  return setOptions(others, state);
}

function readLine(args: readonly string[], state: ShellState, { input }: Streams): number {
  const names = args.filter((arg) => !arg.startsWith('-'));
  if (input.text === '') return 1;
  const [line = ''] = input.text.split('\n');
  input.text = input.text.slice(line.length + 1);
  const words = line.trim().split(/\s+/);
  const targets = names.length === 0 ? ['REPLY'] : names;
  for (const [i, name] of targets.entries()) {
    setVariable(state, name, i === targets.length - 1 ? words.slice(i).join(' ') : (words[i] ?? ''));
  }
  return 0;
}

function whereIs(name: string, state: ShellState): string | undefined {
  if (state.functions.has(name) || Object.hasOwn(builtins, name)) return name;
  if (
    findProgram(state.world, name) !== undefined ||
    Object.hasOwn(state.world.image.shells, programName(name) ?? '')
  ) {
    return name.includes('/') ? name : `/bin/${name}`;
  }
  return undefined;
}

function describeMissing(name: string, state: ShellState, { stdout, stderr }: Streams): number {
  if (state.kind === 'bash') stderr.write(`${messagePrefix(state, 0)}type: ${name}: not found\n`);
  else stdout.write(`${name}: not found\n`);
  return state.kind === 'bash' ? 1 : 127;
}

/** `type NAME…` */
function describeCommands(args: readonly string[], state: ShellState, streams: Streams): number {
  let status = 0;
  for (const name of args) {
    const place = whereIs(name, state);
    if (place === undefined) status = describeMissing(name, state, streams);
    else streams.stdout.write(place === name ? `${name} is a shell builtin\n` : `${name} is ${place}\n`);
  }
  return status;
}

function statusOf(args: readonly string[], state: ShellState): number {
  return args[0] === undefined ? state.status : Number(args[0]) & 255;
}

function levelsOf(args: readonly string[], state: ShellState): number {
  return Math.min(Math.max(1, Number(args[0] ?? 1) || 1), state.loops);
}

function runTest(args: readonly string[], state: ShellState): number {
  return evaluateTest(args, state) ? 0 : 1;
}

/** The shell's own commands. */
export const builtins: { readonly [name: string]: Builtin } = {
  ':': () => 0,
  '[': (args, state) => {
    if (args.at(-1) !== ']') throw new ShellError("missing ']'", 2);
    return runTest(args.slice(0, -1), state);
  },
  break: (args, state) => {
    if (state.loops === 0) return 0;
    throw new ControlFlow({ kind: 'break', levels: levelsOf(args, state) });
  },
  cd: changeDirectory,
  continue: (args, state) => {
    if (state.loops === 0) return 0;
    throw new ControlFlow({ kind: 'continue', levels: levelsOf(args, state) });
  },
  declare: makeLocal,
  eval: (args, state, streams) => state.interpreter.runText(args.join(' '), state, streams),
  exit: (args, state, { stderr }) => {
    if (state.isInteractive && state.kind === 'bash') stderr.write('exit\n');
    throw new ControlFlow({ kind: 'exit', status: statusOf(args, state) });
  },
  export: (args, state) => assignAll(args, state, (name) => state.exported.add(name)),
  local: makeLocal,
  pwd: (_args, { cwd }, { stdout }) => {
    stdout.write(`${cwd}\n`);
    return 0;
  },
  read: readLine,
  readonly: (args, state) => assignAll(args, state, () => undefined),
  return: (args, state) => {
    throw new ControlFlow({ kind: 'return', status: statusOf(args, state) });
  },
  set: setOptions,
  shift: (args, state) => {
    state.positional = state.positional.slice(Number(args[0] ?? 1));
    return 0;
  },
  test: runTest,
  trap: () => 0,
  type: describeCommands,
  unset: (args, state) => {
    for (const name of args.filter((arg) => !arg.startsWith('-'))) {
      unsetVariable(state, name);
      state.functions.delete(name);
    }
    return 0;
  },
  wait: () => 0,
};

/** The builtin of that name in a shell; dash has an echo of its own. */
export function findBuiltin(state: ShellState, name: string): Builtin | undefined {
  if (name === 'echo' && state.kind === 'dash') {
    return (args, _state, { stdout }) => {
      stdout.write(dashEcho(args).stdout);
      return 0;
    };
  }
  if (name === 'command') return (args, shell, streams) => describePath(args, shell, streams);
  return Object.hasOwn(builtins, name) ? builtins[name] : undefined;
}

/** `command -v NAME` */
function describePath(args: readonly string[], state: ShellState, { stdout }: Streams): number {
  const place = whereIs(args.find((arg) => !arg.startsWith('-')) ?? '', state);
  if (place === undefined) return state.kind === 'bash' ? 1 : 127;
  stdout.write(`${place}\n`);
  return 0;
}
