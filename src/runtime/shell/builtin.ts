import { findExecutable } from '../executable';
import { FileError } from '../files/file-error';
import { absolutePath } from '../files/path';
import { dashEchoText, echoText } from '../programs/echo';
import { printfText } from '../programs/printf';
import { ControlFlow, ShellError } from './control-flow';
import { declare, exportVariables, makeLocal, makeReadonly, unset } from './declare';
import { waitForJobs } from './jobs';
import { messagePrefix } from './message';
import { getopts, mapfile, read } from './read';
import type { ShellOptions, ShellState, Streams } from './state';
import { environmentOf } from './state';
import { evaluateTest } from './test-expression';
import { trap } from './traps';
import { setVariable } from './variable';

/** A command of the shell itself; answers its exit code. @throws ControlFlow and ShellError */
export type Builtin = (args: readonly string[], state: ShellState, streams: Streams) => number | Promise<number>;

function changeDirectory(args: readonly string[], state: ShellState, streams: Streams): number {
  const [typed = state.variables.get('HOME') ?? '/'] = args.filter((arg) => !['--', '-P', '-L'].includes(arg));
  const target = typed === '-' ? (state.variables.get('OLDPWD') ?? state.cwd) : typed;
  const path = absolutePath(target, state.cwd);
  const problem = folderProblem(path, state);
  if (problem !== undefined) {
    const messages = {
      ash: `can't cd to ${target}: ${problem}`,
      dash: `can't cd to ${target}`,
      bash: `${target}: ${problem}`,
    };
    throw new ShellError(messages[state.kind], state.kind === 'dash' ? 2 : 1);
  }
  setVariable(state, 'OLDPWD', state.cwd);
  state.cwd = path;
  setVariable(state, 'PWD', path);
  if (typed === '-') streams.stdout.write(`${path}\n`);
  return 0;
}

function folderProblem(path: string, { world: { files } }: ShellState): string | undefined {
  try {
    const stat = files.stat(path);
    if (stat.type !== 'folder') return 'Not a directory';
    return files.may(stat, 1) ? undefined : 'Permission denied';
  } catch (error) {
    if (error instanceof FileError) return error.reason;
    throw error;
  }
}

const optionLetters: { readonly [letter: string]: keyof ShellOptions } = {
  e: 'errexit',
  u: 'nounset',
  x: 'xtrace',
  f: 'noglob',
};

function setLetters(letters: string, isOn: boolean, state: ShellState): void {
  for (const letter of letters) {
    const option = optionLetters[letter];
    if (option !== undefined) state.options[option] = isOn;
  }
}

function setOptions(args: readonly string[], state: ShellState, streams: Streams): number {
  const [first, ...rest] = args;
  if (first === undefined) return 0;
  if (first === '--' || !/^[-+]/.test(first)) {
    state.positional = first === '--' ? rest : args;
    return 0;
  }
  const isOn = first.startsWith('-');
  setLetters(first.slice(1), isOn, state);
  if (!first.includes('o')) return setOptions(rest, state, streams);
  const [name = '', ...others] = rest;
  if (Object.hasOwn(state.options, name)) state.options[name as keyof ShellOptions] = isOn;
  return others.length === 0 ? 0 : setOptions(others, state, streams);
}

function whereIs(name: string, state: ShellState): string | undefined {
  if (state.functions.has(name) || Object.hasOwn(builtins, name)) return name;
  const found = findExecutable(state.world.files, name, { env: environmentOf(state), cwd: state.cwd });
  return 'path' in found ? found.path : undefined;
}

function describeMissing(name: string, state: ShellState, { stdout, stderr }: Streams): number {
  if (state.kind === 'bash') stderr.write(`${messagePrefix(state, 0)}type: ${name}: not found\n`);
  else stdout.write(`${name}: not found\n`);
  return state.kind === 'bash' ? 1 : 127;
}

/** `type NAME…` */
function describeCommands(args: readonly string[], state: ShellState, streams: Streams): number {
  let status = 0;
  for (const name of args.filter((arg) => !arg.startsWith('-'))) {
    const place = whereIs(name, state);
    if (place === undefined) status = describeMissing(name, state, streams);
    else if (state.functions.has(name)) streams.stdout.write(`${name} is a function\n`);
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

/** `. FILE [ARG…]` */
async function source([file, ...args]: readonly string[], state: ShellState, streams: Streams): Promise<number> {
  if (file === undefined) throw new ShellError('filename argument required', 2);
  const { positional } = state;
  let text: string;
  try {
    text = state.world.files.readText(file, state.cwd);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new ShellError(
      state.kind === 'bash' ? `${file}: ${error.reason}` : `can't open '${file}': ${error.reason}`,
      2,
    );
  }
  if (args.length > 0) state.positional = args;
  try {
    return await state.position.opaquely(() => state.interpreter.runText(text, state, streams));
  } catch (error) {
    if (error instanceof ControlFlow && error.leaving.kind === 'return') return error.leaving.status;
    throw error;
  } finally {
    if (args.length > 0) state.positional = positional;
  }
}

function print(args: readonly string[], state: ShellState, { stdout, stderr }: Streams): number {
  const [option, variable = '', ...rest] = args;
  const isKept = option === '-v' && state.kind === 'bash';
  const { text, error, exitCode } = printfText(isKept ? rest : args);
  if (isKept) setVariable(state, variable, text);
  else stdout.write(text);
  if (error) stderr.write(error.replaceAll(/^printf: /gm, `${messagePrefix(state, 0)}printf: `));
  return exitCode;
}

function changeAliases(args: readonly string[], state: ShellState, { stdout, stderr }: Streams): number {
  let status = 0;
  const shown = args.length === 0 ? [...state.aliases.keys()] : args;
  for (const arg of shown) {
    const [, name = arg, text] = /^([^=]+)=(.*)$/s.exec(arg) ?? [];
    const known = state.aliases.get(name);
    if (text !== undefined) state.aliases.set(name, text);
    else if (known !== undefined) stdout.write(`${state.kind === 'bash' ? 'alias ' : ''}${name}='${known}'\n`);
    else {
      stderr.write(`${messagePrefix(state, 0)}alias: ${name}: not found\n`);
      status = 1;
    }
  }
  return status;
}

/** The shell's own commands. */
export const builtins: { readonly [name: string]: Builtin } = {
  '.': source,
  ':': () => 0,
  '[': (args, state) => {
    if (args.at(-1) !== ']') throw new ShellError("missing ']'", 2);
    return runTest(args.slice(0, -1), state);
  },
  alias: changeAliases,
  break: (args, state) => {
    if (state.loops === 0) return 0;
    throw new ControlFlow({ kind: 'break', levels: levelsOf(args, state) });
  },
  cd: changeDirectory,
  continue: (args, state) => {
    if (state.loops === 0) return 0;
    throw new ControlFlow({ kind: 'continue', levels: levelsOf(args, state) });
  },
  declare,
  echo: (args, { kind }, { stdout }) => {
    stdout.write(kind === 'dash' ? dashEchoText(args) : echoText(args));
    return 0;
  },
  eval: (args, state, streams) =>
    state.position.opaquely(() => state.interpreter.runText(args.join(' '), state, streams)),
  exit: (args, state, { stderr }) => {
    if (state.isInteractive && state.kind === 'bash') stderr.write('exit\n');
    throw new ControlFlow({ kind: 'exit', status: statusOf(args, state) });
  },
  export: exportVariables,
  false: () => 1,
  getopts,
  hash: () => 0,
  jobs: (_args, { jobs }, { stdout }) => {
    for (const [i, { command }] of jobs.entries()) stdout.write(`[${i + 1}]+  Running                 ${command} &\n`);
    return 0;
  },
  let: async (args, state, streams) =>
    await state.interpreter.runText(args.map((arg) => `((${arg}))`).join('; '), state, streams),
  local: makeLocal,
  mapfile,
  printf: print,
  pwd: (_args, { cwd }, { stdout }) => {
    stdout.write(`${cwd}\n`);
    return 0;
  },
  read,
  readarray: mapfile,
  readonly: makeReadonly,
  return: (args, state) => {
    throw new ControlFlow({ kind: 'return', status: statusOf(args, state) });
  },
  set: setOptions,
  shift: (args, state) => {
    const count = Number(args[0] ?? 1);
    if (count > state.positional.length) return 1;
    state.positional = state.positional.slice(count);
    return 0;
  },
  shopt: () => 0,
  source,
  test: runTest,
  times: (_args, _state, { stdout }) => {
    stdout.write('0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n');
    return 0;
  },
  trap,
  true: () => 0,
  type: describeCommands,
  typeset: declare,
  ulimit: (_args, _state, { stdout }) => {
    stdout.write('unlimited\n');
    return 0;
  },
  umask: (args, _state, { stdout }) => {
    if (args.length === 0) stdout.write('0022\n');
    return 0;
  },
  unalias: (args, { aliases }) => {
    for (const name of args) aliases.delete(name);
    return 0;
  },
  unset,
  wait: (args, state) => waitForJobs(state, args.filter((arg) => /^\d+$/.test(arg)).map(Number)),
};

const bashOnly = new Set(['declare', 'typeset', 'mapfile', 'readarray', 'shopt', 'let', 'source']);

/** The builtin of that name in a shell; only bash has some of them. */
export function findBuiltin({ kind }: ShellState, name: string): Builtin | undefined {
  if (name === 'command') return describePath;
  if (!Object.hasOwn(builtins, name)) return undefined;
  const isThere = kind === 'bash' || !bashOnly.has(name) || (kind === 'ash' && (name === 'source' || name === 'let'));
  return isThere ? builtins[name] : undefined;
}

/** `command -v NAME` */
function describePath(args: readonly string[], state: ShellState, { stdout }: Streams): number {
  const place = whereIs(args.find((arg) => !arg.startsWith('-')) ?? '', state);
  if (place === undefined) return state.kind === 'bash' ? 1 : 127;
  stdout.write(`${place}\n`);
  return 0;
}
