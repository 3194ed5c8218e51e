import { goQuote } from '../../apimachinery/go-value';
import { CommandError } from '../command-error';

/** A port of the user's, and the port of a pod that it stands for. */
export type ForwardedPort = { readonly local: number; readonly remote: number };

/** `8080:80` and the like in two. @upstream kubectl pkg/cmd/portforward splitPort */
export function splitPort(text: string): { local: string; remote: string } {
  const [first = '', second, ...more] = text.split(':');
  return { local: first, remote: second === undefined || more.length > 0 ? first : second };
}

/** Ports without names. @throws CommandError @upstream client-go tools/portforward parsePorts */
export function parsePorts(texts: readonly string[]): ForwardedPort[] {
  return texts.map((text) => {
    const { local, remote } = splitPort(text);
    const port = { local: parsePort(local || '0', 'local'), remote: parsePort(remote, 'remote') };
    if (port.remote === 0) throw new CommandError('remote port must be > 0');
    return port;
  });
}

/** @upstream Go strconv.ParseUint */
function parsePort(text: string, side: string): number {
  const reason = /^\d+$/.test(text) ? Number(text) > 65_535 && 'value out of range' : 'invalid syntax';
  if (reason === false) return Number(text);
  throw new CommandError(
    `error parsing ${side} port '${text}': strconv.ParseUint: parsing ${goQuote(text)}: ${reason}`,
  );
}

/** An address to listen at; of those that `localhost` stands for one is enough. */
export type ListenAddress = { readonly address: string; readonly isOptional: boolean };

const ipv4 = /^\d{1,3}(\.\d{1,3}){3}$/;
const ipv6 = /^[\da-f]*:[\da-f:.]*$/i;

/** @throws CommandError @upstream client-go tools/portforward parseAddresses */
export function parseAddresses(texts: readonly string[]): ListenAddress[] {
  if (texts.length === 0) throw new CommandError('you must specify at least 1 address');
  const found = new Map<string, ListenAddress>();
  for (const text of texts) {
    if (text === 'localhost') {
      for (const address of ['127.0.0.1', '::1']) {
        if (!found.has(address)) found.set(address, { address, isOptional: true });
      }
    } else if (isAddress(text)) found.set(text, { address: text, isOptional: false });
    else throw new CommandError(`${text} is not a valid IP`);
  }
  return [...found.values()].sort((left, right) => (left.address < right.address ? -1 : 1));
}

function isAddress(text: string): boolean {
  return ipv6.test(text) || (ipv4.test(text) && text.split('.').every((part) => Number(part) < 256));
}
