import type { Stat } from '../files/file-system';
import { groupName, userName } from './accounts';
import { complain, isBusybox, reasonOf } from './complaint';
import { replaceEscapes } from './escape';
import { deviceOf, diskSize, inodeOf, linkCount, modeText } from './file-facts';
import { missingOperand, readOptions } from './option';
import type { ProgramIo } from './program';
import { quoted } from './quote';
import { strftime } from './time-format';

/** The overlay that a container's files lie on. */
const DEVICE = 57;

const grammar = {
  letters: 'Lfc:tp:',
  long: { dereference: 'L', format: 'c', printf: 'p', terse: 't', 'file-system': 'f' },
};

type Printed = { readonly name: string; readonly stat: Stat; readonly io: ProgramIo };

function kindOf(stat: Stat): string {
  if (stat.type === 'folder') return 'directory';
  if (stat.type === 'link') return 'symbolic link';
  if (deviceOf(stat) !== undefined) return 'character special file';
  return stat.size === 0 ? 'regular empty file' : 'regular file';
}

/** The mode with the bits that say what it is. */
function rawMode(stat: Stat): number {
  const kind =
    deviceOf(stat) !== undefined ? 0o020000 : { folder: 0o040000, link: 0o120000, file: 0o100000 }[stat.type];
  return kind | stat.mode;
}

const time = ({ stat }: Printed): string => strftime('%F %T.%N %z', new Date(stat.mtime));
const seconds = ({ stat }: Printed): string => String(Math.floor(stat.mtime / 1000));
const hex = (value: number): string => value.toString(16);

function quotedName({ name, stat, io }: Printed): string {
  const one = (text: string): string => (isBusybox(io) ? `'${text}'` : quoted(text));
  if (stat.type === 'link') return `${one(name)} -> ${one(stat.target)}`;
  return isBusybox(io) ? name : one(name);
}

const directives: { readonly [letter: string]: (printed: Printed) => string } = {
  a: ({ stat }) => stat.mode.toString(8),
  A: ({ stat }) => modeText(stat),
  b: ({ stat }) => String(diskSize(stat) * 2),
  B: () => '512',
  d: () => String(DEVICE),
  D: () => hex(DEVICE),
  f: ({ stat }) => hex(rawMode(stat)),
  F: ({ stat }) => kindOf(stat),
  g: ({ stat }) => String(stat.gid ?? 0),
  G: ({ stat, io }) => groupName(io.world, stat.gid ?? 0) ?? 'UNKNOWN',
  h: ({ stat, io }) => String(linkCount(stat, io)),
  i: ({ stat }) => String(inodeOf(stat.path)),
  m: ({ stat, io }) => io.world.files.usage(stat.path).mount.path,
  n: ({ name }) => name,
  N: quotedName,
  o: () => '4096',
  s: ({ stat }) => String(stat.size),
  t: ({ stat }) => hex(deviceOf(stat)?.[0] ?? 0),
  T: ({ stat }) => hex(deviceOf(stat)?.[1] ?? 0),
  u: ({ stat }) => String(stat.uid ?? 0),
  U: ({ stat, io }) => userName(io.world, stat.uid ?? 0) ?? 'UNKNOWN',
  w: time,
  W: seconds,
  x: time,
  X: seconds,
  y: time,
  Y: seconds,
  z: time,
  Z: seconds,
};

/** Prints by a format: `%n %s %a`, with widths as `%5s` and `%-5s`. */
function formatted(format: string, printed: Printed): string {
  return format.replace(/%([-0]?)(\d*)([a-zA-Z%])/g, (_whole, flag: string, width: string, letter: string) => {
    if (letter === '%') return '%';
    const print = Object.hasOwn(directives, letter) ? directives[letter] : undefined;
    const text = print?.(printed) ?? (isBusybox(printed.io) ? letter : '?');
    return flag === '-' ? text.padEnd(Number(width)) : text.padStart(Number(width), flag === '0' ? '0' : ' ');
  });
}

/** The lines that `stat` prints of itself. */
function described({ name, stat, io }: Printed): string {
  const busybox = isBusybox(io);
  const arrow = busybox ? `'${name}' -> '${stat.type === 'link' ? stat.target : ''}'` : '%N';
  const target = stat.type === 'link' ? `${name} -> ${stat.target}` : name;
  const shown = busybox && stat.type === 'link' ? arrow : target;
  const device = deviceOf(stat);
  const deviceType = device === undefined ? '' : `     Device type: ${device[0]},${device[1]}`;
  const number = busybox ? '%Dh/%dd' : `0,${DEVICE}`;
  const links = device === undefined ? '%h' : '%-5h';
  const mode = `0${stat.mode.toString(8).padStart(3, '0')}`.slice(-4);
  const times = `Access: %x\nModify: %y\nChange: %z\n${busybox ? '' : ' Birth: %w\n'}`;
  return formatted(
    `  File: ${shown.replaceAll('%', '%%')}\n` +
      `  Size: %-10s\tBlocks: %-10b IO Block: %-6o ${kindOf(stat)}\n` +
      `Device: ${number}\tInode: %-10i  Links: ${links}${deviceType.trimStart() === '' ? '' : deviceType.slice(4)}\n` +
      `Access: (${mode}/%A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\n${times}`,
    { name, stat, io },
  );
}

/** `a 6 8 81a4 0 0 39 1234567 1 0 0 …` */
const terse = '%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o';
const busyboxTerse = '%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %o';

/** Prints what is known of files: all, or by `-c FORMAT`; `-L` of where links lead. */
export function stat(args: readonly string[], io: ProgramIo): number {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const { flags, values, operands } = options;
  if (operands.length === 0) return missingOperand(io);
  const printf = values.get('p')?.at(-1);
  const format = values.get('c')?.at(-1) ?? (flags.has('t') ? (isBusybox(io) ? busyboxTerse : terse) : undefined);
  let exitCode = 0;
  for (const name of operands) {
    let found: Stat;
    try {
      found = io.world.files.stat(name, io.cwd, flags.has('L'));
    } catch (error) {
      const reason = reasonOf(error);
      exitCode = complain(io, `${isBusybox(io) ? `can't stat '${name}'` : `cannot statx ${quoted(name)}`}: ${reason}`);
      continue;
    }
    const printed = { name, stat: found, io };
    if (printf !== undefined) io.stdout.write(formatted(replaceEscapes(printf, true).text, printed));
    else io.stdout.write(format === undefined ? described(printed) : `${formatted(format, printed)}\n`);
  }
  return exitCode;
}
