import { complain, isBusybox } from './complaint';
import type { ProgramIo } from './program';

const names =
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH POLL PWR SYS'.split(
    ' ',
  );

const usage = `
Usage:
 kill [options] <pid> [...]

Options:
 <pid> [...]            send signal to every <pid> listed
 -<signal>, -s, --signal <signal>
                        specify the <signal> to be sent
 -q, --queue <value>    integer value to be sent with the signal
 -l, --list=[<signal>]  list all signal names, or convert one to a name
 -L, --table            list all signal names in a nice table

 -h, --help     display this help and exit
 -V, --version  output version information and exit

For more details see kill(1).
`;

/** The number of a signal, by number or name, with or without SIG. */
function signalNumber(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) <= 64 ? Number(text) : undefined;
  const at = names.indexOf(text.toUpperCase().replace(/^SIG/, ''));
  return at < 0 ? undefined : at + 1;
}

/** Names for numbers, and numbers for names. */
function translated(text: string): string | undefined {
  const number = signalNumber(text);
  if (number === undefined) return undefined;
  return /^\d+$/.test(text) ? (names[(number % 128) - 1] ?? (number === 0 ? 'EXIT' : undefined)) : String(number);
}

function list(signals: readonly string[], io: ProgramIo): number {
  if (signals.length > 0) {
    for (const signal of signals) {
      const found = translated(signal);
      if (found === undefined)
        return complain(io, isBusybox(io) ? `unknown signal '${signal}'` : `unknown signal name ${signal}`);
      io.stdout.write(`${found}\n`);
    }
    return 0;
  }
  if (isBusybox(io)) io.stdout.write(names.map((name, at) => `${String(at + 1).padStart(2)}) ${name}\n`).join(''));
  else io.stdout.write(`${names.slice(0, 16).join(' ')}\n${names.slice(16).join(' ')}\n`);
  return 0;
}

function refuse(io: ProgramIo, message: string): number {
  complain(io, message);
  if (!isBusybox(io)) io.stderr.write(usage);
  return 1;
}

/** Sends a signal to one process: what is there hears it, and goes on. */
function send(pid: string, io: ProgramIo): number {
  if (!/^-?\d+$/.test(pid)) {
    return complain(io, isBusybox(io) ? `invalid number '${pid}'` : `failed to parse argument: '${pid}'`);
  }
  const number = Math.abs(Number(pid));
  if (number <= 1 || io.world.processes().some((process) => process.pid === number)) return 0;
  return complain(io, isBusybox(io) ? `can't kill pid ${pid}: No such process` : `(${pid}): No such process`);
}

/** Sends signals to processes: `kill PID`, `-9 PID`, `-s TERM PID`; `-l` lists the signals. */
export function kill(args: readonly string[], io: ProgramIo): number {
  const [first = '', second] = args;
  if (first === '-l' || first === '--list') return list(args.slice(1), io);
  let pids = args;
  if (first === '-s' || first === '--signal' || first === '-n') pids = args.slice(2);
  else if (/^-[A-Za-z0-9]/.test(first)) pids = args.slice(1);
  if (pids.length < args.length) {
    const signal = pids.length === args.length - 2 ? (second ?? '') : first.slice(1);
    if (signalNumber(signal) === undefined) {
      return refuse(io, isBusybox(io) ? `bad signal name '${signal}'` : `invalid argument ${signal.charAt(0)}`);
    }
  }
  if (pids[0] === '--') pids = pids.slice(1);
  if (pids.length === 0) {
    if (isBusybox(io)) return complain(io, 'you need to specify whom to kill');
    io.stderr.write(usage);
    return 1;
  }
  return Math.max(...pids.map((pid) => send(pid, io)));
}
