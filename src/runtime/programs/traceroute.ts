import { createBuffer } from '../streams';
import { complain, isBusybox } from './complaint';
import { hostName } from './host-names';
import { missingOperand, type Options, readOptions } from './option';
import type { ProgramIo } from './program';

const grammar = { letters: '46FIlnrvdTUDeAVf:m:q:p:t:w:s:i:z:g:N:M:O:P:' };

const trips = ['0.011', '0.005', '0.004'];

function numberOf({ values }: Options, letter: string, fallback: number): number {
  const text = values.get(letter)?.at(-1);
  return text === undefined || !/^\d+(\.\d+)?$/.test(text) ? fallback : Number(text);
}

/** One hop: pods see each other, and nothing lies between. */
async function trace(host: string, address: string, options: Options, io: ProgramIo): Promise<number> {
  const { world, stdout } = io;
  const isOurs = isBusybox(io);
  const hops = numberOf(options, 'm', 30);
  const probes = numberOf(options, 'q', 3);
  const wait = numberOf(options, 'w', isOurs ? 3 : 5) * 1000;
  stdout.write(`traceroute to ${host} (${address}), ${hops} hops max, ${isOurs ? 46 : 60} byte packets\n`);
  if (await world.network.answersPing(address)) {
    const name = options.flags.has('n') ? address : `${hostName(address, io) ?? address} (${address})`;
    const times = Array.from({ length: probes }, (_, i) => `  ${trips[i % trips.length]} ms`);
    stdout.write(` 1  ${name}${times.join('')}\n`);
    return 0;
  }
  for (let hop = 1; hop <= hops; hop += 1) {
    await world.clock.sleep(wait * (isOurs ? probes : 1));
    stdout.write(
      `${String(hop).padStart(2)}  ${Array(probes)
        .fill('*')
        .join(isOurs ? '  ' : ' ')}\n`,
    );
  }
  return 0;
}

/** Traces the way to an address of the simulated network: busybox's traceroute, or Debian's (2.1.2). */
export async function traceroute(args: readonly string[], io: ProgramIo): Promise<number> {
  const complaints = createBuffer();
  const isOurs = isBusybox(io);
  const options = readOptions(args, isOurs ? io : { ...io, stderr: complaints }, grammar, isOurs ? 1 : 2);
  if (typeof options === 'number') {
    if (!isOurs) io.stderr.write(`Bad option \`${args.find((arg) => arg.startsWith('-'))}' (argc 1)\n`);
    return options;
  }
  const [host] = options.operands;
  if (host === undefined) {
    if (isOurs) return missingOperand(io);
    io.stderr.write(
      'Usage:\n  traceroute [ -46dFITnreAUDV ] [ -f first_ttl ] [ -m max_ttl ] [ -q nqueries ] host [ packetlen ]\n',
    );
    return 0;
  }
  const [address] = io.world.network.resolve(host);
  if (address !== undefined) return await trace(host, address, options, io);
  if (isOurs) return complain(io, `bad address '${host}'`);
  io.stderr.write(
    `${host}: Name or service not known\nCannot handle "host" cmdline arg \`${host}' on position 1 (argc 1)\n`,
  );
  return 2;
}
