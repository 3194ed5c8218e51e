import { reverseName } from '../ip-address';
import { type DnsAnswer, isAddressRecord, type RecordType, withoutRootDot } from '../records';
import { type Resolution, resolve } from '../resolver';
import { type NslookupInput, type NslookupResult, parseNslookupArgs, recordTypeOf, serverAddress } from './nslookup';
import { recordText } from './record';

type Lookup = { readonly text: string; readonly failed: boolean };

/** What interactive questions change. */
type Session = { readonly input: NslookupInput; server: string | undefined; type: RecordType | undefined };

const unreachable = ';; connection timed out; no servers could be reached\n';

function header(server: string, address: string): string {
  return `Server:\t\t${server}\nAddress:\t${address}#53\n\n`;
}

function answersText({ answers, authoritative }: DnsAnswer): string {
  const note = authoritative ? '' : 'Non-authoritative answer:\n';
  return note + answers.map((record) => recordText(record, '.')).join('');
}

function failure(name: string, { answer }: Resolution): string {
  return `** server can't find ${name}: ${answer?.status}\n`;
}

/** The AAAA records of the name that has just been answered; nslookup asks for them after the A records. */
function followUp(session: Session, name: string, address: string): string {
  const { answer } = resolve(`${name}.`, 'AAAA', session.input.conf, session.input.ask, address);
  const records = answer?.answers.filter(isAddressRecord) ?? [];
  return records.map((record) => recordText(record, '.')).join('');
}

function authorityNote(answer: DnsAnswer, type: RecordType): string {
  return answer.authoritative || type === 'A' ? '' : '\nAuthoritative answers can be found from:\n';
}

function lookUpAddress(session: Session, name: string, address: string): Lookup {
  const { conf, ask } = session.input;
  const resolution = resolve(`${name}.`, 'PTR', conf, ask, address);
  if (resolution.answer === undefined) return { text: unreachable, failed: true };
  if (resolution.answer.status !== 'NOERROR') return { text: failure(name, resolution), failed: true };
  return { text: answersText(resolution.answer), failed: false };
}

function lookUp(session: Session, typed: string): Lookup {
  const { input, type = 'A' } = session;
  const server = session.server ?? input.conf.nameservers[0] ?? '127.0.0.1';
  const address = serverAddress(input, session.server);
  if (address === undefined)
    return { text: `nslookup: couldn't get address for '${server}': not found\n`, failed: true };
  const reverse = reverseName(typed);
  if (reverse !== undefined) return lookUpAddress(session, reverse, address);
  const name = withoutRootDot(typed);
  const resolution = resolve(typed, type, input.conf, input.ask, address);
  const { answer } = resolution;
  if (answer === undefined) return { text: unreachable, failed: true };
  const head = header(server, address);
  if (answer.status !== 'NOERROR') return { text: head + failure(name, resolution), failed: true };
  const more = session.type === undefined ? followUp(session, resolution.name, address) : '';
  if (answer.answers.length === 0 && more === '') {
    return { text: `${head}*** Can't find ${name}: No answer\n`, failed: false };
  }
  return { text: head + answersText(answer) + more + authorityNote(answer, type), failed: false };
}

/** One line of the interactive mode: a question, `server X`, `set type=X` or `exit`. */
function runLine(session: Session, line: string): Lookup | 'exit' {
  const [word = '', ...rest] = line.trim().split(/\s+/);
  const quiet: Lookup = { text: '', failed: false };
  if (word === '') return quiet;
  if (word === 'exit') return 'exit';
  if (word === 'set') {
    session.type = recordTypeOf(/^(?:ty|type|q|query|querytype)=(.*)$/.exec(rest[0] ?? '')?.[1] ?? '') ?? session.type;
    return quiet;
  }
  if (word === 'server' || word === 'lserver') {
    session.server = rest[0] ?? session.server;
    const address = serverAddress(session.input, session.server) ?? '';
    return { text: `Default server: ${session.server ?? address}\nAddress: ${address}#53\n`, failed: false };
  }
  return lookUp(rest[0] === undefined ? session : { ...session, server: rest[0] }, word);
}

function runLines(session: Session): Lookup {
  let text = '';
  let failed = false;
  for (const line of (session.input.stdin ?? '').split('\n')) {
    const result = runLine(session, line);
    if (result === 'exit') break;
    text += result.text;
    failed ||= result.failed;
  }
  return { text, failed };
}

/** BIND 9.18's nslookup. It asks for A and then AAAA, and uses the search list. */
export function nslookup(input: NslookupInput): NslookupResult {
  const { types, names } = parseNslookupArgs(input.args);
  const unknown = types.filter((type) => recordTypeOf(type) === undefined);
  const notes = unknown.map((type) => `unknown query type: ${type}\n`).join('');
  const type = types.map(recordTypeOf).findLast((known) => known !== undefined);
  const session: Session = { input, server: names[1], type };
  const { text, failed } = names[0] === undefined ? runLines(session) : lookUp(session, names[0]);
  // An empty line ends every run, however many questions it answered.
  return { stdout: `${notes}${text}\n`, stderr: '', exitCode: failed ? 1 : 0 };
}
