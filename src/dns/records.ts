/** The record types that the zone knows; every other type is asked for in vain. */
export type RecordType = 'A' | 'AAAA' | 'CNAME' | 'SRV' | 'PTR' | 'TXT' | 'NS' | 'SOA' | 'MX' | 'ANY';

export type Question = { readonly name: string; readonly type: RecordType };

/** A start of authority; times in seconds. */
export type SoaData = {
  readonly primary: string;
  readonly mailbox: string;
  readonly serial: number;
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  readonly minimum: number;
};

export type SrvData = {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: string;
};

/** One resource record; names are absolute and written without the last dot, `ttl` in seconds. */
export type DnsRecord = { readonly name: string; readonly ttl: number } & (
  | { readonly type: 'A' | 'AAAA'; readonly address: string }
  | { readonly type: 'CNAME' | 'PTR' | 'NS'; readonly target: string }
  | { readonly type: 'SRV'; readonly data: SrvData }
  | { readonly type: 'TXT'; readonly text: string }
  | { readonly type: 'SOA'; readonly data: SoaData }
);

export type AddressRecord = Extract<DnsRecord, { type: 'A' | 'AAAA' }>;

/** What a name server answers. NOERROR without answers: the name exists, but not with this type. */
export type DnsAnswer = {
  readonly status: 'NOERROR' | 'NXDOMAIN' | 'REFUSED' | 'SERVFAIL';
  /** Whether the server speaks for the zone itself (the AA flag). */
  readonly authoritative: boolean;
  readonly answers: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
};

/** The same name without the dot that ends an absolute name. */
export function withoutRootDot(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name;
}

/** Whether a record holds an address. */
export function isAddressRecord(record: DnsRecord): record is AddressRecord {
  return record.type === 'A' || record.type === 'AAAA';
}
