import { isAlpine, isBusybox } from './complaint';
import { badUsage, missingOperand, readOptions } from './option';
import { type ProgramIo, succeed } from './program';
import { quotedWord } from './quote';

const grammar = {
  letters: 'asnrvmpio',
  long: {
    all: 'a',
    'kernel-name': 's',
    nodename: 'n',
    'kernel-release': 'r',
    'kernel-version': 'v',
    machine: 'm',
    processor: 'p',
    'hardware-platform': 'i',
    'operating-system': 'o',
  },
};

const machines: { readonly [architecture: string]: string } = {
  amd64: 'x86_64',
  arm64: 'aarch64',
  arm: 'armv7l',
  '386': 'i686',
};

/** The node's processor, by the kernel's name for it. */
function machineOf({ world }: ProgramIo): string {
  const architecture = world.node?.status.nodeInfo?.architecture || 'amd64';
  return machines[architecture] ?? architecture;
}

/** Prints what the kernel says of itself: `-a` all, `-s -n -r -v -m -p -i -o` one part. */
export function uname(args: readonly string[], io: ProgramIo): number {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const { flags, operands } = options;
  const [extra] = operands;
  if (extra !== undefined)
    return isBusybox(io) ? missingOperand(io) : badUsage(io, `extra operand ${quotedWord(extra)}`);
  const { world } = io;
  const parts: readonly (readonly [string, string])[] = [
    ['s', 'Linux'],
    ['n', world.hostname.hostname],
    ['r', world.node?.status.nodeInfo?.kernelVersion || '5.15.0'],
    ['v', '#1 SMP PREEMPT_DYNAMIC'],
    ['m', machineOf(io)],
    ['p', 'unknown'],
    ['i', 'unknown'],
    ['o', isAlpine(io) ? 'Linux' : 'GNU/Linux'],
  ];
  const isAsked = (letter: string): boolean =>
    flags.has(letter) || (flags.size === 0 && letter === 's') || (flags.has('a') && letter !== 'p' && letter !== 'i');
  return succeed(io, `${parts.flatMap(([letter, text]) => (isAsked(letter) ? [text] : [])).join(' ')}\n`);
}

/** Prints the processor's name. */
export function arch(_args: readonly string[], io: ProgramIo): number {
  return succeed(io, `${machineOf(io)}\n`);
}
