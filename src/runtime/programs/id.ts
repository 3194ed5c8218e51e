import type { ContainerWorld } from '../container-world';
import { groupName, groupsOf, userName, userNamed } from './accounts';
import { complain, isBusybox } from './complaint';
import { badUsage, readOptions } from './option';
import { type ProgramIo, succeed } from './program';
import { quotedWord } from './quote';

const grammar = {
  letters: 'ugGnrza',
  long: { user: 'u', group: 'g', groups: 'G', name: 'n', real: 'r', zero: 'z' },
};

/** Who is asked about. */
type Identity = { readonly uid: number; readonly gid: number; readonly groups: readonly number[] };

function identityOf(world: ContainerWorld, name: string | undefined): Identity | undefined {
  if (name === undefined) {
    const { uid, gid, groups } = world.user;
    return { uid, gid, groups: [...new Set([gid, ...groups.toSorted((left, right) => left - right)])] };
  }
  const known = userNamed(world, name);
  const byNumber = /^\d+$/.test(name) ? userName(world, Number(name)) : undefined;
  const user = known ?? (byNumber === undefined ? undefined : userNamed(world, byNumber));
  return user && { ...user, groups: [...new Set([user.gid, ...groupsOf(world, byNumber ?? name)])] };
}

/** `0(root)`, or the number alone. */
function labelled(id: number, name: string | undefined): string {
  return name === undefined ? String(id) : `${id}(${name})`;
}

/** Names instead of numbers; a number that has none is printed, and complained of. */
function named(io: ProgramIo, kind: 'user' | 'group', ids: readonly number[]): { texts: string[]; exitCode: number } {
  let exitCode = 0;
  const texts = ids.map((id) => {
    const name = kind === 'user' ? userName(io.world, id) : groupName(io.world, id);
    if (name === undefined) {
      exitCode = complain(io, isBusybox(io) ? `unknown ID ${id}` : `cannot find name for ${kind} ID ${id}`);
    }
    return name ?? String(id);
  });
  return { texts, exitCode };
}

/** Prints who one is: `uid=0(root) gid=0(root) groups=0(root)`; `-u`, `-g`, `-G` one part, `-n` its name. */
export function id(args: readonly string[], io: ProgramIo): number {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const { flags, operands } = options;
  const parts = ['u', 'g', 'G'].filter((flag) => flags.has(flag));
  if (parts.length > 1) {
    if (isBusybox(io)) return badUsage(io, `unrecognized option: ${parts[1]}`);
    return complain(io, 'cannot print "only" of more than one choice');
  }
  if (parts.length === 0 && (flags.has('n') || flags.has('r')) && !isBusybox(io)) {
    return complain(io, 'cannot print only names or real IDs in default format');
  }
  const { world } = io;
  const [user] = operands;
  const identity = identityOf(world, user);
  if (identity === undefined) {
    return complain(io, isBusybox(io) ? `unknown user ${user}` : `${quotedWord(user ?? '')}: no such user`);
  }
  const { uid, gid, groups } = identity;
  const [part] = parts;
  if (part === undefined) {
    const listed = isBusybox(io) ? groups.toSorted((left, right) => left - right) : groups;
    const all = listed.map((group) => labelled(group, groupName(world, group))).join(',');
    const own = labelled(gid, groupName(world, gid));
    return succeed(io, `uid=${labelled(uid, userName(world, uid))} gid=${own} groups=${all}\n`);
  }
  const ids = part === 'u' ? [uid] : part === 'g' ? [gid] : groups;
  const plain = { texts: ids.map(String), exitCode: 0 };
  const { texts, exitCode } = flags.has('n') ? named(io, part === 'u' ? 'user' : 'group', ids) : plain;
  io.stdout.write(`${texts.join(' ')}\n`);
  return exitCode;
}

/** Prints the names of one's groups. */
export function groups(args: readonly string[], io: ProgramIo): number {
  return id(['-Gn', ...args], io);
}
