import { complain, isBusybox } from './complaint';
import type { ProgramIo } from './program';
import { columnNamed, commandLine, userOf } from './ps-columns';
import { procps } from './ps-procps';

const busyboxWidths: { readonly [name: string]: number } = {
  user: 8,
  group: 8,
  comm: 16,
  args: 256,
  pid: 5,
  ppid: 5,
  pgid: 5,
  etime: 7,
  nice: 5,
  ruser: 8,
  time: 6,
  tty: 6,
  vsz: 4,
  sid: 5,
  stat: 4,
  rss: 4,
};

/** Busybox's `ps`: all processes, whatever is asked; `-o LIST` chooses the columns. */
function busyboxPs(args: readonly string[], io: ProgramIo): number {
  const at = args.findIndex((arg) => /^-[aAdefl]*o/.test(arg));
  const attached = args[at]?.replace(/^-[aAdefl]*o/, '');
  const list = attached || (at < 0 ? '' : (args[at + 1] ?? ''));
  if (list === '') {
    const lines = io.world.processes().map((process) => {
      const { pid } = process;
      return `${String(pid).padStart(5)} ${userOf(process, io).slice(0, 8).padEnd(8)}  0:00 ${commandLine(process)}\n`;
    });
    io.stdout.write(`PID   USER     TIME  COMMAND\n${lines.join('')}`);
    return 0;
  }
  const names = list.split(',');
  const unknown = names.find((name) => !Object.hasOwn(busyboxWidths, name));
  if (unknown !== undefined) {
    return complain(io, `bad -o argument '${unknown}', supported arguments: ${Object.keys(busyboxWidths).join(',')}`);
  }
  const chosen = names.map((name) => ({ ...columnNamed(name), width: busyboxWidths[name] ?? 8 }));
  const last = chosen.length - 1;
  const head = chosen.map(({ head = '', width }, index) => (index === last ? head : head.padEnd(width))).join(' ');
  const lines = io.world.processes().map((process) => {
    const cells = chosen.map(({ text, width, right }, index) => {
      const written = text?.(process, io) ?? '';
      return right ? written.padStart(width) : index === last ? written : written.slice(0, width).padEnd(width);
    });
    return `${cells.join(' ')}\n`;
  });
  io.stdout.write(`${head}\n${lines.join('')}`);
  return 0;
}

/** Lists the container's processes. */
export function ps(args: readonly string[], io: ProgramIo): number {
  return isBusybox(io) ? busyboxPs(args, io) : procps(args, io);
}
