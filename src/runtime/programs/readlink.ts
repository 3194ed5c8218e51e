import { absolutePath } from '../files/path';
import { complain, isBusybox, reasonOf } from './complaint';
import { missingOperand, readOptions } from './option';
import type { ProgramIo } from './program';
import { quotedIfOdd } from './quote';

const grammar = {
  letters: 'femnqsvz',
  long: {
    canonicalize: 'f',
    'canonicalize-existing': 'e',
    'canonicalize-missing': 'm',
    'no-newline': 'n',
    quiet: 'q',
    silent: 's',
    verbose: 'v',
    zero: 'z',
  },
};

/** The path without links, which may end in what is not there. @throws FileError */
function realPath(path: string, how: 'existing' | 'missing' | 'last', io: ProgramIo): string {
  const { world, cwd } = io;
  const { files } = world;
  if (how === 'existing') return files.stat(path, cwd).path;
  if (how === 'last') {
    if (isBusybox(io) && !path.includes('/')) files.stat(path, cwd, false);
    return files.resolve(path, cwd);
  }
  for (let known = absolutePath(path, cwd), rest = ''; ; ) {
    if (files.find(known) !== undefined) return absolutePath(`${files.resolve(known)}/${rest}`, '/');
    rest = `${known.slice(known.lastIndexOf('/') + 1)}/${rest}`;
    known = known.slice(0, known.lastIndexOf('/')) || '/';
  }
}

/** Where a link leads; undefined where a path names none. @throws FileError */
function targetOf(path: string, { world, cwd }: ProgramIo): string | undefined {
  const stat = world.files.stat(path, cwd, false);
  return stat.type === 'link' ? stat.target : undefined;
}

/** What something answers; or the reason of the file error that it ends with. */
function attemptTo<T>(run: () => T): { readonly value: T } | { readonly reason: string } {
  try {
    return { value: run() };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** Prints where links lead; `-f`, `-e` and `-m` print the path without any links. */
export function readlink(args: readonly string[], io: ProgramIo): number {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const { flags, operands } = options;
  if (operands.length === 0 || (isBusybox(io) && operands.length > 1)) return missingOperand(io);
  const how = flags.has('e') ? 'existing' : flags.has('m') ? 'missing' : flags.has('f') ? 'last' : undefined;
  const ending = flags.has('n') && operands.length === 1 ? '' : flags.has('z') ? '\0' : '\n';
  let exitCode = 0;
  const refuse = (path: string, reason: string): void => {
    exitCode = 1;
    if (!flags.has('v')) return;
    const busybox = reason === 'Invalid argument' ? 'cannot read link: not a symlink' : reason;
    complain(io, isBusybox(io) ? `${path}: ${busybox}` : `${quotedIfOdd(path)}: ${reason}`);
  };
  for (const path of operands) {
    const found = attemptTo(() => (how === undefined ? targetOf(path, io) : realPath(path, how, io)));
    if ('value' in found && found.value !== undefined) io.stdout.write(found.value + ending);
    else refuse(path, 'value' in found ? 'Invalid argument' : found.reason);
  }
  return exitCode;
}

/** The way from one folder to a path, both without links. */
function relativePath(path: string, from: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  const start = from.split('/').filter((part) => part !== '');
  let shared = 0;
  while (shared < parts.length && shared < start.length && parts[shared] === start[shared]) shared += 1;
  return [...start.slice(shared).map(() => '..'), ...parts.slice(shared)].join('/') || '.';
}

/** Prints paths without links. */
export function realpath(args: readonly string[], io: ProgramIo): number {
  const known = { letters: 'emqszLPr:', long: { ...grammar.long, strip: 's', 'no-symlinks': 's', 'relative-to': 'r' } };
  const options = readOptions(args, io, isBusybox(io) ? { letters: '' } : known);
  if (typeof options === 'number') return options;
  const { flags, values, operands } = options;
  if (operands.length === 0) return missingOperand(io);
  const how = flags.has('e') ? 'existing' : flags.has('m') ? 'missing' : 'last';
  const base = values.get('r')?.at(-1);
  let exitCode = 0;
  for (const path of operands) {
    const found = attemptTo(() => {
      const real = flags.has('s') ? absolutePath(path, io.cwd) : realPath(path, how, io);
      return base === undefined ? real : relativePath(real, realPath(base, 'missing', io));
    });
    if ('value' in found) {
      io.stdout.write(`${found.value}${flags.has('z') ? '\0' : '\n'}`);
      continue;
    }
    exitCode = 1;
    if (!flags.has('q')) complain(io, `${isBusybox(io) ? path : quotedIfOdd(path)}: ${found.reason}`);
  }
  return exitCode;
}
