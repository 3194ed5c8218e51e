import { attemptConnection, failureReasons } from '../network/attempt';
import { converse } from '../network/converse';
import type { Connected } from '../network/network';
import { portNumber } from '../network/services';
import { createBuffer } from '../streams';
import { complain, isBusybox } from './complaint';
import { missingOperand, readOptions } from './option';
import type { ProgramIo } from './program';

/**
 * Talks on a connection; answers whether the other end closed it. telnet ends with its input: what is piped into it at
 * once is sent, and the answer is never seen.
 */
async function talk({ world, stdin, stdout }: ProgramIo, connected: Connected, address: string): Promise<boolean> {
  if (stdin.isTerminal) return (await converse(world, connected, address, stdin, stdout)) === 'closed';
  const start = world.clock.now();
  const unseen = createBuffer();
  const end = await converse(world, connected, address, stdin, unseen);
  if (world.clock.now() === start) return false;
  stdout.write(unseen.bytes());
  return end === 'closed';
}

async function busyboxTelnet(args: readonly string[], io: ProgramIo): Promise<number> {
  const options = readOptions(args, io, { letters: 'al:' });
  if (typeof options === 'number') return options;
  const [host, service = '23'] = options.operands;
  if (host === undefined) return missingOperand(io);
  const port = portNumber(service, 'tcp');
  if (port === undefined) return complain(io, `bad port '${service}'`);
  const [address] = io.world.network.resolve(host);
  if (address === undefined) return complain(io, `bad address '${host}'`);
  const attempt = await attemptConnection(io.world, address, port);
  if (attempt.type !== 'connected') {
    const type = attempt.type === 'expired' ? 'timeout' : attempt.type;
    return complain(io, `can't connect to remote host (${address}): ${failureReasons[type]}`);
  }
  // Without a terminal the line stays in its buffer until the end.
  const isTerminal = io.stdout.isTerminal === true;
  if (isTerminal) io.stdout.write(`Connected to ${host}\n`);
  const isClosed = await talk(io, attempt.connected, address);
  if (isClosed) io.stdout.write('Connection closed by foreign host\r\n');
  if (!isTerminal) io.stdout.write(`Connected to ${host}\n`);
  return Number(isClosed);
}

async function gnuTelnet(args: readonly string[], io: ProgramIo): Promise<number> {
  const { stdout, world } = io;
  const options = readOptions(args, io, { letters: '468EKLacdfkrxFb:e:l:n:S:X:' });
  if (typeof options === 'number') return options;
  const [host, service = 'telnet'] = options.operands;
  if (host === undefined) {
    stdout.write('telnet> \n');
    return 0;
  }
  const port = portNumber(service, 'tcp');
  const addresses = port === undefined ? [] : world.network.resolve(host);
  if (port === undefined || addresses.length === 0) {
    const reason = port === undefined ? 'Servname not supported for ai_socktype' : 'Name or service not known';
    stdout.write(`Server lookup failure:  ${host}:${service}, ${reason}\n`);
    return 1;
  }
  let reason = '';
  for (const address of addresses) {
    stdout.write(`Trying ${address}...\n`);
    const attempt = await attemptConnection(world, address, port);
    if (attempt.type === 'connected') {
      stdout.write(`Connected to ${host}.\nEscape character is '^]'.\n`);
      await talk(io, attempt.connected, address);
      io.stderr.write('Connection closed by foreign host.\n');
      return 0;
    }
    reason = attempt.type === 'expired' ? '' : failureReasons[attempt.type];
  }
  return complain(io, `Unable to connect to remote host: ${reason}`);
}

/** Connects in the simulated network, and joins the connection with the standard streams: busybox's telnet, or GNU's. */
export async function telnet(args: readonly string[], io: ProgramIo): Promise<number> {
  return await (isBusybox(io) ? busyboxTelnet : gnuTelnet)(args, io);
}
