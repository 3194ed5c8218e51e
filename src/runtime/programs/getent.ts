import { isIPv4, isIPv6 } from '../../dns/ip-address';
import { isAddressRecord } from '../../dns/records';
import { resolve } from '../../dns/resolver';
import type { HostEntry } from '../network/resolve';
import { findNamedService, type NamedService, namedServices } from '../network/services';
import { isAlpine } from './complaint';
import { hostEntry, hostName, hostsText } from './host-names';
import { linesOf, type ProgramIo } from './program';

/** Answers the lines for a key, or for all where none is given; undefined where nothing is found. */
type Database = (key: string | undefined, io: ProgramIo) => readonly string[] | undefined;

type HostsLine = { readonly address: string; readonly names: readonly string[] };

function hostsLines(io: ProgramIo): HostsLine[] {
  return linesOf(hostsText(io))
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/\s+/))
    .map(([address = '', ...names]) => ({ address, names }));
}

/** `10.96.0.5       web.default.svc.cluster.local`; Alpine's own getent leaves more room. */
function hostLine(address: string, name: string, aliases: readonly string[], io: ProgramIo): string {
  if (isAlpine(io)) return `${address.padEnd(16)}  ${[name, [name, ...aliases].join(' ')].join('  ')}`;
  return [`${address.padEnd(15)} ${name}`, ...aliases].join(' ');
}

/** The IPv6 addresses of a name: those in the hosts file go before those in DNS. */
function hostEntry6(name: string, io: ProgramIo): HostEntry | undefined {
  const listed = hostsLines(io).filter(({ address, names }) => isIPv6(address) && names.includes(name));
  const [first] = listed;
  if (first !== undefined) {
    const [canonical = name, ...aliases] = first.names;
    return { name: canonical, aliases, addresses: listed.map(({ address }) => address) };
  }
  const { name: found, answer } = resolve(name, 'AAAA', io.world.resolvConf, io.world.dns);
  const addresses = (answer?.answers ?? []).filter(isAddressRecord).map(({ address }) => address);
  return addresses.length === 0 ? undefined : { name: found, aliases: [], addresses };
}

/** The IPv4 addresses of a name, with all the names that the hosts file has for it. */
function hostEntry4(name: string, io: ProgramIo): HostEntry | undefined {
  const listed = hostsLines(io).find(({ address, names }) => isIPv4(address) && names.includes(name));
  const entry = hostEntry(name, io);
  if (entry !== undefined && listed !== undefined) {
    const [canonical = name, ...aliases] = listed.names;
    return { ...entry, name: canonical, aliases };
  }
  const addresses = io.world.network.resolve(name);
  return entry ?? (addresses.length === 0 ? undefined : { name, aliases: [], addresses });
}

function allHosts(io: ProgramIo): readonly string[] {
  return hostsLines(io).flatMap(({ address, names: [name = '', ...aliases] }) => {
    // IPv6's own loopback is shown as IPv4's, and no other IPv6 address is.
    const shown = address === '::1' ? '127.0.0.1' : address;
    return isIPv4(shown) ? [hostLine(shown, name, aliases, io)] : [];
  });
}

const hosts: Database = (key, io) => {
  if (key === undefined) return allHosts(io);
  if (isIPv4(key) || isIPv6(key)) {
    const name = hostName(key, io);
    const aliases =
      hostsLines(io)
        .find(({ address }) => address === key)
        ?.names.slice(1) ?? [];
    return name === undefined ? undefined : [hostLine(key, name, aliases, io)];
  }
  const entry = (isAlpine(io) ? undefined : hostEntry6(key, io)) ?? hostEntry4(key, io);
  return entry?.addresses.map((address) => hostLine(address, entry.name, entry.aliases, io));
};

/** The three kinds of sockets for each address; the first line has the name. */
function socketLines(addresses: readonly string[], name: string): readonly string[] {
  return addresses.flatMap((address, i) =>
    ['STREAM', 'DGRAM', 'RAW'].map(
      (type, j) => `${address.padEnd(15)} ${type.padEnd(6)} ${i === 0 && j === 0 ? name : ''}`,
    ),
  );
}

function socketHosts(families: readonly (4 | 6)[]): Database {
  return (key, io) => {
    if (key === undefined) return allHosts(io);
    if (isIPv4(key) || isIPv6(key)) return socketLines([key], key);
    const six = families.includes(6) ? hostEntry6(key, io) : undefined;
    const four = hostEntry4(key, io);
    const mapped = families.includes(4)
      ? (four?.addresses ?? [])
      : six === undefined
        ? four?.addresses.map((address) => `::ffff:${address}`)
        : [];
    const addresses = [...(six?.addresses ?? []), ...(mapped ?? [])];
    const isListed = hostsLines(io).some(({ names }) => names.includes(key));
    return addresses.length === 0
      ? undefined
      : socketLines(addresses, isListed ? key : (four?.name ?? six?.name ?? key));
  };
}

function accounts(path: string): Database {
  return (key, { world }) => {
    const lines = world.files.find(path) === undefined ? [] : linesOf(world.files.readText(path));
    if (key === undefined) return lines;
    const found = lines.find((line) => {
      const [name, , id] = line.split(':');
      return name === key || id === key;
    });
    return found === undefined ? undefined : [found];
  };
}

function serviceLine({ name, port, protocol, aliases }: NamedService): string {
  return [`${name.padEnd(21)} ${port}/${protocol}`, ...aliases].join(' ');
}

const services: Database = (key) => {
  if (key === undefined) return namedServices.map(serviceLine);
  const [name = '', protocol] = key.split('/');
  const found = findNamedService(name, protocol);
  return found === undefined ? undefined : [serviceLine(found)];
};

const protocolNumbers = [
  ['ip', 0, 'IP'],
  ['icmp', 1, 'ICMP'],
  ['tcp', 6, 'TCP'],
  ['udp', 17, 'UDP'],
] as const;

const protocols: Database = (key) => {
  const wanted = protocolNumbers.filter(
    ([name, number]) => key === undefined || key === name || key === String(number),
  );
  return wanted.length === 0
    ? undefined
    : wanted.map(([name, number, alias]) => `${name.padEnd(21)} ${number} ${alias}`);
};

const databases: { readonly [name: string]: Database } = {
  hosts,
  ahosts: socketHosts([6, 4]),
  ahostsv4: socketHosts([4]),
  ahostsv6: socketHosts([6]),
  passwd: accounts('/etc/passwd'),
  group: accounts('/etc/group'),
  services,
  protocols,
  networks: () => undefined,
  shadow: accounts('/etc/shadow'),
};

const tryHelp = "Try `getent --help' or `getent --usage' for more information.\n";

/** Shows entries of the C library's databases: names and addresses, users, groups, services. */
export function getent(args: readonly string[], io: ProgramIo): number {
  const { stdout, stderr } = io;
  const [name, ...keys] = args.filter((arg) => !arg.startsWith('-'));
  const database = name !== undefined && Object.hasOwn(databases, name) ? databases[name] : undefined;
  if (database === undefined) {
    stderr.write(name === undefined ? 'getent: wrong number of arguments\n' : `Unknown database: ${name}\n`);
    stdout.write(tryHelp);
    return 1;
  }
  let exitCode = 0;
  for (const key of keys.length === 0 ? [undefined] : keys) {
    const lines = database(key, io);
    if (lines === undefined) exitCode = 2;
    else stdout.write(lines.map((line) => `${line}\n`).join(''));
  }
  return exitCode;
}
