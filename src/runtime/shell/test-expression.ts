import { FileError } from '../files/file-error';
import type { Stat } from '../files/file-system';
import type { ShellKind } from '../images/facts';
import { ShellError } from './control-flow';
import type { ShellState } from './state';
import { getVariable } from './variable';

type Unary = (operand: string, state: ShellState) => boolean;
type Binary = (left: string, right: string, state: ShellState) => boolean;

/** A test of what a path names, links followed unless said otherwise. */
function file(check: (stat: Stat, state: ShellState) => boolean, follow = true): Unary {
  return (operand, state) => {
    const stat = operand === '' ? undefined : state.world.files.find(operand, state.cwd, follow);
    return stat !== undefined && check(stat, state);
  };
}

function may(mask: 1 | 2 | 4): Unary {
  return (operand, state) => {
    const { files } = state.world;
    const stat = operand === '' ? undefined : files.find(operand, state.cwd);
    return stat !== undefined && files.may(stat, mask) && (mask !== 2 || isWritable(operand, state));
  };
}

function isWritable(operand: string, { world, cwd }: ShellState): boolean {
  try {
    return world.files.usage(operand, cwd).mount.readOnly !== true;
  } catch (error) {
    if (error instanceof FileError) return false;
    throw error;
  }
}

const isDevice = ({ path }: Stat): boolean => /^\/dev\/(null|zero|full|random|urandom|tty)$/.test(path);

/** `-n X`, `-f X` and their like. */
export const unaryTests: { readonly [operator: string]: Unary } = {
  '-z': (operand) => operand === '',
  '-n': (operand) => operand !== '',
  '-a': file(() => true),
  '-e': file(() => true),
  '-r': may(4),
  '-w': may(2),
  '-x': may(1),
  '-f': file((stat) => stat.type === 'file' && !isDevice(stat)),
  '-d': file(({ type }) => type === 'folder'),
  '-c': file(isDevice),
  '-b': () => false,
  '-p': () => false,
  '-S': () => false,
  '-s': file(({ size }) => size > 0),
  '-L': file(({ type }) => type === 'link', false),
  '-h': file(({ type }) => type === 'link', false),
  '-O': file(({ uid = 0 }, { world }) => uid === world.user.uid),
  '-v': (operand, state) => getVariable(state, operand) !== undefined,
  '-t': (_operand, state) => state.isInteractive,
};

const badNumber: Record<ShellKind, (text: string) => string> = {
  ash: (text) => `${text}: bad number`,
  dash: (text) => `Illegal number: ${text}`,
  bash: (text) => `${text}: integer expression expected`,
};

function numeric(compare: (left: number, right: number) => boolean): Binary {
  return (left, right, { kind }) => {
    const wrong = [left, right].find((text) => !/^\s*[-+]?\d+\s*$/.test(text));
    if (wrong !== undefined) throw new ShellError(badNumber[kind](wrong), 2);
    return compare(Number(left), Number(right));
  };
}

function byTime(compare: (left: number, right: number) => boolean): Binary {
  return (left, right, { world, cwd }) => {
    const times = [left, right].map((path) => world.files.find(path, cwd)?.mtime ?? Number.NEGATIVE_INFINITY);
    return compare(times[0] ?? 0, times[1] ?? 0);
  };
}

/** `A = B`, `A -lt B` and their like, on texts. */
export const binaryTests: { readonly [operator: string]: Binary } = {
  '=': (left, right) => left === right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '-eq': numeric((left, right) => left === right),
  '-ne': numeric((left, right) => left !== right),
  '-lt': numeric((left, right) => left < right),
  '-le': numeric((left, right) => left <= right),
  '-gt': numeric((left, right) => left > right),
  '-ge': numeric((left, right) => left >= right),
  '-nt': byTime((left, right) => left > right),
  '-ot': byTime((left, right) => left < right),
};

/** `or` of `and`s of `!` of primaries, as POSIX reads the arguments of test. */
function evaluate(args: readonly string[], state: ShellState): boolean {
  let at = 0;
  const primary = (): boolean => {
    const [first = '', second, third] = args.slice(at, at + 3);
    const binary = second === undefined ? undefined : binaryTests[second];
    if (binary !== undefined && third !== undefined) {
      at += 3;
      return binary(first, third, state);
    }
    const unary = unaryTests[first];
    if (unary !== undefined && second !== undefined) {
      at += 2;
      return unary(second, state);
    }
    at += 1;
    if (first !== '(') return first !== '';
    const value = either();
    if (args[at] !== ')') throw new ShellError('missing )', 2);
    at += 1;
    return value;
  };
  const negated = (): boolean => {
    if (args[at] !== '!' || args.length === at + 1) return primary();
    at += 1;
    return !negated();
  };
  const both = (): boolean => {
    let value = negated();
    while (args[at] === '-a') {
      at += 1;
      value = negated() && value;
    }
    return value;
  };
  const either = (): boolean => {
    let value = both();
    while (args[at] === '-o') {
      at += 1;
      value = both() || value;
    }
    return value;
  };
  const value = either();
  if (at < args.length) throw new ShellError(`${args[at]}: unexpected operator`, 2);
  return value;
}

/** What test and `[` say of their arguments (without the `]`). @throws ShellError where they make no sense */
export function evaluateTest(args: readonly string[], state: ShellState): boolean {
  return args.length === 0 ? false : evaluate(args, state);
}
