import { writeForever } from './open';
import type { ProgramIo } from './program';

/** Prints a line, `y` unless told otherwise, until nobody reads on. */
export async function yes(args: readonly string[], io: ProgramIo): Promise<number> {
  return await writeForever(io, `${args.length === 0 ? 'y' : args.join(' ')}\n`);
}
