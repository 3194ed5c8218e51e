import { attemptConnection, failureReasons } from '../../network/attempt';
import { converse } from '../../network/converse';
import { portNumber } from '../../network/services';
import { complain } from '../complaint';
import { missingOperand, type Options, readOptions } from '../option';
import type { ProgramIo } from '../program';

const grammar = { letters: 'np:s:uvw:lki:o:zbe:' };

/** How often `-v` was given. */
function verbosity(args: readonly string[]): number {
  const clusters = args.filter((arg) => /^-[a-z]+$/i.test(arg));
  return clusters.join('').replace(/[^v]/g, '').length;
}

/** Waits for who connects. Nobody does: what a container serves is known by its main process. */
async function listen(io: ProgramIo, { values }: Options, isVerbose: boolean): Promise<number> {
  const { world, stderr } = io;
  const port = Number(values.get('p')?.at(-1) ?? 0);
  const taken = port === 0 ? { failure: 'refused' } : await world.network.connect('127.0.0.1', port);
  if ('listener' in taken) return complain(io, 'bind: Address already in use');
  if (isVerbose) stderr.write(`listening on [::]:${port === 0 ? 34_567 : port} ...\n`);
  await world.clock.sleep();
  return 0;
}

/**
 * The nc of busybox, as its own and Alpine's images have it: a connection that is refused is not spoken of with a
 * single `-v`.
 * @upstream busybox networking/nc_bloaty.c
 */
export async function busyboxNc(args: readonly string[], io: ProgramIo): Promise<number> {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const { flags, values, operands } = options;
  const told = verbosity(args);
  const wait = values.get('w')?.at(-1);
  if (wait !== undefined && !/^\d+$/.test(wait)) return complain(io, `invalid number '${wait}'`);
  if (flags.has('l')) return await listen(io, options, told > 0);
  const [host, service = '0'] = operands;
  if (host === undefined) return missingOperand(io);
  const protocol = flags.has('u') ? 'UDP' : 'TCP';
  const port = portNumber(service, protocol.toLowerCase());
  if (port === undefined) return complain(io, `bad port '${service}'`);
  const [address] = io.world.network.resolve(host);
  if (address === undefined) return complain(io, `bad address '${host}'`);
  const place = `${host} (${address}:${port})`;
  const limit = wait === undefined ? undefined : Number(wait) * 1000;
  const attempt = await attemptConnection(io.world, address, port, limit, protocol);
  if (attempt.type !== 'connected') {
    const type = attempt.type === 'expired' ? 'timeout' : attempt.type;
    const isTold = told > 1 || (told === 1 && type !== 'refused');
    if (isTold) complain(io, `${place}: ${failureReasons[type]}`);
    if (told > 1) io.stderr.write('sent 0, rcvd 0\n');
    return 1;
  }
  if (told > 0) io.stderr.write(`${place} open\n`);
  if (!flags.has('z')) await converse(io.world, attempt.connected, address, io.stdin, io.stdout);
  return 0;
}
