import { groupName, userName } from './accounts';
import { deviceOf, diskSize, inodeOf, linkCount, modeText } from './file-facts';
import { busyboxHumanSize, humanSize } from './human';
import type { Entry } from './ls-name';
import type { ProgramIo } from './program';
import { strftime } from './time-format';

/** Half of a mean year: older times are printed with their year. */
const RECENT = 15_778_476_000;

type Align = 'left' | 'right';

function size({ stat }: Entry, flags: ReadonlySet<string>): string {
  return flags.has('h') ? humanSize(stat.size) : String(stat.size);
}

function timeText(mtime: number, now: number, style: string): string {
  const at = new Date(mtime);
  if (style === 'full-iso') return strftime('%Y-%m-%d %H:%M:%S.%N %z', at);
  if (style === 'long-iso') return strftime('%Y-%m-%d %H:%M', at);
  if (style.startsWith('+')) return strftime(style.slice(1), at);
  const isRecent = mtime > now - RECENT && mtime <= now;
  if (style === 'iso') return strftime(isRecent ? '%m-%d %H:%M' : '%Y-%m-%d ', at);
  return strftime(isRecent ? '%b %e %H:%M' : '%b %e  %Y', at);
}

/** The columns of `ls -l` before the names, as GNU's ls prints them: each as wide as it must be. */
export function gnuLongLines(
  entries: readonly Entry[],
  flags: ReadonlySet<string>,
  timeStyle: string,
  io: ProgramIo,
): string[] {
  const { world } = io;
  const user = (id: number): string => (flags.has('n') ? undefined : userName(world, id)) ?? String(id);
  const group = (id: number): string => (flags.has('n') ? undefined : groupName(world, id)) ?? String(id);
  const align = (id: string): Align => (/^\d+$/.test(id) ? 'right' : 'left');
  const columns: string[][] = [];
  const add = (texts: readonly string[], side: (text: string) => Align): void => {
    const width = Math.max(...texts.map((text) => text.length));
    columns.push(texts.map((text) => (side(text) === 'left' ? text.padEnd(width) : text.padStart(width))));
  };
  if (flags.has('i'))
    add(
      entries.map(({ stat }) => String(inodeOf(stat.path))),
      () => 'right',
    );
  if (flags.has('s'))
    add(
      entries.map(({ stat }) => diskText(stat, flags)),
      () => 'right',
    );
  add(
    entries.map(({ stat }) => modeText(stat)),
    () => 'left',
  );
  add(
    entries.map(({ stat }) => String(linkCount(stat, io))),
    () => 'right',
  );
  if (!flags.has('g'))
    add(
      entries.map(({ stat }) => user(stat.uid ?? 0)),
      align,
    );
  if (!flags.has('o') && !flags.has('G'))
    add(
      entries.map(({ stat }) => group(stat.gid ?? 0)),
      align,
    );
  add(sizeColumn(entries, flags), () => 'right');
  add(
    entries.map(({ stat }) => timeText(stat.mtime, world.clock.now(), timeStyle)),
    () => 'left',
  );
  return entries.map((_entry, at) => columns.map((column) => column[at]).join(' '));
}

function sizeColumn(entries: readonly Entry[], flags: ReadonlySet<string>): string[] {
  const devices = entries.flatMap(({ stat }) => [deviceOf(stat) ?? []].filter((numbers) => numbers.length > 0));
  const majorWidth = Math.max(0, ...devices.map(([major]) => String(major).length));
  const minorWidth = Math.max(0, ...devices.map(([, minor]) => String(minor).length));
  return entries.map((entry) => {
    const device = deviceOf(entry.stat);
    if (device === undefined) return size(entry, flags);
    return `${String(device[0]).padStart(majorWidth)}, ${String(device[1]).padStart(minorWidth)}`;
  });
}

/** The kilobytes that `-s` prints. */
export function diskText(stat: Entry['stat'], flags: ReadonlySet<string>): string {
  return flags.has('h') ? humanSize(diskSize(stat) * 1024) : String(diskSize(stat));
}

/** The columns of `ls -l` before the names, as busybox prints them. */
export function busyboxLongLines(entries: readonly Entry[], flags: ReadonlySet<string>, io: ProgramIo): string[] {
  const { world } = io;
  const owner = (id: number, name: string | undefined): string =>
    (flags.has('n') ? String(id) : (name ?? String(id)).slice(0, 8)).padEnd(8);
  return entries.map(({ stat }) => {
    const { uid = 0, gid = 0, mtime } = stat;
    const device = deviceOf(stat);
    const length = flags.has('h') ? busyboxHumanSize(stat.size).padStart(7) : String(stat.size).padStart(9);
    const middle = device === undefined ? length : `${String(device[0]).padStart(4)}, ${String(device[1]).padStart(3)}`;
    return [
      modeText(stat),
      String(linkCount(stat, io)).padStart(4),
      owner(uid, userName(world, uid)),
      ...(flags.has('g') ? [] : [owner(gid, groupName(world, gid))]),
      middle,
      flags.has('Z') ? strftime('%F %T %z', new Date(mtime)) : timeText(mtime, world.clock.now(), ''),
    ].join(' ');
  });
}

/** The numbers that busybox prints before a name or a long line: `-i`, `-s`. */
export function busyboxPrefix({ stat }: Entry, flags: ReadonlySet<string>): string {
  const inode = flags.has('i') ? `${String(inodeOf(stat.path)).padStart(7)} ` : '';
  const disk = flags.has('s') ? `${String(diskSize(stat)).padStart(6)} ` : '';
  return inode + disk;
}
