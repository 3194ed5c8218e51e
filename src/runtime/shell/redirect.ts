import type { Redirect, Redirection } from 'unbash';
import { absolutePath } from '../path';
import { ShellError } from './control-flow';
import { type ExpandContext, expandHereDoc, expandText } from './expand';
import { nowhere, type Output, type Streams } from './state';

type Targets = { input: { text: string }; stdout: Output; stderr: Output };

const devices: { readonly [path: string]: (streams: Targets) => Output } = {
  '/dev/null': () => nowhere,
  '/dev/stdout': ({ stdout }) => stdout,
  '/dev/stderr': ({ stderr }) => stderr,
  '/dev/tty': ({ stdout }) => stdout,
  '/proc/1/fd/1': () => nowhere,
  '/proc/1/fd/2': () => nowhere,
};

function openOutput(path: string, targets: Targets, { state }: ExpandContext): Output {
  const device = devices[path];
  if (device !== undefined) return device(targets);
  throw new ShellError(
    state.kind === 'bash' ? `${path}: Read-only file system` : `can't create ${path}: Read-only file system`,
    state.kind === 'bash' ? 1 : 2,
  );
}

function openInput(path: string, { state, streams }: ExpandContext): { text: string } {
  if (path === '/dev/stdin') return streams.input;
  const text = state.world.files(absolutePath(path, state.cwd));
  if (text !== undefined) return { text };
  const missing = state.kind === 'dash' ? 'No such file' : 'no such file';
  throw new ShellError(
    state.kind === 'bash' ? `${path}: No such file or directory` : `can't open ${path}: ${missing}`,
    state.kind === 'bash' ? 1 : 2,
  );
}

function duplicate(from: number, to: string, targets: Targets): void {
  const source = to === '1' ? targets.stdout : to === '2' ? targets.stderr : to === '-' ? nowhere : undefined;
  if (source === undefined) throw new ShellError(`${to}: bad file descriptor`, 2);
  if (from === 1) targets.stdout = source;
  if (from === 2) targets.stderr = source;
}

function descriptorOf({ descriptor, operator }: Redirect): number {
  if (descriptor?.type === 'FileDescriptor') return descriptor.value;
  return operator.startsWith('<') ? 0 : 1;
}

function applyRedirect(node: Redirect, targets: Targets, context: ExpandContext): void {
  const { operator } = node;
  const target = node.target === undefined ? '' : expandText(node.target, context);
  const number = descriptorOf(node);
  if (operator === '<&') return;
  if (operator.startsWith('<')) targets.input = openInput(target, context);
  else if (operator === '>&' && /^(\d+|-)$/.test(target)) duplicate(number, target, targets);
  else {
    const output = openOutput(target, targets, context);
    const isBoth = operator.startsWith('&') || operator === '>&';
    if (isBoth || number === 1) targets.stdout = output;
    if (isBoth || number === 2) targets.stderr = output;
  }
}

/**
 * The streams that a command has after its redirections, which apply from left to right.
 * @throws ShellError where a file cannot be opened: a container's files cannot be written
 */
export function redirect(redirections: readonly Redirection[], context: ExpandContext): Streams {
  const targets: Targets = { ...context.streams };
  for (const node of redirections) {
    if (node.type === 'HereDoc') targets.input = { text: expandHereDoc(node.body, context) };
    else if (node.type === 'HereString') {
      targets.input = { text: `${node.target === undefined ? '' : expandText(node.target, context)}\n` };
    } else applyRedirect(node, targets, context);
  }
  return targets;
}
