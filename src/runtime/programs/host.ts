import { addressType, reverseName } from '../../dns/ip-address';
import { recordTypeOf, serverAddress } from '../../dns/print/nslookup';
import type { DnsAnswer, DnsRecord } from '../../dns/records';
import { withoutRootDot } from '../../dns/records';
import { candidates, resolve } from '../../dns/resolver';
import { createBuffer } from '../streams';
import { type MessageView, messageId, messageSize, messageText, recordData } from './dig/message';
import { isTypeName } from './dig/option';
import { bindVersion } from './dig/version';
import { type Options, readOptions } from './option';
import { fail, type ProgramIo } from './program';

const grammar = { letters: 'aACdilrTUvVw46sc:N:t:W:R:m:p:' };

const usage = `Usage: host [-aCdilrTvVw] [-c class] [-N ndots] [-t type] [-W time]
            [-R number] [-m flag] [-p port] hostname [server]
       -a is equivalent to -v -t ANY
       -A is like -a but omits RRSIG, NSEC, NSEC3
       -c specifies query class for non-IN data
       -C compares SOA records on authoritative nameservers
       -d is equivalent to -v
       -l lists all hosts in a domain, using AXFR
       -m set memory debugging flag (trace|record|usage)
       -N changes the number of dots allowed before root lookup is done
       -p specifies the port on the server to query
       -r disables recursive processing
       -R specifies number of retries for UDP packets
       -s a SERVFAIL response should stop query
       -t specifies the query type
       -T enables TCP/IP mode
       -U enables UDP mode
       -v enables verbose output
       -V print version number and exit
       -w specifies to wait forever for a reply
       -W specifies how long to wait for a reply
       -4 use IPv4 query transport only
       -6 use IPv6 query transport only
`;

const view: MessageView = {
  comments: true,
  question: true,
  answer: true,
  authority: true,
  additional: true,
  ttl: true,
  class: true,
  recurse: true,
  warnsOfLocal: false,
  greets: false,
};

const phrases: { readonly [type: string]: string } = {
  A: 'has address',
  AAAA: 'has IPv6 address',
  CNAME: 'is an alias for',
  MX: 'mail is handled by',
  NS: 'name server',
  PTR: 'domain name pointer',
  TXT: 'descriptive text',
};

/** One record as host says it. */
function sentence(record: DnsRecord): string {
  return `${record.name} ${phrases[record.type] ?? `has ${record.type} record`} ${recordData(record)}\n`;
}

/** What is asked for. */
type Query = { readonly io: ProgramIo; readonly options: Options; readonly name: string; readonly address: string };

function asked(
  name: string,
  type: string,
  { io, address }: Query,
): { readonly name: string; readonly answer: DnsAnswer | undefined } {
  return resolve(name, recordTypeOf(type) ?? 'MX', io.world.resolvConf, io.world.dns, address);
}

/** What `-v` shows of an answer, and of the names that were tried before it. */
function showMessage({ io, name: typed, address }: Query, name: string, type: string, answer: DnsAnswer): void {
  const tried = candidates(typed, io.world.resolvConf);
  const count = tried.indexOf(name) + 1 || 1;
  const lines = tried.slice(0, count).map((candidate) => `Trying "${candidate}"\n`);
  const question = { name, type };
  const text = messageText(question, answer, messageId(question, io.world.clock.now()), view);
  io.stdout.write(
    `${lines.join('')}${text}Received ${messageSize(question, answer, view)} bytes from ${address}#53 in 0 ms\n`,
  );
}

async function giveUp({ io, options, address }: Query): Promise<number> {
  const tries = Number(options.values.get('R')?.at(-1) ?? 1) + 1;
  const seconds = Number(options.values.get('W')?.at(-1) ?? 5);
  for (let i = 0; i < tries; i += 1) {
    await io.world.clock.sleep(seconds * 1000);
    if (bindVersion(io).isModern) io.stdout.write(`;; communications error to ${address}#53: timed out\n`);
  }
  const isModern = bindVersion(io).isModern;
  io.stdout.write(
    isModern ? ';; no servers could be reached\n' : ';; connection timed out; no servers could be reached\n',
  );
  return 1;
}

/** Asks for one type, and says what the answer is. */
function say(query: Query, name: string, type: string, answer: DnsAnswer, isOnly: boolean): void {
  const { io, options } = query;
  if (options.flags.has('v') || options.flags.has('d') || options.flags.has('a')) {
    showMessage(query, name, type, answer);
    return;
  }
  const lines = answer.answers.map(sentence);
  if (lines.length === 0 && isOnly) lines.push(`${name} has no ${type} record\n`);
  io.stdout.write(lines.join(''));
}

async function lookUp(query: Query): Promise<number> {
  const { io, options, name: typed } = query;
  const reverse = addressType(typed) === undefined ? undefined : reverseName(typed);
  const isAll = options.flags.has('a') || options.flags.has('A');
  const wanted = isAll ? 'ANY' : options.values.get('t')?.at(-1)?.toUpperCase();
  const type = wanted ?? (reverse === undefined ? 'A' : 'PTR');
  const start = reverse === undefined ? typed : `${reverse}.`;
  const { name, answer } = asked(start, type, query);
  if (answer === undefined) return await giveUp(query);
  if (answer.status !== 'NOERROR') {
    const code = answer.status === 'NXDOMAIN' ? 3 : answer.status === 'SERVFAIL' ? 2 : 5;
    return fail({ ...io, stderr: io.stdout }, `Host ${start} not found: ${code}(${answer.status})`);
  }
  say(query, name, type, answer, wanted !== undefined);
  if (wanted !== undefined || reverse !== undefined) return 0;
  const last = answer.answers.findLast((record) => record.type === 'CNAME');
  const canonical = last?.type === 'CNAME' ? last.target : name;
  for (const other of ['AAAA', 'MX']) {
    const more = asked(`${withoutRootDot(canonical)}.`, other, query).answer;
    if (more !== undefined) say(query, canonical, other, more, false);
  }
  return 0;
}

/** BIND's host: asks the cluster's DNS, with the search list, and answers in sentences. */
export async function host(args: readonly string[], io: ProgramIo): Promise<number> {
  const complaints = createBuffer();
  const options = readOptions(args, { ...io, stderr: complaints }, grammar);
  if (typeof options === 'number') {
    const letter = /-- '(.)'|option: (.)/.exec(complaints.text());
    io.stderr.write(`host: illegal option -- ${letter?.[1] ?? letter?.[2] ?? ''}\n${usage}`);
    return 1;
  }
  if (options.flags.has('V')) return fail(io, `host ${bindVersion(io).text}`, 0);
  const type = options.values.get('t')?.at(-1);
  if (type !== undefined && !isTypeName(type)) return fail(io, `host: invalid type: ${type}\n`, 2);
  const [name, server] = options.operands;
  if (name === undefined) {
    io.stderr.write(usage);
    return 1;
  }
  const address = serverAddress({ args: [], conf: io.world.resolvConf, ask: io.world.dns }, server);
  if (address === undefined) return fail(io, `host: couldn't get address for '${server}': not found`);
  const query: Query = { io, options, name, address };
  const isServed = server !== undefined && asked(name, 'A', query).answer !== undefined;
  if (isServed) io.stdout.write(`Using domain server:\nName: ${server}\nAddress: ${address}#53\nAliases: \n\n`);
  return await lookUp(query);
}
