import type { Ask } from '../ask';
import { addressType } from '../ip-address';
import type { RecordType } from '../records';
import type { ResolvConf } from '../resolv-conf';
import { resolve } from '../resolver';

/** What every nslookup is given. */
export type NslookupInput = {
  /** The arguments after the program's name: `[-type=X] NAME [SERVER]`. */
  readonly args: readonly string[];
  readonly conf: ResolvConf;
  readonly ask: Ask;
  /** The text of /etc/hosts, for the nslookup that reads it. */
  readonly hosts?: string;
  /** Questions for the nslookup that takes them from its input. */
  readonly stdin?: string;
};

export type NslookupResult = { readonly stdout: string; readonly stderr: string; readonly exitCode: number };

/** The command line, taken apart. */
export type NslookupArgs = {
  /** The types that options name, as typed. */
  readonly types: readonly string[];
  readonly names: readonly string[];
};

/** Splits `-type=X`, `-query=X` and `-q=X` from the names; other options are taken and have no effect here. */
export function parseNslookupArgs(args: readonly string[]): NslookupArgs {
  const types: string[] = [];
  const names: string[] = [];
  for (const arg of args) {
    const type = /^--?(?:ty|type|q|query|querytype)=(.*)$/.exec(arg)?.[1];
    if (type !== undefined) types.push(type);
    else if (!arg.startsWith('-')) names.push(arg);
  }
  return { types, names };
}

const recordTypes: readonly RecordType[] = ['A', 'AAAA', 'CNAME', 'SRV', 'PTR', 'TXT', 'NS', 'SOA', 'MX', 'ANY'];

/** The record type of that name, whatever its case. */
export function recordTypeOf(text: string): RecordType | undefined {
  const upper = text.toUpperCase();
  return recordTypes.find((type) => type === upper);
}

/** The server to ask: an address as it is, a name through the pod's own resolver; undefined where it has none. */
export function serverAddress(input: NslookupInput, server: string | undefined): string | undefined {
  if (server === undefined) return input.conf.nameservers[0] ?? '127.0.0.1';
  if (addressType(server) !== undefined) return server;
  for (const type of ['A', 'AAAA'] as const) {
    const answers = resolve(server, type, input.conf, input.ask).answer?.answers ?? [];
    const record = answers.find((answer) => answer.type === type);
    if (record?.type === 'A' || record?.type === 'AAAA') return record.address;
  }
  return undefined;
}
