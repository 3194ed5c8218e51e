import { nslookup as bind } from '../../dns/print/bind';
import { nslookup as busybox } from '../../dns/print/busybox';
import { nslookup as oldBusybox } from '../../dns/print/busybox-1.28';
import type { ProgramIo } from './program';

const dialects = { bind, busybox, 'busybox-1.28': oldBusybox };

/** Asks the cluster's DNS, and prints as the image's own nslookup does. */
export async function nslookup(args: readonly string[], io: ProgramIo): Promise<number> {
  const { world, stdout, stderr } = io;
  const run = dialects[world.image.nslookup ?? 'bind'];
  const hosts = world.files.find('/etc/hosts') && world.files.readText('/etc/hosts');
  const isInteractive = run === bind && args.every((arg) => arg.startsWith('-'));
  const stdin = isInteractive ? await io.stdin.readText() : '';
  const result = run({ args, conf: world.resolvConf, ask: world.dns, hosts, stdin });
  stdout.write(result.stdout);
  stderr.write(result.stderr);
  return result.exitCode;
}
