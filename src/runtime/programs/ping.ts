import { isBusybox } from './complaint';
import { busyboxPing } from './ping/busybox';
import { iputilsPing } from './ping/iputils';
import type { ProgramIo } from './program';

/** Pings an address of the simulated network, one packet a second of the cluster's time: busybox's ping, or iputils'. */
export async function ping(args: readonly string[], io: ProgramIo): Promise<number> {
  return await (isBusybox(io) ? busyboxPing : iputilsPing)(args, io);
}
