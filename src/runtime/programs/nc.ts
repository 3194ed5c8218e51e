import { isBusybox } from './complaint';
import { busyboxNc } from './nc/busybox';
import { openbsdNc } from './nc/openbsd';
import type { ProgramIo } from './program';

/** Opens a connection in the simulated network, and joins it with the standard streams: busybox's nc, or OpenBSD's. */
export async function nc(args: readonly string[], io: ProgramIo): Promise<number> {
  return await (isBusybox(io) ? busyboxNc : openbsdNc)(args, io);
}
