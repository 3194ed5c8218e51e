import type { ShellKind } from '../images/facts';
import { absolutePath } from '../path';
import { catchExit } from './control-flow';
import { createState } from './create-state';
import { environmentOf, type ShellState, type Streams } from './state';

/** A shell that is started inside another: its dialect, the name it was called by, and its arguments. */
export type NestedShell = {
  readonly kind: ShellKind;
  readonly name: string;
  readonly args: readonly string[];
  readonly state: ShellState;
};

/** What a shell's arguments ask it to run. */
export type ShellPlan = {
  readonly text: string;
  readonly name: string;
  readonly positional: readonly string[];
  /** The letters of its options: `e`, `x`, `u`. */
  readonly letters: string;
};

/**
 * Reads `[-ex] -c SCRIPT [NAME [ARG…]]`, `[-s] [ARG…]` or `FILE [ARG…]`.
 * @param readFile the text of a file, undefined where there is none
 */
export function planShell(
  name: string,
  args: readonly string[],
  stdin: string,
  readFile: (path: string) => string | undefined,
): ShellPlan | { readonly missing: string } {
  const count = args.findIndex((arg) => !/^-\w+$/.test(arg));
  const options = count < 0 ? args : args.slice(0, count);
  const rest = count < 0 ? [] : args.slice(count);
  const letters = options.join('').replaceAll('-', '');
  if (letters.includes('c')) {
    const [text = '', zero = name, ...positional] = rest;
    return { text, name: zero, positional, letters };
  }
  const [file, ...positional] = rest;
  if (file === undefined || letters.includes('s')) return { text: stdin, name, positional: rest, letters };
  const text = readFile(file);
  return text === undefined ? { missing: file } : { text, name: file, positional, letters };
}

/** Runs a shell inside a shell, with the exported variables only. Answers its exit code. */
export function startNested({ kind, name, args, state }: NestedShell, streams: Streams): number {
  const { world, interpreter, cwd, budget } = state;
  const plan = planShell(name, args, streams.input.text, (path) => world.files(absolutePath(path, cwd)));
  if ('missing' in plan) {
    const message = kind === 'bash' ? 'No such file or directory' : "can't open: No such file or directory";
    streams.stderr.write(`${name}: ${plan.missing}: ${message}\n`);
    return kind === 'bash' ? 127 : 2;
  }
  const nested = createState({
    world,
    kind,
    interpreter,
    name: plan.name,
    isInteractive: false,
    env: environmentOf(state),
    positional: plan.positional,
    letters: plan.letters,
    cwd,
    budget,
  });
  const isScript = args.some((arg) => /^-\w*c/.test(arg));
  const own = isScript ? streams : { ...streams, input: { text: '' } };
  return catchExit(() => interpreter.runText(plan.text, nested, own));
}
