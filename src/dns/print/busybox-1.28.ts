import { addressesInHosts, nameInHosts } from '../hosts-file';
import { addressType, reverseName } from '../ip-address';
import { isAddressRecord } from '../records';
import { resolve } from '../resolver';
import { type NslookupInput, type NslookupResult, serverAddress } from './nslookup';

const usage = `BusyBox v1.28.4 (2018-05-22 17:00:17 UTC) multi-call binary.

Usage: nslookup [HOST] [SERVER]

Query the nameserver for the IP address of the given HOST
optionally using a specified DNS server
`;

/** What getaddrinfo finds: /etc/hosts first, then A and AAAA records along the search list. */
function addressesOf(name: string, input: NslookupInput, server: string | undefined): string[] {
  if (addressType(name) !== undefined) return [name];
  const local = addressesInHosts(input.hosts ?? '', name);
  if (local.length > 0) return local;
  const answers = (['A', 'AAAA'] as const).flatMap(
    (type) => resolve(name, type, input.conf, input.ask, server).answer?.answers ?? [],
  );
  return answers.filter(isAddressRecord).map(({ address }) => address);
}

/** What getnameinfo finds. */
function nameOf(address: string, input: NslookupInput, server: string | undefined): string | undefined {
  const local = nameInHosts(input.hosts ?? '', address);
  if (local !== undefined) return local;
  const question = reverseName(address);
  if (question === undefined) return undefined;
  const records = resolve(`${question}.`, 'PTR', input.conf, input.ask, server).answer?.answers ?? [];
  return records.map((record) => (record.type === 'PTR' ? record.target : undefined))[0];
}

function printHost(label: string, name: string, input: NslookupInput, server: string | undefined): string | undefined {
  const addresses = addressesOf(name, input, server);
  if (addresses.length === 0) return undefined;
  const lines = addresses.map((address, i) => {
    const host = nameOf(address, input, server);
    return `Address ${i + 1}: ${address}${host === undefined ? '' : ` ${host}`}`;
  });
  return `${label.padEnd(10)} ${name}\n${lines.join('\n')}\n`;
}

/** The nslookup of BusyBox 1.28 and older: it asks like any other program, for addresses only. */
export function nslookup(input: NslookupInput): NslookupResult {
  const [name, server] = input.args;
  if (name === undefined || name.startsWith('-') || input.args.length > 2) {
    return { stdout: '', stderr: usage, exitCode: 1 };
  }
  const address = serverAddress(input, server);
  if (address === undefined) return { stdout: '', stderr: `nslookup: bad address '${server}'\n`, exitCode: 1 };
  const header = `${printHost('Server:', address, input, address)}\n`;
  const answer = printHost('Name:', name, input, address);
  if (answer === undefined) return { stdout: header, stderr: `nslookup: can't resolve '${name}'\n`, exitCode: 1 };
  return { stdout: header + answer, stderr: '', exitCode: 0 };
}
