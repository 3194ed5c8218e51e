import { type Answer, encode } from 'dns-packet';
import type { DnsRecord } from '../../dns/records';
import { type Edns, HEADER_SIZE } from './request';
import { isWireName } from './wire-name';

/** The largest question that is taken by UDP, in bytes: what passes everywhere undivided. */
const OUR_UDP_SIZE = 1232;

function wireRecord(record: DnsRecord): Answer {
  const { name, ttl } = record;
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return { name, ttl, type: record.type, data: record.address };
    case 'CNAME':
    case 'PTR':
    case 'NS':
      return { name, ttl, type: record.type, data: record.target };
    case 'SRV':
      return { name, ttl, type: record.type, data: record.data };
    case 'TXT':
      return { name, ttl, type: record.type, data: record.text };
    case 'SOA': {
      const { primary: mname, mailbox: rname, serial, ...times } = record.data;
      // 32 bits wide, and it goes round. RFC 1982
      return { name, ttl, type: record.type, data: { mname, rname, serial: serial >>> 0, ...times } };
    }
  }
}

function targetOf(record: DnsRecord): string | undefined {
  if (record.type === 'SRV') return record.data.target;
  return 'target' in record ? record.target : undefined;
}

/** A record as it stands in a message, its names in full. @throws Error where a name is too long for any message */
export function recordBytes(record: DnsRecord): Buffer {
  const impossible = [record.name, targetOf(record)].find((name) => name !== undefined && !isWireName(name));
  if (impossible !== undefined) throw new Error(`no DNS message can hold the name ${JSON.stringify(impossible)}`);
  return encode({ answers: [wireRecord(record)] }).subarray(HEADER_SIZE);
}

/** The OPT record that answers a client's. @param extendedRcode what does not fit the header's four bits */
export function optBytes({ dnssecOk }: Edns, extendedRcode: number): Buffer {
  const opt: Answer = {
    name: '.',
    type: 'OPT',
    udpPayloadSize: OUR_UDP_SIZE,
    extendedRcode,
    ednsVersion: 0,
    flags: dnssecOk ? 0x8000 : 0,
    flag_do: dnssecOk,
    options: [],
  };
  return encode({ additionals: [opt] }).subarray(HEADER_SIZE);
}
