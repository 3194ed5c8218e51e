import { isIPv4 } from '../../../dns/ip-address';
import { type DnsAnswer, type DnsRecord, withoutRootDot } from '../../../dns/records';

/** A question as it is printed; its type may be one that no server here knows. */
export type DigQuestion = { readonly name: string; readonly type: string };

/** What of an answer's message is shown, and how it was asked for. */
export type MessageView = {
  readonly comments: boolean;
  readonly question: boolean;
  readonly answer: boolean;
  readonly authority: boolean;
  readonly additional: boolean;
  readonly ttl: boolean;
  readonly class: boolean;
  /** Whether recursion was asked for. */
  readonly recurse: boolean;
  /** The size that EDNS offers; without it none was spoken. */
  readonly edns?: number;
  /** Eight bytes, as hexadecimal digits. */
  readonly cookie?: string;
  /** Whether it says that `.local` is another's. */
  readonly warnsOfLocal: boolean;
  /** The lines before the header: `;; Got answer:` and its kin. */
  readonly greets: boolean;
};

const dotted = (name: string): string => `${withoutRootDot(name)}.`;

/** What a record says, as zone files have it. */
export function recordData(record: DnsRecord): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return record.address;
    case 'TXT':
      return `"${record.text}"`;
    case 'SRV': {
      const { priority, weight, port, target } = record.data;
      return `${priority} ${weight} ${port} ${dotted(target)}`;
    }
    case 'SOA': {
      const { primary, mailbox, serial, refresh, retry, expire, minimum } = record.data;
      return `${dotted(primary)} ${dotted(mailbox)} ${serial} ${refresh} ${retry} ${expire} ${minimum}`;
    }
    default:
      return dotted(record.target);
  }
}

/** Fills up to a column with tabs and spaces, at least with one. @upstream BIND lib/dns/masterdump.c indent */
function fill(text: string, from: number, column: number): string {
  const to = Math.max(column, from + 1);
  const tabs = Math.floor(to / 8) - Math.floor(from / 8);
  const spaces = tabs > 0 ? to % 8 : to - from;
  return `${text}${'\t'.repeat(Math.max(0, tabs))}${' '.repeat(spaces)}`;
}

/** Lays cells out in columns: a name, and then every eight letters from 24 on. */
function laidOut(cells: readonly string[], first: number): string {
  let text = '';
  let at = 0;
  for (const [i, cell] of cells.entries()) {
    if (i > 0) {
      const column = first + (i - 1) * 8;
      text = fill(text, at, column);
      at = Math.max(column, at + 1);
    }
    text += cell;
    at += cell.length;
  }
  return text;
}

/** One record's line. */
export function recordLine(record: DnsRecord, view: Pick<MessageView, 'ttl' | 'class'>): string {
  const ttl = view.ttl ? [String(record.ttl)] : [];
  const dnsClass = view.class ? ['IN'] : [];
  return `${laidOut([dotted(record.name), ...ttl, ...dnsClass, record.type, recordData(record)], 24)}\n`;
}

function questionLine({ name, type }: DigQuestion): string {
  return `;${laidOut([dotted(name), 'IN', type], 32)}\n`;
}

function section(title: string, records: readonly DnsRecord[], isShown: boolean, view: MessageView): string {
  if (!isShown || records.length === 0) return '';
  const lines = records.map((record) => recordLine(record, view)).join('');
  return view.comments ? `;; ${title} SECTION:\n${lines}\n` : lines;
}

function headerText(question: DigQuestion, answer: DnsAnswer, id: number, view: MessageView): string {
  const { status, authoritative, answers, authority, additional } = answer;
  const isLocal = view.warnsOfLocal && /\.local$/i.test(withoutRootDot(question.name));
  const warning = isLocal
    ? ';; WARNING: .local is reserved for Multicast DNS\n;; You are currently testing what happens when an mDNS query is leaked to DNS\n'
    : '';
  const flags = ['qr', authoritative ? 'aa' : '', view.recurse ? 'rd' : '', authoritative ? '' : 'ra'];
  const extra = additional.length + (view.edns === undefined ? 0 : 1);
  const counts = `QUERY: 1, ANSWER: ${answers.length}, AUTHORITY: ${authority.length}, ADDITIONAL: ${extra}`;
  // The cluster's zone is answered by a server that asks nobody else.
  const refused =
    view.greets && view.recurse && authoritative ? ';; WARNING: recursion requested but not available\n' : '';
  return [
    view.greets ? `;; Got answer:\n${warning}` : '',
    `;; ->>HEADER<<- opcode: QUERY, status: ${status}, id: ${id}\n`,
    `;; flags: ${flags.filter((flag) => flag !== '').join(' ')}; ${counts}\n${refused}\n`,
  ].join('');
}

function ednsText({ edns, cookie }: MessageView): string {
  if (edns === undefined) return '';
  const echoed = cookie === undefined ? '' : `; COOKIE: ${cookie} (echoed)\n`;
  return `;; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: ${edns}\n${echoed}`;
}

/** An answer's message, section by section. */
export function messageText(question: DigQuestion, answer: DnsAnswer, id: number, view: MessageView): string {
  const { comments } = view;
  const asked = view.question
    ? `${comments ? ';; QUESTION SECTION:\n' : ''}${questionLine(question)}${comments ? '\n' : ''}`
    : '';
  return [
    comments ? headerText(question, answer, id, view) + ednsText(view) : '',
    asked,
    section('ANSWER', answer.answers, view.answer, view),
    section('AUTHORITY', answer.authority, view.authority, view),
    section('ADDITIONAL', answer.additional, view.additional, view),
  ].join('');
}

const nameSize = (name: string): number => (withoutRootDot(name) === '' ? 1 : withoutRootDot(name).length + 2);

function dataSize(record: DnsRecord): number {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return isIPv4(record.address) ? 4 : 16;
    case 'TXT':
      return record.text.length + 1;
    case 'SRV':
      return 6 + nameSize(record.data.target);
    case 'SOA':
      return nameSize(record.data.primary) + nameSize(record.data.mailbox) + 20;
    default:
      return nameSize(record.target);
  }
}

/** The bytes of an answer's message: CoreDNS does not compress what fits. */
export function messageSize(
  question: DigQuestion,
  answer: DnsAnswer,
  view: Pick<MessageView, 'edns' | 'cookie'>,
): number {
  const records = [...answer.answers, ...answer.authority, ...answer.additional];
  const sizes = records.map((record) => nameSize(record.name) + 10 + dataSize(record));
  const option = view.edns === undefined ? 0 : 11 + (view.cookie === undefined ? 0 : 12);
  return sizes.reduce((sum, size) => sum + size, 12 + nameSize(question.name) + 4) + option;
}

/** A number that stands for a text, the same each time. @upstream FNV-1a */
function hash(text: string): number {
  let value = 2_166_136_261;
  for (const letter of text) value = Math.imul(value ^ letter.charCodeAt(0), 16_777_619);
  return value >>> 0;
}

/** The number of a message, out of its question and the time. */
export function messageId({ name, type }: DigQuestion, now: number): number {
  return hash(`${name} ${type} ${now}`) % 65_536;
}

/** A cookie, the same for a whole command. */
export function cookieOf(now: number): string {
  const part = (salt: string): string => hash(`${salt}${now}`).toString(16).padStart(8, '0');
  return part('client') + part('cookie');
}
