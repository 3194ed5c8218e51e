import { FileError } from '../files/file-error';
import { attempt, complain, isBusybox } from './complaint';
import { lastPart, type Pair, readPairs } from './destination';
import { missingOperand, type Options, readOptions } from './option';
import type { ProgramIo } from './program';
import { quoted } from './quote';

const grammar = {
  letters: 'sfnvTt:rbLPi',
  long: { symbolic: 's', force: 'f', 'no-dereference': 'n', verbose: 'v', 'target-directory': 't', relative: 'r' },
};

/** A file that is linked has its own copy from then on: nodes here have one name. */
function makeHard({ from, to }: Pair, flags: ReadonlySet<string>, { world, cwd }: ProgramIo): void {
  const { files } = world;
  const source = files.stat(from, cwd, false);
  const place = files.resolve(to, cwd, false);
  if (files.find(place, '/', false) !== undefined) {
    if (!flags.has('f')) throw new FileError('EEXIST', to);
    files.remove(place);
  }
  files.copyNodes(source.path, place);
}

function makeSoft({ from, to }: Pair, flags: ReadonlySet<string>, { world, cwd }: ProgramIo): void {
  const { files } = world;
  const before = files.find(to, cwd, false);
  if (flags.has('f') && before !== undefined && before.type !== 'folder') files.remove(to, cwd);
  files.makeLink(from, to, cwd);
}

/** Whether the file to be linked is one; complains of others. */
function canBeLinked({ from, to }: Pair, io: ProgramIo): boolean {
  const { files } = io.world;
  const source = files.find(from, io.cwd, false);
  if (source?.type === 'folder') {
    complain(io, isBusybox(io) ? `${to}: Operation not permitted` : `${from}: hard link not allowed for directory`);
    return false;
  }
  const target = files.find(to, io.cwd, false);
  if (source !== undefined && source.path === target?.path && !isBusybox(io)) {
    complain(io, `${quoted(from)} and ${quoted(to)} are the same file`);
    return false;
  }
  return attempt(io, { gnu: `failed to access ${quoted(from)}`, busybox: from }, () => files.stat(from, io.cwd, false));
}

function link(pair: Pair, flags: ReadonlySet<string>, io: ProgramIo): boolean {
  const { from, to } = pair;
  const isSoft = flags.has('s');
  if (!isSoft && !canBeLinked(pair, io)) return false;
  const kind = isSoft ? 'symbolic' : 'hard';
  const shown = isSoft ? quoted(to) : quoted(to);
  const isMade = attempt(io, { gnu: `failed to create ${kind} link ${shown}`, busybox: to }, () =>
    (isSoft ? makeSoft : makeHard)(pair, flags, io),
  );
  if (isMade && flags.has('v')) {
    const names = isBusybox(io) ? `'${to}' -> '${from}'` : `${quoted(to)} ${isSoft ? '->' : '=>'} ${quoted(from)}`;
    io.stdout.write(`${names}\n`);
  }
  return isMade;
}

/** Makes links: `-s` symbolic ones, `-f` in place of what is there, `-n` beside a link to a folder. */
export function ln(args: readonly string[], io: ProgramIo): number {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const pairs = pairsOf(options, io);
  if (typeof pairs === 'number') return pairs;
  return pairs.map((pair) => link(pair, options.flags, io)).every((isMade) => isMade) ? 0 : 1;
}

/** One operand alone is linked to from here. */
function pairsOf(options: Options, io: ProgramIo): Pair[] | number {
  const { flags, operands } = options;
  const [only] = operands;
  if (only === undefined) return missingOperand(io, 'missing file operand');
  if (operands.length === 1 && !options.values.has('t')) {
    const here = lastPart(only);
    return [{ from: only, to: isBusybox(io) ? here : `./${here}` }];
  }
  const { files } = io.world;
  const pairs = readPairs(options, io, (path) => {
    const isLink = files.find(path, io.cwd, false)?.type === 'link';
    return files.isFolder(path, io.cwd) && !(isLink && flags.has('n'));
  });
  const last = operands.at(-1) ?? '';
  const isNoFolder =
    isBusybox(io) && typeof pairs !== 'number' && !files.isFolder(last, io.cwd) && !options.values.has('t');
  return isNoFolder ? pairs.map(({ from }) => ({ from, to: last })) : pairs;
}
