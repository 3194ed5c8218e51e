import type { Stat } from '../files/file-system';
import { isBusybox } from './complaint';
import { deviceOf } from './file-facts';
import type { Cell } from './ls-layout';
import type { ProgramIo } from './program';
import { quotedIfOdd } from './quote';

/** One name of a listing. */
export type Entry = {
  readonly name: string;
  readonly stat: Stat;
  /** What a link leads to, where there is something. */
  readonly followed?: Stat;
};

/** How names are printed. */
export type NameStyle = {
  readonly isBusybox: boolean;
  /** Odd names stand in quotes, as GNU's ls does at a terminal. */
  readonly quotes: boolean;
  readonly colors: boolean;
  /** Which signs follow a name: all of `*@/`, or the slash alone. */
  readonly signs: 'all' | 'slash' | 'none';
};

/** The style that the options ask for. */
export function nameStyle(flags: ReadonlySet<string>, color: string | undefined, io: ProgramIo): NameStyle {
  const atTerminal = io.stdout.isTerminal ?? false;
  const byDefault = isBusybox(io) && !flags.has('z') ? 'auto' : 'never';
  const signFlags = [...flags].filter((flag) => flag === 'F' || flag === 'p');
  const sign = isBusybox(io) && signFlags.includes('F') ? 'F' : signFlags.at(-1);
  const when = flags.has('z') ? (color ?? 'always') : byDefault;
  return {
    isBusybox: isBusybox(io),
    quotes: !isBusybox(io) && atTerminal && !flags.has('N'),
    colors: when === 'always' || when === 'yes' || when === 'force' || (/^(auto|tty|if-tty)$/.test(when) && atTerminal),
    signs: sign === 'F' ? 'all' : sign === 'p' ? 'slash' : 'none',
  };
}

/** The sign after a name. */
function signOf(stat: Stat | undefined, { signs }: NameStyle): string {
  if (signs === 'none' || stat === undefined) return '';
  if (stat.type === 'folder') return '/';
  if (signs === 'slash' || deviceOf(stat) !== undefined) return '';
  if (stat.type === 'link') return '@';
  return (stat.mode & 0o111) === 0 ? '' : '*';
}

function gnuColor(stat: Stat): string | undefined {
  const { mode, type } = stat;
  if (type === 'link') return '01;36';
  if (deviceOf(stat) !== undefined) return '40;33;01';
  if (type === 'folder') {
    if ((mode & 0o1002) === 0o1002) return '30;42';
    return (mode & 0o002) !== 0 ? '34;42' : (mode & 0o1000) !== 0 ? '37;44' : '01;34';
  }
  if ((mode & 0o4000) !== 0) return '37;41';
  if ((mode & 0o2000) !== 0) return '30;43';
  return (mode & 0o111) === 0 ? undefined : '01;32';
}

function busyboxColor(stat: Stat | undefined): string {
  if (stat === undefined) return '1;31';
  if (stat.type === 'folder') return '1;34';
  if (stat.type === 'link') return '1;36';
  if (deviceOf(stat) !== undefined) return '1;35';
  return (stat.mode & 0o111) === 0 ? '0;0' : '1;32';
}

/** Colours names; GNU's ls sets the terminal back before the first of them. */
export type Painter = (text: string, stat: Stat | undefined) => string;

/** Makes what colours the names of one run. */
export function createPainter({ colors, isBusybox: busybox }: NameStyle): Painter {
  if (!colors) return (text) => text;
  if (busybox) return (text, stat) => `\u001b[${busyboxColor(stat)}m${text}\u001b[m`;
  let isFirst = true;
  return (text, stat) => {
    const color = stat && gnuColor(stat);
    if (color === undefined) return text;
    const reset = isFirst ? '\u001b[0m' : '';
    isFirst = false;
    return `${reset}\u001b[${color}m${text}\u001b[0m`;
  };
}

/** The names of a listing as they are printed, with the links' ends where `withTargets`. */
export function nameCells(
  entries: readonly Entry[],
  style: NameStyle,
  paint: Painter,
  { withTargets, aligned }: { readonly withTargets: boolean; readonly aligned: boolean },
): Cell[] {
  const written = (name: string): string => (style.quotes ? quotedIfOdd(name) : shown(name, style));
  const anyQuoted = style.quotes && aligned && entries.some(({ name }) => quotedIfOdd(name) !== name);
  return entries.map(({ name, stat, followed }) => {
    const text = written(name);
    const lead = anyQuoted && text === name ? ' ' : '';
    const isArrow = withTargets && stat.type === 'link';
    const target = isArrow ? ` -> ${paint(written(stat.target), followed)}` : '';
    const sign = signOf(isArrow ? followed : stat, style);
    const width = lead.length + text.length + sign.length + (isArrow ? 4 + stat.target.length : 0);
    return { text: lead + paint(text, stat) + target + sign, width };
  });
}

/** Busybox prints a question mark for what cannot be printed. */
function shown(name: string, { isBusybox: busybox }: NameStyle): string {
  return busybox ? [...name].map((one) => (one < ' ' || one === '\u007f' ? '?' : one)).join('') : name;
}
