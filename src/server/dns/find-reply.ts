import type { DnsWorld } from '../../dns/dns-world';
import { isInZone } from '../../dns/query-name';
import type { DnsRecord, RecordType } from '../../dns/records';
import { answer } from '../../dns/zone';
import type { Request, WireQuestion } from './request';
import { emptyReply, type Reply } from './response';

const IN = 1;

/** Whole zones, which nobody is given. */
const zoneTransfers = [251, 252];

/** The types that the zone may hold, by their numbers. */
const recordTypes: { readonly [type: number]: RecordType } = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  12: 'PTR',
  16: 'TXT',
  28: 'AAAA',
  33: 'SRV',
  255: 'ANY',
};

/** Stands for all other types: no name has such records, but it is known whether the name exists. */
const unheldType: RecordType = 'MX';

/** The zones of addresses' names, which the server speaks for as it does for the cluster's domain. */
const reverseZones = ['in-addr.arpa', 'ip6.arpa'];

/** The SOA record of a zone of addresses. @upstream coredns plugin/backend_lookup.go SOA */
function reverseSoa(zone: string, world: DnsWorld): DnsRecord[] {
  const [own] = answer({ name: world.clusterDomain, type: 'SOA' }, world).answers;
  if (own?.type !== 'SOA') return [];
  return [{ ...own, name: zone, data: { ...own.data, primary: `ns.dns.${zone}`, mailbox: `hostmaster.${zone}` } }];
}

/** Names outside the zone do not exist, as a pod hears of the last try of its search list: nobody else is asked. */
function findAnswer({ name, type }: WireQuestion, world: DnsWorld, turn: number): Reply {
  const reply = answer({ name, type: recordTypes[type] ?? unheldType }, world, turn);
  const reverseZone = reverseZones.find((zone) => isInZone(name, zone));
  if (reverseZone === undefined) return reply;
  const authority = reply.answers.length === 0 ? reverseSoa(reverseZone, world) : [];
  return { ...reply, authoritative: true, authority };
}

/**
 * What a request is answered: from the cluster's zone, or why not.
 * @param world is asked only for questions that need it
 * @param turn how far several addresses are turned
 */
export async function findReply(request: Request, world: () => Promise<DnsWorld>, turn: number): Promise<Reply> {
  if (request.problem !== undefined) return emptyReply(request.problem);
  const { question, edns } = request;
  if (edns !== undefined && edns.version !== 0) return emptyReply('BADVERS');
  if (question.class !== IN || zoneTransfers.includes(question.type)) return emptyReply('REFUSED');
  return findAnswer(question, await world(), turn);
}
