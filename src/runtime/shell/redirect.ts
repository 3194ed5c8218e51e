import type { Redirect, Redirection } from 'unbash';
import { FileError } from '../files/file-error';
import { absolutePath, parentOf } from '../files/path';
import { type Input, inputOf, nowhere, type Output, toBytes } from '../streams';
import { ShellError } from './control-flow';
import { type ExpandContext, expandHereDoc, expandText } from './expand';
import type { ShellState, Streams } from './state';

/** Devices that are the shell's own streams, or the container's log. */
const devices: { readonly [path: string]: (streams: Streams, state: ShellState) => Output } = {
  '/dev/null': () => nowhere,
  '/dev/stdout': ({ stdout }) => stdout,
  '/dev/stderr': ({ stderr }) => stderr,
  '/dev/tty': ({ stdout }) => stdout,
  '/dev/fd/1': ({ stdout }) => stdout,
  '/dev/fd/2': ({ stderr }) => stderr,
  '/proc/self/fd/1': ({ stdout }) => stdout,
  '/proc/self/fd/2': ({ stderr }) => stderr,
  '/proc/1/fd/1': (_streams, { world }) => ({ write: world.log }),
  '/proc/1/fd/2': (_streams, { world }) => ({ write: world.log }),
};

/** What each shell says of a file that it cannot open. */
function openError(error: FileError, path: string, writes: boolean, { kind, world, cwd }: ShellState): ShellError {
  const { code, reason } = error;
  if (kind === 'bash') return new ShellError(`${path}: ${reason}`);
  const isFolderMissing = writes && code === 'ENOENT' && !world.files.isFolder(parentOf(absolutePath(path, cwd)));
  const words = {
    ash: { verb: "can't", folder: 'nonexistent directory', file: 'no such file' },
    dash: { verb: 'cannot', folder: 'Directory nonexistent', file: 'No such file' },
  }[kind];
  const said = isFolderMissing ? words.folder : code === 'ENOENT' ? words.file : reason;
  return new ShellError(`${words.verb} ${writes ? 'create' : 'open'} ${path}: ${said}`, kind === 'dash' ? 2 : 1);
}

function openOutput(path: string, isAppended: boolean, streams: Streams, state: ShellState): Output {
  const { world, cwd } = state;
  const { files } = world;
  const device = devices[absolutePath(path, cwd)];
  if (device !== undefined) return device(streams, state);
  const refusing = <T>(run: () => T): T => {
    try {
      return run();
    } catch (error) {
      throw error instanceof FileError ? openError(error, path, true, state) : error;
    }
  };
  const place = refusing(() => {
    const before = files.find(path, cwd);
    if (before === undefined || !isAppended) files.write(path, new Uint8Array(), cwd);
    else if (before.type === 'folder') throw new FileError('EISDIR', path);
    else files.append(path, new Uint8Array(), cwd);
    return files.resolve(path, cwd);
  });
  return { write: (data) => files.append(place, toBytes(data)) };
}

function openInput(path: string, streams: Streams, state: ShellState): Input {
  const { world, cwd } = state;
  if (path === '/dev/stdin' || path === '/dev/tty') return streams.stdin;
  try {
    return inputOf(world.files.read(path, cwd));
  } catch (error) {
    throw error instanceof FileError ? openError(error, path, false, state) : error;
  }
}

function outputOf(descriptor: string, streams: Streams): Output | undefined {
  if (descriptor === '-') return nowhere;
  if (descriptor === '1') return streams.stdout;
  if (descriptor === '2') return streams.stderr;
  return streams.others?.get(Number(descriptor));
}

function setOutput(number: number, output: Output, streams: Streams): void {
  if (number === 1) streams.stdout = output;
  else if (number === 2) streams.stderr = output;
  else streams.others = new Map([...(streams.others ?? []), [number, output]]);
}

function descriptorOf({ descriptor, operator }: Redirect): number {
  if (descriptor?.type === 'FileDescriptor') return descriptor.value;
  return operator.startsWith('<') ? 0 : 1;
}

async function applyRedirect(
  node: Redirect,
  streams: Streams,
  { state, streams: outer }: ExpandContext,
): Promise<void> {
  const { operator } = node;
  const target = node.target === undefined ? '' : await expandText(node.target, { state, streams: outer });
  const number = descriptorOf(node);
  if (operator === '<&') return;
  if (operator.startsWith('<')) {
    if (number === 0) streams.stdin = openInput(target, streams, state);
    return;
  }
  if (operator === '>&' && /^(\d+|-)$/.test(target)) {
    const source = outputOf(target, streams);
    if (source === undefined)
      throw new ShellError(`${target}: ${state.kind === 'bash' ? 'B' : 'b'}ad file descriptor`, 2);
    setOutput(number, source, streams);
    return;
  }
  // A script that is gone on with finds what it wrote before.
  const isAppended = operator.includes('>>') || state.position.isResuming;
  const output = openOutput(target, isAppended, streams, state);
  const isBoth = operator.startsWith('&') || operator === '>&';
  if (isBoth) Object.assign(streams, { stdout: output, stderr: output });
  else setOutput(number, output, streams);
}

/**
 * The streams that a command has after its redirections, which apply from left to right.
 * @throws ShellError where a file cannot be opened
 */
export async function redirect(redirections: readonly Redirection[], context: ExpandContext): Promise<Streams> {
  const streams: Streams = { ...context.streams };
  for (const node of redirections) {
    if (node.type === 'HereDoc') streams.stdin = inputOf(await expandHereDoc(node.body, context));
    else if (node.type === 'HereString') {
      const text = node.target === undefined ? '' : await expandText(node.target, context);
      streams.stdin = inputOf(`${text}\n`);
    } else await applyRedirect(node, streams, context);
  }
  return streams;
}
