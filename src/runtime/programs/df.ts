import type { Mount } from '../files/file-system';
import type { VolumeUsage } from '../files/volume';
import { complain, isBusybox, reasonOf } from './complaint';
import { busyboxHumanSize, humanSize } from './human';
import { readOptions } from './option';
import type { ProgramIo } from './program';
import { quotedIfOdd } from './quote';

const grammar = {
  letters: 'ahHkmPTt:i',
  long: { all: 'a', 'human-readable': 'h', si: 'H', portability: 'P', 'print-type': 'T', type: 't', inodes: 'i' },
};

/** An inode for so many bytes, as ext4 has. */
const BYTES_PER_INODE = 16_384;

/** One mount with its size. */
type Row = { readonly mount: Mount; readonly capacity: number; readonly used: number };

const kernelTypes = ['proc', 'sysfs'];

/** A volume without a limit of its own has that of the container's disk. */
function rowOf({ world }: ProgramIo, mount: Mount, own: VolumeUsage): Row {
  const isKernel = kernelTypes.includes(mount.type);
  const { capacity, used } = own.capacity > 0 || isKernel ? own : world.files.usage('/');
  return { mount, capacity, used: Math.min(used, capacity) };
}

/** The rows that are asked for; complains of operands that are not there. */
function rowsFor(operands: readonly string[], all: boolean, io: ProgramIo): { rows: Row[]; exitCode: number } {
  const { files } = io.world;
  if (operands.length === 0) {
    const shown = files.mounts.filter(({ type }) => all || !kernelTypes.includes(type));
    return { rows: shown.map((mount) => rowOf(io, mount, mount.volume.usage())), exitCode: 0 };
  }
  let exitCode = 0;
  const rows = operands.flatMap((path) => {
    try {
      const { mount, ...own } = files.usage(path, io.cwd);
      return [rowOf(io, mount, own)];
    } catch (error) {
      const reason = reasonOf(error);
      exitCode = complain(io, isBusybox(io) ? `${path}: can't find mount point` : `${quotedIfOdd(path)}: ${reason}`);
      return [];
    }
  });
  return { rows, exitCode };
}

function measure(flags: ReadonlySet<string>, busybox: boolean): (bytes: number) => string {
  if (flags.has('i')) return (bytes) => String(Math.floor(bytes / BYTES_PER_INODE));
  if (flags.has('h')) return (bytes) => (busybox ? busyboxHumanSize(bytes) : humanSize(bytes));
  if (flags.has('H')) return (bytes) => humanSize(bytes, 1000);
  return (bytes) => String(Math.ceil(bytes / (flags.has('m') ? 1024 * 1024 : 1024)));
}

function percent({ capacity, used }: Row, busybox: boolean): string {
  if (capacity === 0) return busybox ? '0%' : '-';
  return `${busybox ? Math.floor((used * 100 + capacity / 2) / capacity) : Math.ceil((used * 100) / capacity)}%`;
}

function gnuHeads(flags: ReadonlySet<string>): string[] {
  const type = flags.has('T') ? ['Type'] : [];
  if (flags.has('i')) return ['Filesystem', ...type, 'Inodes', 'IUsed', 'IFree', 'IUse%', 'Mounted on'];
  const isHuman = flags.has('h') || flags.has('H');
  const blocks = flags.has('P') ? '1024-blocks' : flags.has('m') ? '1M-blocks' : '1K-blocks';
  const size = isHuman ? ['Size', 'Used', 'Avail'] : [blocks, 'Used', 'Available'];
  return ['Filesystem', ...type, ...size, flags.has('P') ? 'Capacity' : 'Use%', 'Mounted on'];
}

/** GNU's table: each column as wide as it must be. */
function gnuTable(rows: readonly Row[], flags: ReadonlySet<string>): string {
  const text = measure(flags, false);
  const heads = gnuHeads(flags);
  const lines = rows.map((row) => {
    const { mount, capacity, used } = row;
    const sizes = [text(capacity), text(used), text(capacity - used), percent(row, false)];
    return [mount.source, ...(flags.has('T') ? [mount.type] : []), ...sizes, mount.path];
  });
  const leftColumns = flags.has('T') ? 2 : 1;
  const minimum = (at: number): number => (at === 0 ? 14 : at < leftColumns || at >= leftColumns + 3 ? 4 : 5);
  const last = heads.length - 1;
  const widths = heads.map((head, at) =>
    Math.max(minimum(at), head.length, ...lines.map((line) => line[at]?.length ?? 0)),
  );
  const print = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => {
        if (at === last) return cell;
        return at < leftColumns ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0);
      })
      .join(' ');
  return [heads, ...lines].map((line) => `${print(line)}\n`).join('');
}

/** Busybox's table: columns of fixed widths; a long name has a line of its own. */
function busyboxTable(rows: readonly Row[], flags: ReadonlySet<string>): string {
  const text = measure(flags, true);
  const isHuman = flags.has('h');
  const blocks = isHuman ? '     Size' : flags.has('P') ? '1024-blocks' : flags.has('m') ? '1M-blocks' : '1K-blocks';
  const type = flags.has('T') ? ' Type      ' : '';
  const used = flags.has('P') ? 'Used'.padStart(8) : 'Used'.padStart(10);
  const first = flags.has('i') ? '    Inodes' : blocks.padStart(flags.has('P') ? 11 : 10);
  const head = `Filesystem          ${type}${flags.has('P') ? ' ' : ''}${first}${used} Available ${flags.has('P') ? 'Capacity' : 'Use%'} Mounted on\n`;
  const lines = rows.map((row) => {
    const { mount, capacity } = row;
    const { source } = mount;
    const name = source.length > 20 && !flags.has('P') ? `${source}\n${' '.repeat(20)}` : source.padEnd(20);
    const sizes = [capacity, row.used, capacity - row.used].map((bytes) => ` ${text(bytes).padStart(9)}`).join('');
    const kind = flags.has('T') ? ` ${mount.type.padEnd(10)}` : '';
    return `${name}${kind}${sizes} ${percent(row, true).padStart(4)} ${mount.path}\n`;
  });
  return head + lines.join('');
}

/** Prints how full what is mounted is: `-h -k -m -T -P -i`, for all or where the paths lie. */
export function df(args: readonly string[], io: ProgramIo): number {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const { flags, values, operands } = options;
  const { rows, exitCode } = rowsFor(operands, flags.has('a'), io);
  const types = values.get('t');
  const shown = rows.filter(({ mount }) => types === undefined || types.includes(mount.type));
  const isNothing = shown.length === 0 && !isBusybox(io);
  if (!isNothing) io.stdout.write((isBusybox(io) ? busyboxTable : gnuTable)(shown, flags));
  else if (exitCode === 0) return complain(io, 'no file systems processed');
  return exitCode;
}
