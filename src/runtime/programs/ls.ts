import { compareText } from '../../apimachinery/json';
import { FileError } from '../files/file-error';
import { below, parentOf } from '../files/path';
import { complain, isBusybox, reasonOf } from './complaint';
import { diskSize, inodeOf } from './file-facts';
import { busyboxHumanSize, humanSize } from './human';
import { busyboxColumns, type Cell, commaList, gnuColumns } from './ls-layout';
import { busyboxLongLines, busyboxPrefix, diskText, gnuLongLines } from './ls-long';
import { createPainter, type Entry, type NameStyle, nameCells, nameStyle, type Painter } from './ls-name';
import { readOptions } from './option';
import type { ProgramIo } from './program';
import { quoted, quotedIfOdd } from './quote';

const grammar = {
  letters: 'aAcCdFgGhHiklLmnNopqrRsStuUvwXx1z::T:Z',
  long: {
    all: 'a',
    'almost-all': 'A',
    color: 'z',
    directory: 'd',
    classify: 'F',
    'full-time': 'Z',
    'human-readable': 'h',
    inode: 'i',
    dereference: 'L',
    'numeric-uid-gid': 'n',
    'no-group': 'G',
    literal: 'N',
    reverse: 'r',
    recursive: 'R',
    size: 's',
    'time-style': 'T',
  },
};

const busyboxGrammar = {
  letters: '1AaCxdLHRFplinshrSXvctugkw:z::Z',
  long: { color: 'z', 'full-time': 'Z', 'group-directories-first': 'c' },
};

/** One run of `ls`. */
type Listing = {
  readonly io: ProgramIo;
  readonly flags: ReadonlySet<string>;
  readonly isLong: boolean;
  readonly timeStyle: string;
  readonly style: NameStyle;
  readonly paint: Painter;
  /** Whether something has been printed. */
  hasPrinted: boolean;
  exitCode: number;
};

const has = ({ flags }: Listing, letters: string): boolean => [...letters].some((letter) => flags.has(letter));

/** Which of some flags came last. */
function lastOf(flags: ReadonlySet<string>, letters: string): string | undefined {
  return [...flags].findLast((flag) => letters.includes(flag));
}

/** Whether a link that is named on the command line is shown itself. */
function showsLinks(listing: Listing): boolean {
  if (has(listing, 'LH')) return false;
  return listing.isLong || has(listing, 'dF') || (isBusybox(listing.io) && has(listing, 'is'));
}

function entryOf(listing: Listing, name: string, path: string, follow: boolean): Entry {
  const { files } = listing.io.world;
  const { cwd } = listing.io;
  const stat = files.find(path, cwd, follow) ?? files.stat(path, cwd, false);
  return { name, stat, followed: stat.type === 'link' ? files.find(path, cwd) : stat };
}

function compare({ flags }: Listing, left: Entry, right: Entry): number {
  const key = lastOf(flags, 'tSUXv');
  const byName = compareText(left.name, right.name);
  if (key === 't') return right.stat.mtime - left.stat.mtime || byName;
  if (key === 'S') return right.stat.size - left.stat.size || byName;
  if (key === 'X') return compareText(extension(left.name), extension(right.name)) || byName;
  return key === 'v' ? left.name.localeCompare(right.name, 'en', { numeric: true }) : byName;
}

function extension(name: string): string {
  return name.lastIndexOf('.') > 0 ? name.slice(name.lastIndexOf('.')) : '';
}

function sorted(listing: Listing, entries: readonly Entry[]): Entry[] {
  if (has(listing, 'U')) return [...entries];
  const inOrder = [...entries].sort((left, right) => compare(listing, left, right));
  return has(listing, 'r') ? inOrder.reverse() : inOrder;
}

/** The names of a folder, with `.` and `..` under `-a`. @throws FileError */
function entriesIn(listing: Listing, folder: string): Entry[] {
  const { cwd, world } = listing.io;
  const names = world.files.list(folder, cwd);
  const shown = has(listing, 'aA') ? names : names.filter((name) => !name.startsWith('.'));
  const real = world.files.stat(folder, cwd).path;
  const inside = shown.map((name) => entryOf(listing, name, below(real, name), has(listing, 'L')));
  const showsDots = isBusybox(listing.io) ? has(listing, 'a') : lastOf(listing.flags, 'aA') === 'a';
  if (!showsDots) return sorted(listing, inside);
  const dots = [entryOf(listing, '.', real, true), entryOf(listing, '..', parentOf(real), true)];
  return sorted(listing, [...dots, ...inside]);
}

/** A listing in columns, in lines, or in long lines. @param measured what the columns must have room for */
function textOf(listing: Listing, entries: readonly Entry[], measured = entries): string {
  const { flags, io, isLong, style, paint, timeStyle } = listing;
  const busybox = isBusybox(io);
  const atTerminal = io.stdout.isTerminal ?? false;
  const layout = lastOf(flags, '1Cx') ?? (atTerminal ? 'C' : '1');
  const inColumns = !isLong && layout !== '1' && !has(listing, 'm');
  const cells = nameCells(entries, style, paint, { withTargets: isLong, aligned: isLong || inColumns });
  if (isLong) {
    const heads = busybox ? busyboxLongLines(entries, flags, io) : gnuLongLines(measured, flags, timeStyle, io);
    return cells
      .map(({ text }, at) => `${busybox ? prefixOf(entries, at, listing) : ''}${heads[at]} ${text}\n`)
      .join('');
  }
  if (has(listing, 'm')) return commaList(cells);
  const whole: Cell[] = cells.map(({ text, width }, at) => {
    const prefix = prefixOf(entries, at, listing);
    return { text: prefix + text, width: prefix.length + width };
  });
  if (!inColumns) return whole.map(({ text }) => `${text}\n`).join('');
  return (busybox ? busyboxColumns : gnuColumns)(whole, layout === 'x');
}

/** The numbers before a name. */
function prefixOf(entries: readonly Entry[], at: number, listing: Listing): string {
  const entry = entries[at];
  if (entry === undefined || !has(listing, 'is')) return '';
  if (isBusybox(listing.io)) return busyboxPrefix(entry, listing.flags);
  const aligned = (print: (entry: Entry) => string): string => {
    const width = Math.max(...entries.map((other) => print(other).length));
    return `${print(entry).padStart(width)} `;
  };
  const inode = has(listing, 'i') ? aligned(({ stat }) => String(inodeOf(stat.path))) : '';
  return inode + (has(listing, 's') ? aligned(({ stat }) => diskText(stat, listing.flags)) : '');
}

function totalLine(listing: Listing, entries: readonly Entry[]): string {
  if (!listing.isLong && !has(listing, 's')) return '';
  const kilobytes = entries.reduce((sum, { stat }) => sum + diskSize(stat), 0);
  if (!has(listing, 'h')) return `total ${kilobytes}\n`;
  if (!isBusybox(listing.io)) return `total ${humanSize(kilobytes * 1024)}\n`;
  const whole = busyboxHumanSize(kilobytes * 1024).replace(/\d+\.\d/, (size) => String(Math.round(Number(size))));
  return `total ${whole.padEnd(7)}\n`;
}

/** Lists a folder and, under `-R`, those in it. */
function listFolder(listing: Listing, path: string, withHeader: boolean): void {
  const { io, style } = listing;
  let entries: Entry[];
  try {
    entries = entriesIn(listing, path);
  } catch (error) {
    const reason = reasonOf(error);
    const busybox = isBusybox(io);
    complain(io, busybox ? `can't open '${path}': ${reason}` : `cannot open directory ${quoted(path)}: ${reason}`);
    listing.exitCode = busybox ? 1 : 2;
    return;
  }
  const header = withHeader ? `${listing.hasPrinted ? '\n' : ''}${style.quotes ? quotedIfOdd(path) : path}:\n` : '';
  listing.hasPrinted = true;
  io.stdout.write(header + totalLine(listing, entries) + (entries.length > 0 ? textOf(listing, entries) : ''));
  if (!has(listing, 'R')) return;
  const folders = entries.filter(({ name, stat }) => stat.type === 'folder' && name !== '.' && name !== '..');
  for (const { name } of folders) listFolder(listing, path.endsWith('/') ? path + name : `${path}/${name}`, true);
}

/** The operands that exist; complains of the others. */
function operandEntries(listing: Listing, operands: readonly string[]): Entry[] {
  const { io } = listing;
  const busybox = isBusybox(io);
  return operands.flatMap((name) => {
    try {
      const follows = !showsLinks(listing);
      const isStrict = follows && (busybox || has(listing, 'LH'));
      if (isStrict) io.world.files.stat(name, io.cwd);
      const entry = entryOf(listing, name, name, follows);
      const isLink = follows && !isStrict && entry.stat.type !== 'folder';
      return [isLink ? entryOf(listing, name, name, false) : entry];
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      complain(io, `${busybox ? name : `cannot access ${quoted(name)}`}: ${error.reason}`);
      listing.exitCode = busybox ? 1 : 2;
      return [];
    }
  });
}

/** Lists folders: `-l -a -A -1 -C -x -d -h -R -t -r -S -F -n -i -p -s -L -g -o -m`. */
export function ls(args: readonly string[], io: ProgramIo): number {
  const options = isBusybox(io) ? readOptions(args, io, busyboxGrammar) : readOptions(args, io, grammar, 2);
  if (typeof options === 'number') return options;
  const { flags, values, operands } = options;
  const style = nameStyle(flags, values.get('z')?.at(-1), io);
  const timeStyle = flags.has('Z') ? 'full-iso' : (values.get('T')?.at(-1) ?? 'locale');
  const isLong = ['l', 'n', 'g', 'o', 'Z'].some((flag) => flags.has(flag));
  const listing: Listing = {
    io,
    flags,
    isLong,
    timeStyle,
    style,
    paint: createPainter(style),
    hasPrinted: false,
    exitCode: 0,
  };
  const named = sorted(listing, operandEntries(listing, operands.length === 0 ? ['.'] : operands));
  const isFolder = ({ stat }: Entry): boolean => stat.type === 'folder' && !flags.has('d');
  const others = named.filter((entry) => !isFolder(entry));
  const folders = named.filter(isFolder);
  if (others.length > 0) {
    io.stdout.write(textOf(listing, others, [...others, ...folders]));
    listing.hasPrinted = true;
  }
  const withHeaders = operands.length > 1 || flags.has('R');
  for (const { name } of folders) listFolder(listing, name, withHeaders);
  return listing.exitCode;
}
