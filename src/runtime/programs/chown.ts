import { FileError } from '../files/file-error';
import type { Stat } from '../files/file-system';
import { groupName, groupNamed, userName, userNamed } from './accounts';
import { complain, isBusybox, reasonOf } from './complaint';
import { badUsage, missingOperand, readOptions } from './option';
import type { ProgramIo } from './program';
import { quoted, quotedWord } from './quote';
import { walk } from './walk';

const grammar = {
  letters: 'RhLHPcvf',
  long: { recursive: 'R', 'no-dereference': 'h', changes: 'c', verbose: 'v', silent: 'f', quiet: 'f' },
};

/** Who is to own files, with the names as they were typed. */
type Owner = { readonly uid?: number; readonly gid?: number; readonly user?: string; readonly group?: string };

const isNumber = (text: string): boolean => /^\+?\d+$/.test(text);

/** Reads `USER`, `USER:GROUP`, `USER:`, `:GROUP`; answers what is wrong with it otherwise. */
function readOwner(text: string, io: ProgramIo): Owner | string {
  const { world } = io;
  const [name = '', group] = text.split(':');
  const known = name === '' || isNumber(name) ? undefined : userNamed(world, name);
  const uid = name === '' ? undefined : isNumber(name) ? Number(name) : known?.uid;
  if (name !== '' && uid === undefined) {
    if (!isBusybox(io)) return `invalid user: ${quotedWord(text)}`;
    return group === undefined ? `unknown user ${text}` : `unknown user/group ${text}`;
  }
  if (group === undefined) return { uid, user: name };
  if (group === '') {
    if (uid === undefined) return {};
    const gid = known?.gid ?? userNamed(world, userName(world, uid) ?? '')?.gid;
    return { uid, gid, user: name, group: (gid === undefined ? undefined : groupName(world, gid)) ?? String(gid) };
  }
  const gid = isNumber(group) ? Number(group) : groupNamed(world, group);
  if (gid === undefined) return isBusybox(io) ? `unknown user/group ${text}` : `invalid group: ${quotedWord(text)}`;
  return { uid, gid, user: name, group };
}

/** One run of `chown` or `chgrp`. */
type Change = {
  readonly io: ProgramIo;
  readonly kind: 'ownership' | 'group';
  readonly owner: Owner;
  readonly flags: ReadonlySet<string>;
  exitCode: number;
};

function spelled(user: string | undefined, group: string | undefined): string {
  if (user === undefined || user === '') return group === undefined ? '' : `:${group}`;
  return group === undefined ? user : `${user}:${group}`;
}

function report({ io, kind, owner, flags }: Change, path: string, stat: Stat): void {
  const { uid = 0, gid = 0 } = stat;
  const isChanged = (owner.uid ?? uid) !== uid || (owner.gid ?? gid) !== gid;
  if (!flags.has('v') && !(flags.has('c') && isChanged)) return;
  if (isBusybox(io)) {
    io.stdout.write(`changed ownership of '${path}' to ${owner.uid ?? uid}:${owner.gid ?? gid}\n`);
    return;
  }
  const user = userName(io.world, uid) ?? String(uid);
  const group = groupName(io.world, gid) ?? String(gid);
  const before =
    kind === 'group'
      ? group
      : owner.user
        ? spelled(user, owner.group === undefined ? undefined : group)
        : `${user}:${group}`;
  const after = kind === 'group' ? owner.group : spelled(owner.user, owner.group);
  const kept = kind === 'group' ? group : spelled(user, owner.group === undefined ? undefined : group);
  if (isChanged) io.stdout.write(`changed ${kind} of ${quoted(path)} from ${before} to ${after}\n`);
  else io.stdout.write(`${kind} of ${quoted(path)} retained as ${kept}\n`);
}

function changeOne(change: Change, path: string, stat: Stat): void {
  const { io, kind, owner, flags } = change;
  const { uid, gid } = owner;
  try {
    const isOwn = (uid ?? stat.uid ?? 0) === (stat.uid ?? 0) && (gid ?? stat.gid ?? 0) === (stat.gid ?? 0);
    if (io.world.user.uid !== 0 && !(isOwn && io.world.user.uid === stat.uid)) throw new FileError('EPERM', path);
    if (stat.type !== 'link') {
      io.world.files.change(stat.path, {
        ...(uid === undefined ? {} : { uid }),
        ...(gid === undefined ? {} : { gid }),
      });
    }
    report(change, path, stat);
  } catch (error) {
    const reason = reasonOf(error);
    change.exitCode = 1;
    if (!flags.has('f')) complain(io, `${isBusybox(io) ? path : `changing ${kind} of ${quoted(path)}`}: ${reason}`);
  }
}

function changeOperand(change: Change, path: string): void {
  const { io, flags } = change;
  const { files } = io.world;
  const isLink = files.find(path, io.cwd, false)?.type === 'link';
  try {
    const stat = files.stat(path, io.cwd, !flags.has('h'));
    const nodes = flags.has('R') ? walk(path, stat, 'after', io) : [{ path, stat }];
    for (const node of nodes) changeOne(change, node.path, node.stat);
  } catch (error) {
    const reason = reasonOf(error);
    change.exitCode = 1;
    const words = isLink ? `cannot dereference ${quoted(path)}` : `cannot access ${quoted(path)}`;
    if (!flags.has('f')) complain(io, `${isBusybox(io) ? path : words}: ${reason}`);
  }
}

function run(
  args: readonly string[],
  io: ProgramIo,
  kind: Change['kind'],
  read: (text: string, io: ProgramIo) => Owner | string,
): number {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const [first, ...paths] = options.operands;
  if (first === undefined) return missingOperand(io);
  if (paths.length === 0)
    return isBusybox(io) ? missingOperand(io) : badUsage(io, `missing operand after ${quotedWord(first)}`);
  const owner = read(first, io);
  if (typeof owner === 'string') return complain(io, owner);
  const change: Change = { io, kind, owner, flags: options.flags, exitCode: 0 };
  for (const path of paths) changeOperand(change, path);
  return change.exitCode;
}

/** Changes who owns files: names or numbers, `USER[:GROUP]`; `-R` in folders too, `-v` and `-c` say so. */
export function chown(args: readonly string[], io: ProgramIo): number {
  return run(args, io, 'ownership', readOwner);
}

/** Changes whose group files belong to. */
export function chgrp(args: readonly string[], io: ProgramIo): number {
  return run(args, io, 'group', (group) => {
    const gid = isNumber(group) ? Number(group) : groupNamed(io.world, group);
    if (gid !== undefined) return { gid, group };
    return isBusybox(io) ? `unknown group ${group}` : `invalid group: ${quotedWord(group)}`;
  });
}
