import { complain, isBusybox } from './complaint';
import { badUsage } from './option';
import { type ProgramIo, succeed } from './program';

function addresses({ world }: ProgramIo): string {
  const { podIPs, podIP } = world.pod.status;
  return (podIPs?.map(({ ip }) => ip) ?? (podIP === undefined ? [] : [podIP])).join(' ');
}

const options: { readonly [option: string]: (io: ProgramIo) => string } = {
  '-f': ({ world }) => world.hostname.fqdn,
  '--fqdn': ({ world }) => world.hostname.fqdn,
  '-s': ({ world }) => world.hostname.hostname.split('.')[0] ?? '',
  '--short': ({ world }) => world.hostname.hostname.split('.')[0] ?? '',
  '-d': ({ world }) => world.hostname.domain,
  '--domain': ({ world }) => world.hostname.domain,
  '-i': addresses,
  '--ip-address': addresses,
  // Debian's hostname ends the list with a space.
  '-I': (io) => `${addresses(io)} `,
};

/** Prints the pod's hostname; `-f` the long name, `-s` the short one, `-d` the domain, `-i` the addresses. */
export function hostname(args: readonly string[], io: ProgramIo): number {
  const [option] = args;
  if (option === undefined) return succeed(io, `${io.world.hostname.hostname}\n`);
  if (!option.startsWith('-')) {
    return isBusybox(io)
      ? complain(io, 'sethostname: Operation not permitted')
      : complain(io, 'you must be root to change the host name');
  }
  const print = Object.hasOwn(options, option) ? options[option] : undefined;
  if (print === undefined) return badUsage(io, `invalid option -- '${option.replace(/^-+/, '')}'`);
  return succeed(io, `${print(io)}\n`);
}
