import { complain } from '../complaint';
import { missingOperand, readOptions } from '../option';
import type { ProgramIo } from '../program';
import { loss, type PingResult, runPing } from './run';

const grammar = { letters: 'qv46Ac:s:t:w:W:I:p:i:n' };

function statistics(host: string, result: PingResult): string {
  const { sent, times } = result;
  const total = times.reduce((sum, time) => sum + time, 0);
  const range = [Math.min(...times), Math.floor((total * 1000) / times.length) / 1000, Math.max(...times)];
  const trip =
    times.length === 0 ? '' : `round-trip min/avg/max = ${range.map((time) => time.toFixed(3)).join('/')} ms\n`;
  const summary = `${sent} packets transmitted, ${times.length} packets received, ${loss(result)}% packet loss`;
  return `\n--- ${host} ping statistics ---\n${summary}\n${trip}`;
}

/** The ping of busybox. @upstream busybox networking/ping.c */
export async function busyboxPing(args: readonly string[], io: ProgramIo): Promise<number> {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const { flags, values, operands } = options;
  const [host] = operands;
  if (host === undefined) return missingOperand(io);
  const last = (letter: string): string | undefined => values.get(letter)?.at(-1);
  const wrong = ['c', 's', 't', 'w', 'W'].map(last).find((text) => text !== undefined && !/^\d+$/.test(text));
  if (wrong !== undefined) return complain(io, `invalid number '${wrong}'`);
  const number = (letter: string): number | undefined =>
    last(letter) === undefined ? undefined : Number(last(letter));
  const wantsIPv6 = flags.has('6') || io.name.endsWith('6');
  const address = io.world.network.resolve(host).find((candidate) => !wantsIPv6 || candidate.includes(':'));
  if (address === undefined) return complain(io, `bad address '${host}'`);
  const size = number('s') ?? 56;
  io.stdout.write(`PING ${host} (${address}): ${size} data bytes\n`);
  const deadline = number('w');
  const settings = {
    address,
    count: number('c') || undefined,
    interval: Math.round(Number(last('i') ?? 1) * 1000),
    deadline: deadline === undefined ? undefined : deadline * 1000,
    wait: (number('W') ?? 10) * 1000,
  };
  const result = await runPing(io, settings, (index, time) => {
    const line = `${size + 8} bytes from ${address}: seq=${index} ttl=64 time=${time.toFixed(3)} ms\n`;
    if (!flags.has('q')) io.stdout.write(line);
  });
  io.stdout.write(statistics(host, result));
  return Number(result.times.length === 0);
}
