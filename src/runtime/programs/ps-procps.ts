import type { ProcessInfo } from '../process/process-info';
import type { ProgramIo } from './program';
import { type Column, columnNamed, commandName, userOf } from './ps-columns';

const plain = ['pid', 'tname', 'time', 'ucmd'];
const bsd = ['pid', 'tname', 'stat', 'bsdtime', 'command'];
const full = ['uidname', 'pid', 'ppid', 'c', 'stime', 'tname', 'time', 'cmd'];
const accounting = ['user', 'pid', '%cpu', '%mem', 'vsz', 'rss', 'tname', 'stat', 'start_time', 'bsdtime', 'command'];

const usage = `
Usage:
 ps [options]

 Try 'ps --help <simple|list|output|threads|misc|all>'
  or 'ps --help <s|l|o|t|m|a>'
 for additional help text.

For more details see ps(1).
`;

/** What a command line asks for. */
type Request = {
  /** Letters, with a dash in front where they were typed with one. */
  readonly letters: Set<string>;
  readonly values: Map<string, string[]>;
  readonly pids: number[];
  hasHead: boolean;
};

const longNames: { readonly [name: string]: string } = { format: 'o', pid: 'p', user: 'u', ppid: 'P', sort: 'k' };
const valued = 'opuUCqk';

function readLong(arg: string, request: Request): void {
  const [, name = '', value = ''] = /^--([^=]*)=?(.*)$/s.exec(arg) ?? [];
  if (/^no-?head/.test(name)) request.hasHead = false;
  const letter = longNames[name];
  if (letter !== undefined) addValue(request, letter, value);
}

function addValue({ values, pids }: Request, letter: string, value: string): void {
  const list = value.split(/[, ]+/).filter((part) => part !== '');
  if (letter === 'p' || letter === 'q') pids.push(...list.map(Number));
  else values.set(letter, [...(values.get(letter) ?? []), ...list]);
}

/** Reads `-ef`, `aux`, `-eo LIST`; answers how many of the following arguments it took. */
function readLetters(arg: string, following: string | undefined, request: Request): number {
  const dash = arg.startsWith('-') ? '-' : '';
  const letters = arg.slice(dash.length);
  for (const [at, letter] of [...letters].entries()) {
    const takesValue = valued.includes(letter) && (dash === '-' || letter === 'o' || letter === 'p' || letter === 'k');
    if (!takesValue) {
      request.letters.add(dash + letter);
      continue;
    }
    const attached = letters.slice(at + 1);
    addValue(request, letter, attached === '' ? (following ?? '') : attached);
    return attached === '' ? 1 : 0;
  }
  return 0;
}

function readRequest(args: readonly string[]): Request {
  const request: Request = { letters: new Set(), values: new Map(), pids: [], hasHead: true };
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg.startsWith('--')) readLong(arg, request);
    else if (/^\d/.test(arg)) {
      addValue(request, 'p', arg);
      request.letters.add('x');
    } else at += readLetters(arg, args[at + 1], request);
  }
  return request;
}

function isWanted({ pids, values }: Request, process: ProcessInfo, io: ProgramIo): boolean {
  const users = [...(values.get('u') ?? []), ...(values.get('U') ?? [])];
  const names = values.get('C');
  if (pids.length > 0 && !pids.includes(process.pid)) return false;
  if (users.length > 0 && !users.includes(userOf(process, io)) && !users.includes(String(process.uid))) return false;
  return names === undefined || names.includes(commandName(process));
}

/** The columns to print: those named, or a format's; `NAME=HEAD` has another head. */
function columnsOf({ letters, values }: Request): Column[] | string {
  const asked = values.get('o');
  const format = letters.has('u') ? accounting : letters.has('-f') ? full : undefined;
  const isBsd = [...letters].some((letter) => !letter.startsWith('-'));
  const columns: Column[] = [];
  for (const part of asked ?? format ?? (isBsd ? bsd : plain)) {
    const [name = '', head] = part.split('=');
    const column = columnNamed(name.toLowerCase());
    if (column === undefined) return name;
    columns.push(head === undefined ? column : { ...column, head });
  }
  return columns;
}

function cellText(text: string, { width, right }: Column, isLast: boolean): string {
  if (right) return text.padStart(width);
  return isLast ? text : text.slice(0, width).padEnd(width);
}

/** procps' `ps`: `aux`, `-ef`, `-e`, `-o LIST`, `-p LIST`, `-C NAME`, `-u USER`. */
export function procps(args: readonly string[], io: ProgramIo): number {
  const request = readRequest(args);
  const columns = columnsOf(request);
  if (typeof columns === 'string') {
    io.stderr.write(`error: unknown user-defined format specifier "${columns}"\n${usage}`);
    return 1;
  }
  const line = (text: (column: Column) => string): string =>
    `${columns.map((column, at) => cellText(text(column), column, at === columns.length - 1)).join(' ')}\n`;
  const found = io.world.processes().filter((process) => isWanted(request, process, io));
  const hasHead = request.hasHead && columns.some(({ head }) => head !== '');
  if (hasHead) io.stdout.write(line(({ head }) => head));
  io.stdout.write(found.map((process) => line(({ text }) => text(process, io))).join(''));
  return found.length > 0 ? 0 : 1;
}
