import { reverseName } from '../../../dns/ip-address';

/** One name that is asked for, and how. */
export type DigLookup = {
  name: string;
  type: string;
  server: string | undefined;
  search: boolean;
  comments: boolean;
  question: boolean;
  answer: boolean;
  authority: boolean;
  additional: boolean;
  stats: boolean;
  short: boolean;
  identify: boolean;
  ttl: boolean;
  class: boolean;
  recurse: boolean;
  edns: boolean;
  cookie: boolean;
  tcp: boolean;
  tries: number;
  /** Seconds. */
  timeout: number;
  domain: string | undefined;
  ndots: number | undefined;
};

/** dig's command line. */
export type DigOptions = {
  readonly lookups: readonly DigLookup[];
  readonly showsCommand: boolean;
  readonly isPlain: boolean;
};

/** What ends dig before it asks anything. */
export type DigEnd = { readonly type: 'version' | 'help' | 'invalid' | 'batch'; readonly option: string };

const types = new Set(
  'A AAAA CNAME SRV PTR TXT NS SOA MX ANY CAA DS DNSKEY RRSIG NSEC NSEC3 HINFO NAPTR TLSA SSHFP HTTPS SVCB URI LOC SPF CDS AXFR IXFR'.split(
    ' ',
  ),
);
const classes = new Set(['IN', 'CH', 'HS']);

/** Whether a word names a type of records. */
export function isTypeName(word: string): boolean {
  return types.has(word.toUpperCase());
}

const displays = ['comments', 'question', 'answer', 'authority', 'additional', 'stats'] as const;

const defaults: DigLookup = {
  name: '.',
  type: '',
  server: undefined,
  search: false,
  comments: true,
  question: true,
  answer: true,
  authority: true,
  additional: true,
  stats: true,
  short: false,
  identify: false,
  ttl: true,
  class: true,
  recurse: true,
  edns: true,
  cookie: true,
  tcp: false,
  tries: 3,
  timeout: 5,
  domain: undefined,
  ndots: undefined,
};

/** The options that switch something, by the names that dig has for it. */
const switches: { readonly [name: string]: keyof DigLookup } = {
  search: 'search',
  showsearch: 'search',
  defname: 'search',
  comments: 'comments',
  question: 'question',
  answer: 'answer',
  authority: 'authority',
  additional: 'additional',
  stats: 'stats',
  identify: 'identify',
  ttlid: 'ttl',
  ttl: 'ttl',
  class: 'class',
  cl: 'class',
  recurse: 'recurse',
  rdflag: 'recurse',
  edns: 'edns',
  cookie: 'cookie',
  tcp: 'tcp',
  vc: 'tcp',
};

/** What changes nothing here. */
const ignored = new Set(
  'aaflag aaonly adflag badcookie besteffort bufsize cdflag coflag crypto dns64prefix dnssec do ednsflags ednsnegotiation ednsopt expandaaaa expire fail header-only https https-get idnin idnout ignore keepalive keepopen mapped multiline nsid nssearch onesoa opcode padding qid qr raflag retry rrcomments showbadcookie sit split subnet tcflag tls topdown trace trusted-key ttlunits unexpected unknownformat yaml zflag'.split(
    ' ',
  ),
);

type Reading = { readonly lookups: DigLookup[]; readonly globals: DigLookup; showsCommand: boolean; isPlain: boolean };

function setDisplays(lookup: DigLookup, isOn: boolean): void {
  for (const display of displays) lookup[display] = isOn;
}

/** Takes a `+` option; answers whether there is such a one. */
function takePlus(word: string, lookup: DigLookup, reading: Reading): boolean {
  const [text = '', value] = word.slice(1).split('=');
  const isOff = text.startsWith('no') && !Object.hasOwn(switches, text);
  const name = (isOff ? text.slice(2) : text).toLowerCase();
  if (name === 'cmd') reading.showsCommand = !isOff;
  else if (name === 'short') {
    lookup.short = !isOff;
    if (!isOff) reading.isPlain = true;
  } else if (name === 'all') {
    setDisplays(lookup, !isOff);
    reading.showsCommand = !isOff;
  } else if (name === 'tries') lookup.tries = Math.max(1, Number(value) || 1);
  else if (name === 'time' || name === 'timeout') lookup.timeout = Math.max(1, Number(value) || 1);
  else if (name === 'ndots') lookup.ndots = Number(value) || 0;
  else if (name === 'domain') {
    lookup.domain = value;
    lookup.search = true;
  } else {
    const key = Object.hasOwn(switches, name) ? switches[name] : undefined;
    if (key === undefined) return ignored.has(name) || name === 'retry';
    Object.assign(lookup, { [key]: !isOff });
  }
  return true;
}

function addLookup({ lookups, globals }: Reading, name: string, type?: string): void {
  lookups.push({ ...globals, name, ...(type === undefined ? {} : { type }) });
}

/** Takes `-t AAAA` and its kin; answers how many of the following arguments it took. */
function takeDash(word: string, following: string | undefined, lookup: DigLookup, reading: Reading): number | DigEnd {
  const letter = word.charAt(1);
  const attached = word.slice(2);
  if (letter === 'v' || letter === 'h') return { type: letter === 'v' ? 'version' : 'help', option: word };
  if (attached === '' && '46imnru'.includes(letter)) return 0;
  const value = attached === '' ? following : attached;
  const taken = attached === '' ? 1 : 0;
  if (!'bcfkpqtxy'.includes(letter) || value === undefined) return { type: 'invalid', option: word };
  if (letter === 'f') return { type: 'batch', option: value };
  if (letter === 't') lookup.type = value.toUpperCase();
  if (letter === 'q') addLookup(reading, value);
  if (letter === 'x')
    addLookup(reading, reverseName(value) ?? `${value.split('.').reverse().join('.')}.in-addr.arpa`, 'PTR');
  return taken;
}

function takeWord(word: string, lookup: DigLookup, reading: Reading): void {
  const upper = word.toUpperCase();
  if (types.has(upper)) lookup.type = upper;
  else if (!classes.has(upper)) addLookup(reading, word);
}

/** Reads dig's command line. */
export function readDigOptions(args: readonly string[]): DigOptions | DigEnd {
  const reading: Reading = { lookups: [], globals: { ...defaults }, showsCommand: true, isPlain: false };
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    const lookup = reading.lookups.at(-1) ?? reading.globals;
    if (word.startsWith('@')) lookup.server = word.slice(1);
    else if (word.startsWith('+')) {
      if (!takePlus(word, lookup, reading)) return { type: 'invalid', option: word };
    } else if (word.startsWith('-')) {
      const taken = takeDash(word, args[at + 1], lookup, reading);
      if (typeof taken !== 'number') return taken;
      at += taken;
    } else takeWord(word, lookup, reading);
  }
  const { lookups, globals, showsCommand, isPlain } = reading;
  const asked = lookups.length === 0 ? [{ ...globals, type: globals.type || 'NS' }] : lookups;
  return { lookups: asked.map((lookup) => ({ ...lookup, type: lookup.type || 'A' })), showsCommand, isPlain };
}
