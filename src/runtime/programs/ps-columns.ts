import { baseOf } from '../files/path';
import type { ProcessInfo } from '../process/process-info';
import { groupName, userName } from './accounts';
import type { ProgramIo } from './program';
import { strftime } from './time-format';

/** A column: its head, its width where something follows, and which side its texts stand at. */
export type Column = {
  readonly head: string;
  readonly width: number;
  readonly right?: boolean;
  readonly text: (process: ProcessInfo, io: ProgramIo) => string;
};

/** The program's name alone. */
export const commandName = ({ argv, title }: ProcessInfo): string =>
  baseOf((title ?? argv[0] ?? '').split(/[: ]/)[0] ?? '');
/** The whole command line, or what stands in its place. */
export const commandLine = ({ argv, title }: ProcessInfo): string => title ?? argv.join(' ');
/** Who runs it. */
export const userOf = ({ uid }: ProcessInfo, { world }: ProgramIo): string => userName(world, uid) ?? String(uid);

/** The time of day within the last day, else the date. */
function startText({ startedAt }: ProcessInfo, { world }: ProgramIo): string {
  const isRecent = world.clock.now() - startedAt < 86_400_000;
  return strftime(isRecent ? '%H:%M' : '%b%d', new Date(startedAt));
}

/** `03:25`, `1-02:03:04` */
function elapsed({ startedAt }: ProcessInfo, { world }: ProgramIo): string {
  const seconds = Math.max(0, Math.floor((world.clock.now() - startedAt) / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600) % 24;
  const clock = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (days > 0) return `${days}-${two(hours)}:${clock}`;
  return hours > 0 ? `${two(hours)}:${clock}` : clock;
}

const number = (head: string, width: number, text: Column['text']): Column => ({ head, width, right: true, text });
const left = (head: string, width: number, text: Column['text']): Column => ({ head, width, text });
const state = ({ pid }: ProcessInfo): string => (pid === 1 ? 'Ss' : 'S');

const columns: { readonly [name: string]: Column } = {
  pid: number('PID', 7, ({ pid }) => String(pid)),
  ppid: number('PPID', 7, ({ ppid }) => String(ppid)),
  pgid: number('PGID', 7, ({ pid }) => String(pid)),
  sid: number('SID', 7, () => '1'),
  uidname: left('UID', 8, userOf),
  user: left('USER', 8, userOf),
  ruser: left('RUSER', 8, userOf),
  uid: number('UID', 5, ({ uid }) => String(uid)),
  group: left('GROUP', 8, ({ uid }, { world }) => groupName(world, uid) ?? String(uid)),
  comm: left('COMMAND', 15, commandName),
  ucmd: left('CMD', 15, commandName),
  args: left('COMMAND', 27, commandLine),
  command: left('COMMAND', 27, commandLine),
  cmd: left('CMD', 27, commandLine),
  tty: left('TT', 8, () => '?'),
  tname: left('TTY', 8, () => '?'),
  time: number('TIME', 8, () => '00:00:00'),
  bsdtime: number('TIME', 6, () => '0:00'),
  etime: number('ELAPSED', 11, elapsed),
  etimes: number('ELAPSED', 7, ({ startedAt }, { world }) =>
    String(Math.floor((world.clock.now() - startedAt) / 1000)),
  ),
  start: number('STARTED', 8, (process) => strftime('%H:%M:%S', new Date(process.startedAt))),
  start_time: number('START', 5, startText),
  stime: number('STIME', 5, startText),
  lstart: number('STARTED', 24, ({ startedAt }) => strftime('%a %b %e %H:%M:%S %Y', new Date(startedAt))),
  stat: left('STAT', 4, state),
  s: left('S', 1, () => 'S'),
  pcpu: number('%CPU', 4, () => '0.0'),
  '%cpu': number('%CPU', 4, () => '0.0'),
  c: number('C', 2, () => '0'),
  pmem: number('%MEM', 4, () => '0.0'),
  '%mem': number('%MEM', 4, () => '0.0'),
  vsz: number('VSZ', 6, () => '4460'),
  rss: number('RSS', 5, () => '3200'),
  ni: number('NI', 3, () => '0'),
  nice: number('NI', 3, () => '0'),
};

/** A column by the name that `-o` gives it. */
export function columnNamed(name: string): Column | undefined {
  return Object.hasOwn(columns, name) ? columns[name] : undefined;
}
