import { nslookup as bind } from '../../dns/print/bind';
import { nslookup as busybox } from '../../dns/print/busybox';
import { nslookup as oldBusybox } from '../../dns/print/busybox-1.28';
import type { ProgramIo, ProgramResult } from './program';

const dialects = { bind, busybox, 'busybox-1.28': oldBusybox };

/** Asks the cluster's DNS, and prints as the image's own nslookup does. */
export function nslookup(args: readonly string[], { world, stdin }: ProgramIo): ProgramResult {
  const run = dialects[world.image.nslookup ?? 'bind'];
  return run({ args, conf: world.resolvConf, ask: world.dns, hosts: world.files('/etc/hosts'), stdin });
}
