import { userName } from './accounts';
import { complain, isBusybox } from './complaint';
import { badUsage, missingOperand, readOptions } from './option';
import { type ProgramIo, succeed } from './program';
import { quotedWord } from './quote';

/** Prints the name of the user that runs it. */
export function whoami(args: readonly string[], io: ProgramIo): number {
  const options = readOptions(args, io, { letters: '' });
  if (typeof options === 'number') return options;
  const [extra] = options.operands;
  if (extra !== undefined)
    return isBusybox(io) ? missingOperand(io) : badUsage(io, `extra operand ${quotedWord(extra)}`);
  const { uid } = io.world.user;
  const name = userName(io.world, uid);
  if (name !== undefined) return succeed(io, `${name}\n`);
  return complain(io, isBusybox(io) ? `unknown uid ${uid}` : `cannot find name for user ID ${uid}`);
}
