import type { Mount } from '../files/file-system';
import { complain, isBusybox } from './complaint';
import { readOptions } from './option';
import type { ProgramIo } from './program';

const options: { readonly [type: string]: string } = {
  proc: 'rw,nosuid,nodev,noexec,relatime',
  sysfs: 'ro,nosuid,nodev,noexec,relatime',
};

function optionsOf({ path, type, readOnly }: Mount): string {
  if (path === '/dev') return 'rw,nosuid,size=65536k,mode=755';
  return options[type] ?? (readOnly ? 'ro,relatime' : 'rw,relatime');
}

/** Prints what is mounted: `overlay on / type overlay (rw,relatime)`. Nothing can be mounted from inside. */
export function mount(args: readonly string[], io: ProgramIo): number {
  const read = readOptions(args, io, { letters: 'at:o:rwvfnl', long: { types: 't', options: 'o', bind: 'v' } });
  if (typeof read === 'number') return read;
  const { values, operands } = read;
  const target = operands.at(-1);
  if (target !== undefined) {
    if (isBusybox(io)) return complain(io, 'permission denied (are you root?)');
    return complain(io, `${target}: permission denied.`, 32);
  }
  const types = values.get('t')?.flatMap((list) => list.split(','));
  const shown = io.world.files.mounts.filter(({ type }) => types === undefined || types.includes(type));
  io.stdout.write(shown.map((one) => `${one.source} on ${one.path} type ${one.type} (${optionsOf(one)})\n`).join(''));
  return 0;
}

/** Nothing can be taken from where it is mounted. */
export function umount(args: readonly string[], io: ProgramIo): number {
  const path = args.findLast((arg) => !arg.startsWith('-')) ?? '/';
  if (isBusybox(io)) return complain(io, `can't unmount ${path}: Operation not permitted`);
  return complain(io, `${path}: must be superuser to unmount.`, 32);
}
