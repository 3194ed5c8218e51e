import { parseQuantity, quantityValue } from '../../apimachinery/quantity';
import { parseTime } from '../../apimachinery/time';
import { isBusybox } from './complaint';
import { busyboxHumanSize } from './human';
import { badUsage, missingOperand, readOptions } from './option';
import { type ProgramIo, succeed } from './program';
import { quotedWord } from './quote';
import { strftime } from './time-format';

const MEMORY = 8_152_520 * 1024;

function capacity({ world }: ProgramIo, resource: 'cpu' | 'memory', otherwise: number): number {
  const text = world.node?.status.capacity?.[resource];
  return text === undefined ? otherwise : quantityValue(parseQuantity(text));
}

/** Prints how many processors the node has: a limit of the container does not count. */
export function nproc(args: readonly string[], io: ProgramIo): number {
  const options = readOptions(args, io, { letters: 'ai:', long: { all: 'a', ignore: 'i' } });
  if (typeof options === 'number') return options;
  const { values, operands } = options;
  const [extra] = operands;
  if (extra !== undefined && !isBusybox(io)) return badUsage(io, `extra operand ${quotedWord(extra)}`);
  const ignored = Number(values.get('i')?.at(-1) ?? 0);
  return succeed(io, `${Math.max(1, Math.floor(capacity(io, 'cpu', 2)) - ignored)}\n`);
}

/** When the node started, as far as that is known. */
function bootTime({ world }: ProgramIo): number {
  const { node, pod, clock } = world;
  return parseTime(node?.metadata.creationTimestamp ?? pod.status.startTime) || clock.now();
}

function upText(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  const date = days === 0 ? '' : `${days} day${days === 1 ? '' : 's'}, `;
  return date + (hours > 0 ? `${String(hours).padStart(2)}:${String(minutes).padStart(2, '0')}` : `${minutes} min`);
}

function prettyText(seconds: number): string {
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 604_800), 'week'],
    [Math.floor(seconds / 86_400) % 7, 'day'],
    [Math.floor(seconds / 3600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
  ];
  const shown = parts.filter(([count]) => count > 0);
  const words = shown.map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  return `up ${words.join(', ') || '0 minutes'}`;
}

/** Prints how long the node has been up. */
export function uptime(args: readonly string[], io: ProgramIo): number {
  const busybox = isBusybox(io);
  const options = readOptions(
    args,
    io,
    busybox ? { letters: '' } : { letters: 'ps', long: { pretty: 'p', since: 's' } },
  );
  if (typeof options === 'number') return options;
  const { flags } = options;
  const now = io.world.clock.now();
  const seconds = Math.max(0, Math.floor((now - bootTime(io)) / 1000));
  if (flags.has('p')) return succeed(io, `${prettyText(seconds)}\n`);
  if (flags.has('s')) return succeed(io, `${strftime('%F %T', new Date(bootTime(io)))}\n`);
  const [one = '0.10', five = '0.10', fifteen = '0.10'] = loads(io);
  const users = busybox ? '0 users' : '0 user';
  const time = strftime('%H:%M:%S', new Date(now));
  return succeed(io, ` ${time} up ${upText(seconds)},  ${users},  load average: ${one}, ${five}, ${fifteen}\n`);
}

function loads({ world }: ProgramIo): string[] {
  return world.files.find('/proc/loadavg') ? world.files.readText('/proc/loadavg').split(' ').slice(0, 3) : [];
}

const divisors: { readonly [flag: string]: number } = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** `23Gi`, `8.6Mi` */
function gnuHuman(bytes: number): string {
  if (bytes < 1024) return `${bytes}B`;
  const power = Math.min(4, Math.floor(Math.log2(bytes) / 10));
  const size = bytes / 1024 ** power;
  const digits = size < 9.95 ? size.toFixed(1) : String(Math.floor(size));
  return `${digits}${'KMGT'.charAt(power - 1)}i`;
}

/** Prints the node's memory: `-h -b -k -m -g`. */
export function free(args: readonly string[], io: ProgramIo): number {
  const busybox = isBusybox(io);
  const options = readOptions(args, io, { letters: 'bkmght', long: { human: 'h', bytes: 'b', mega: 'm', giga: 'g' } });
  if (typeof options === 'number') return options;
  const { flags, operands } = options;
  if (operands.length > 0 && busybox) return missingOperand(io);
  const total = capacity(io, 'memory', MEMORY);
  const part = (share: number): number => Math.floor((total * share) / 1024) * 1024;
  const unit = divisors[[...flags].findLast((flag) => divisors[flag] !== undefined) ?? 'k'] ?? 1024;
  const text = (bytes: number): string => {
    if (!flags.has('h')) return String(busybox ? Math.round(bytes / unit) : Math.floor(bytes / unit));
    return busybox ? busyboxHumanSize(bytes) : gnuHuman(bytes);
  };
  const label = busybox ? 7 : 8;
  const line = (name: string, cells: readonly string[]): string =>
    `${name.padEnd(label)}${cells.map((cell) => cell.padStart(12)).join('')}\n`;
  const memory = [total, part(0.25), part(0.5), part(0.001), part(0.25), part(0.75)].map(text);
  const heads = ['total', 'used', 'free', 'shared', 'buff/cache', 'available'];
  return succeed(io, line('', heads) + line('Mem:', memory) + line('Swap:', [0, 0, 0].map(text)));
}
