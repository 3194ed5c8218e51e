import { isBusybox } from './complaint';
import type { ProgramIo } from './program';
import { busyboxWget } from './wget/busybox';
import { gnuWget } from './wget/gnu';

/** Fetches URLs from the simulated network, as the wget of the image's userland does. */
export async function wget(args: readonly string[], io: ProgramIo): Promise<number> {
  return await (isBusybox(io) ? busyboxWget : gnuWget)(args, io);
}
