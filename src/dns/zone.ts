import type { Service } from '../resources/core/service-types';
import { type DnsWorld, dnsAddress, findService } from './dns-world';
import { addressOfReverseName, addressType, undashedAddress } from './ip-address';
import { isInZone, parseQueryName, type QueryName, type ServiceQuery } from './query-name';
import {
  type AddressRecord,
  type DnsAnswer,
  type DnsRecord,
  isAddressRecord,
  type Question,
  type RecordType,
  withoutRootDot,
} from './records';
import { namesOfAddress } from './reverse';
import { type ServiceEntry, serviceEntries } from './service-entry';

/** Seconds; what the Corefile of kubeadm, minikube, kind and k3s sets. */
const TTL = 30;
/** A chain of ExternalName Services is followed this far. */
const MAX_CNAMES = 8;

type Found = { readonly answers: readonly DnsRecord[]; readonly additional?: readonly DnsRecord[] };

const nothing: Found = { answers: [] };

function soa(world: DnsWorld): DnsRecord {
  const { clusterDomain, serial } = world;
  const primary = `ns.dns.${clusterDomain}`;
  const mailbox = `hostmaster.${clusterDomain}`;
  const data = { primary, mailbox, serial, refresh: 7200, retry: 1800, expire: 86400, minimum: 30 };
  return { name: clusterDomain, ttl: TTL, type: 'SOA', data };
}

function addressRecords(name: string, type: RecordType, addresses: Iterable<string>): AddressRecord[] {
  const records: AddressRecord[] = [];
  for (const address of new Set(addresses)) {
    const family = addressType(address);
    if (family !== undefined && (type === family || type === 'ANY')) {
      records.push({ name, ttl: TTL, type: family, address });
    }
  }
  return records;
}

/** @upstream coredns plugin/backend_lookup.go SRV */
function srvRecords(name: string, entries: readonly ServiceEntry[]): Found {
  const weight = Math.max(1, Math.floor(100 / entries.length));
  const answers = new Map<string, DnsRecord>();
  const additional = new Map<string, DnsRecord>();
  for (const { name: target, address, port } of entries) {
    if (port === undefined) continue;
    const data = { priority: 0, weight, port, target };
    answers.set(`${target}:${port}`, { name, ttl: TTL, type: 'SRV', data });
    for (const record of addressRecords(target, 'ANY', [address])) additional.set(`${target} ${address}`, record);
  }
  return { answers: [...answers.values()], additional: [...additional.values()] };
}

function nameserverRecords(world: DnsWorld): Found {
  const { dnsService, clusterDomain } = world;
  const target =
    dnsService === undefined
      ? `ns.dns.${clusterDomain}`
      : `${dnsService.name}.${dnsService.namespace}.svc.${clusterDomain}`;
  return {
    answers: [{ name: clusterDomain, ttl: TTL, type: 'NS', target }],
    additional: addressRecords(target, 'ANY', [dnsAddress(world)]),
  };
}

function externalName(name: string, type: RecordType, service: Service, world: DnsWorld, depth: number): Found {
  const target = withoutRootDot(service.spec.externalName ?? '');
  const alias: DnsRecord = { name, ttl: TTL, type: 'CNAME', target };
  if (type === 'CNAME' || type === 'ANY') return { answers: [alias] };
  if (type !== 'A' && type !== 'AAAA') return nothing;
  if (!isInZone(target, world.clusterDomain)) {
    return { answers: [alias, ...externalRecords({ name: target, type }, world)] };
  }
  const rest = depth < MAX_CNAMES ? (findInZone({ name: target, type }, world, depth + 1)?.answers ?? []) : [];
  return { answers: [alias, ...rest] };
}

function serviceRecords(question: Question, query: ServiceQuery, world: DnsWorld, depth: number): Found | undefined {
  const service = findService(world, query.namespace, query.service);
  if (service === undefined) return undefined;
  const { name, type } = question;
  if (service.spec.type === 'ExternalName') {
    const isBelow = query.endpoint !== undefined || query.port !== undefined;
    return isBelow ? undefined : externalName(name, type, service, world, depth);
  }
  const entries = serviceEntries(query, service, world);
  if (entries.length === 0) return undefined;
  if (type === 'SRV') return srvRecords(name, entries);
  return {
    answers: addressRecords(
      name,
      type,
      entries.map(({ address }) => address),
    ),
  };
}

function apexRecords(type: RecordType, world: DnsWorld): Found {
  if (type === 'SOA') return { answers: [soa(world)] };
  return type === 'NS' ? nameserverRecords(world) : nothing;
}

/** What the zone holds for a question; undefined: the name does not exist. */
function findInZone(question: Question, world: DnsWorld, depth = 0): Found | undefined {
  const { name, type } = question;
  const query: QueryName | undefined = parseQueryName(name, world.clusterDomain);
  if (query === undefined) return undefined;
  switch (query.form) {
    case 'apex':
      return apexRecords(type, world);
    case 'group':
      return nothing;
    case 'dns-version':
      return type === 'TXT' ? { answers: [{ name, ttl: TTL, type, text: '1.1.0' }] } : nothing;
    case 'nameserver':
      return { answers: addressRecords(name, type, [dnsAddress(world)]) };
  }
  if (!world.namespaces.includes(query.namespace)) return undefined;
  if (query.form === 'namespace') return nothing;
  if (query.form === 'service') return serviceRecords(question, query, world, depth);
  const address = undashedAddress(query.label);
  return address === undefined ? undefined : { answers: addressRecords(name, type, [address]) };
}

function externalAddresses(name: string, world: DnsWorld): readonly string[] | undefined {
  const wanted = withoutRootDot(name).toLowerCase();
  return Object.entries(world.external ?? {}).find(([known]) => withoutRootDot(known).toLowerCase() === wanted)?.[1];
}

function externalRecords({ name, type }: Question, world: DnsWorld): AddressRecord[] {
  return addressRecords(name, type, externalAddresses(name, world) ?? []);
}

function rotated<T>(items: readonly T[], turn: number): T[] {
  const start = items.length === 0 ? 0 : turn % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

/** @upstream coredns plugin/loadbalance: aliases first, then the addresses in turning order */
function inTurn(records: readonly DnsRecord[], turn: number): DnsRecord[] {
  const others = records.filter((record) => !isAddressRecord(record));
  return [...others, ...rotated(records.filter(isAddressRecord), turn)];
}

function answerExternally(question: Question, world: DnsWorld): DnsAnswer {
  const exists = externalAddresses(question.name, world) !== undefined;
  const answers = externalRecords(question, world);
  return { status: exists ? 'NOERROR' : 'NXDOMAIN', authoritative: false, answers, authority: [], additional: [] };
}

/**
 * Answers a question as the cluster's name server does.
 * @param turn how far several addresses are turned: 0 gives them in the EndpointSlices' order
 * @upstream coredns plugin/kubernetes; DNS-Based Service Discovery 1.1.0
 */
export function answer(question: Question, world: DnsWorld, turn = 0): DnsAnswer {
  const name = withoutRootDot(question.name);
  const asked: Question = { name, type: question.type };
  const address = addressOfReverseName(name);
  const targets = address === undefined ? [] : namesOfAddress(address, world);
  if (targets.length > 0) {
    const wantsNames = asked.type === 'PTR' || asked.type === 'ANY';
    const answers = wantsNames ? targets.map((target): DnsRecord => ({ name, ttl: TTL, type: 'PTR', target })) : [];
    return { status: 'NOERROR', authoritative: true, answers, authority: [], additional: [] };
  }
  if (!isInZone(name, world.clusterDomain)) return answerExternally(asked, world);
  const found = findInZone(asked, world);
  const answers = inTurn(found?.answers ?? [], turn);
  return {
    status: found === undefined ? 'NXDOMAIN' : 'NOERROR',
    authoritative: true,
    answers,
    authority: answers.length === 0 ? [soa(world)] : [],
    additional: found?.additional ?? [],
  };
}
