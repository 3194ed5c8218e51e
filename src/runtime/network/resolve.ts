import type { Ask } from '../../dns/ask';
import { addressesInHosts, nameInHosts } from '../../dns/hosts-file';
import { addressType, isIPv4, reverseName } from '../../dns/ip-address';
import { type DnsRecord, withoutRootDot } from '../../dns/records';
import type { ResolvConf } from '../../dns/resolv-conf';
import { resolve } from '../../dns/resolver';

/** What the C library knows of a name. */
export type HostEntry = {
  /** The name that the addresses belong to: what a name means after the search list and its aliases. */
  readonly name: string;
  /** The names that led there. */
  readonly aliases: readonly string[];
  readonly addresses: readonly string[];
};

const isSame = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/** Follows a name's aliases through an answer. */
function follow(name: string, records: readonly DnsRecord[]): HostEntry {
  const aliases: string[] = [];
  let at = name;
  for (const record of records) {
    if (record.type !== 'CNAME' || !isSame(record.name, at)) continue;
    aliases.push(at);
    at = record.target;
  }
  const addresses = records.flatMap((record) =>
    record.type === 'A' && isSame(record.name, at) ? [record.address] : [],
  );
  return { name: at, aliases, addresses };
}

/**
 * Looks a name up as getaddrinfo does for IPv4: the hosts file goes before DNS, which is asked with the search list.
 * @param hosts the text of /etc/hosts
 * @returns undefined where the name is not known, or has no IPv4 address
 */
export function lookUpHost(name: string, hosts: string, conf: ResolvConf, ask: Ask): HostEntry | undefined {
  const listed = addressesInHosts(hosts, name).filter(isIPv4);
  if (listed.length > 0) return { name, aliases: [], addresses: listed };
  if (name === '' || /[\s/]/.test(name)) return undefined;
  const resolution = resolve(name, 'A', conf, ask);
  if (resolution.answer?.status !== 'NOERROR') return undefined;
  const entry = follow(withoutRootDot(resolution.name), resolution.answer.answers);
  return entry.addresses.length > 0 ? entry : undefined;
}

/**
 * The addresses of a name, as getaddrinfo finds them: an address is its own; then /etc/hosts, then DNS with the search
 * list. Empty where the name does not resolve. Names have IPv4 addresses only.
 */
export function resolveAddresses(name: string, hosts: string, conf: ResolvConf, ask: Ask): string[] {
  const literal = name.replace(/^\[(.*)\]$/, '$1');
  if (addressType(literal) !== undefined) return [literal];
  return [...(lookUpHost(name, hosts, conf, ask)?.addresses ?? [])];
}

/** The name of an address, as getnameinfo finds it: in the hosts file, else in DNS. */
export function nameOfAddress(address: string, hosts: string, conf: ResolvConf, ask: Ask): string | undefined {
  const listed = nameInHosts(hosts, address);
  const reverse = reverseName(address);
  if (listed !== undefined || reverse === undefined) return listed;
  const answers = resolve(`${reverse}.`, 'PTR', conf, ask).answer?.answers ?? [];
  for (const record of answers) if (record.type === 'PTR') return record.target;
  return undefined;
}
