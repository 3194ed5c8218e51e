import { isIP } from 'node:net';
import { CommandError } from '../kubectl/command-error';

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'address already in use',
  EACCES: 'permission denied',
  EADDRNOTAVAIL: 'cannot assign requested address',
  ENOENT: 'no such file or directory',
  ENOTFOUND: 'no such host',
};

/** Why an address cannot be listened at, in Go's words; what the system did not refuse stays as it is. */
export function listenError(error: unknown, network: string, address: string, port?: number): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = reasons[code];
  if (reason === undefined) return error;
  const where = port === undefined ? address : `${inUrl(address)}:${port}`;
  return new CommandError(`listen ${network} ${where}: bind: ${reason}`);
}

/** An address as it stands before a port. */
export function inUrl(address: string): string {
  return isIP(address) === 6 ? `[${address}]` : address;
}
