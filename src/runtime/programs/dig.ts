import { recordTypeOf, serverAddress } from '../../dns/print/nslookup';
import type { DnsAnswer } from '../../dns/records';
import { withoutRootDot } from '../../dns/records';
import { resolve } from '../../dns/resolver';
import {
  cookieOf,
  type DigQuestion,
  type MessageView,
  messageId,
  messageSize,
  messageText,
  recordData,
} from './dig/message';
import { type DigEnd, type DigLookup, type DigOptions, readDigOptions } from './dig/option';
import { type BindVersion, bindVersion } from './dig/version';
import { fail, type ProgramIo } from './program';

const usage = `Usage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}
            {global-d-opt} host [@local-server] {local-d-opt}
            [ host [@local-server] {local-d-opt} [...]]

Use "dig -h" (or "dig -h | more") for complete list of options
`;

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A command that runs. */
type Dig = {
  readonly io: ProgramIo;
  readonly args: readonly string[];
  readonly options: DigOptions;
  readonly version: BindVersion;
  isGreeted: boolean;
};

function when(now: number): string {
  const at = new Date(now);
  const day = String(at.getUTCDate()).padStart(2, '0');
  const clock = at.toISOString().slice(11, 19);
  return `${days[at.getUTCDay()]} ${months[at.getUTCMonth()]} ${day} ${clock} UTC ${at.getUTCFullYear()}`;
}

/** The lines that say what was typed; once a command. */
function greet(dig: Dig, { server }: DigLookup): void {
  if (dig.isGreeted) return;
  dig.isGreeted = true;
  const typed = dig.args.length === 0 ? '' : ` ${dig.args.join(' ')}`;
  const found = server === undefined ? '' : '; (1 server found)\n';
  dig.io.stdout.write(`\n; <<>> DiG ${dig.version.text} <<>>${typed}\n${found};; global options: +cmd\n`);
}

/** Why a name cannot be asked for. */
function illegal(name: string): string | undefined {
  const labels = withoutRootDot(name).split('.');
  if (name === '.') return undefined;
  if (labels.includes('')) return 'empty label';
  if (labels.some((label) => label.length > 63)) return 'label too long';
  return name.length > 254 ? 'ran out of space' : undefined;
}

async function giveUp(running: Dig, lookup: DigLookup, address: string): Promise<number> {
  const { io, version } = running;
  for (let i = 0; i < lookup.tries; i += 1) {
    await io.world.clock.sleep(lookup.timeout * 1000);
    if (version.isModern) io.stdout.write(`;; communications error to ${address}#53: timed out\n`);
  }
  greet(running, lookup);
  io.stdout.write(
    version.isModern ? ';; no servers could be reached\n' : ';; connection timed out; no servers could be reached\n',
  );
  return 9;
}

function viewOf({ version, io }: Dig, lookup: DigLookup): MessageView {
  const { comments, question, answer, authority, additional, recurse } = lookup;
  const cookie = lookup.cookie && version.hasCookie ? { cookie: cookieOf(io.world.clock.now()) } : {};
  return {
    comments,
    question,
    answer,
    authority,
    additional,
    recurse,
    ttl: lookup.ttl,
    class: lookup.class,
    warnsOfLocal: version.warnsOfLocal,
    greets: true,
    ...(lookup.edns ? { edns: version.edns, ...cookie } : {}),
  };
}

function statistics(dig: Dig, lookup: DigLookup, address: string, size: number): string {
  const { io, version } = dig;
  const isTcp = lookup.tcp || lookup.type === 'ANY';
  const transport = version.isModern ? ` (${isTcp ? 'TCP' : 'UDP'})` : '';
  return [
    ';; Query time: 0 msec\n',
    `;; SERVER: ${address}#53(${lookup.server ?? address})${transport}\n`,
    `;; WHEN: ${when(io.world.clock.now())}\n`,
    `;; MSG SIZE  rcvd: ${size}\n\n`,
  ].join('');
}

/** Asks, with the search list only where that was wanted. */
function ask(
  { io }: Dig,
  lookup: DigLookup,
  address: string,
): { readonly name: string; readonly answer: DnsAnswer | undefined } {
  const { resolvConf, dns } = io.world;
  // What no server here knows is answered as a type that no name has.
  const type = recordTypeOf(lookup.type) ?? 'MX';
  const search = lookup.domain === undefined ? resolvConf.search : [lookup.domain];
  const conf = { ...resolvConf, search, ndots: lookup.ndots ?? resolvConf.ndots };
  return resolve(lookup.search ? lookup.name : `${withoutRootDot(lookup.name)}.`, type, conf, dns, address);
}

async function look(dig: Dig, lookup: DigLookup): Promise<number> {
  const { io, options, version } = dig;
  const problem = illegal(lookup.name);
  if (problem !== undefined) return fail(io, `dig: '${lookup.name}' is not a legal name (${problem})`, 10);
  const address = serverAddress({ args: [], conf: io.world.resolvConf, ask: io.world.dns }, lookup.server);
  if (address === undefined) {
    return fail(io, `dig: couldn't get address for '${lookup.server}': not found`, version.isModern ? 1 : 10);
  }
  const { name, answer } = ask(dig, lookup, address);
  if (answer === undefined) return await giveUp(dig, lookup, address);
  if (options.showsCommand && !options.isPlain) greet(dig, lookup);
  if (lookup.type === 'AXFR') {
    io.stdout.write('; Transfer failed.\n');
    return 9;
  }
  if (lookup.short) {
    const end = lookup.identify ? ` from server ${address} in 0 ms.` : '';
    io.stdout.write(answer.answers.map((record) => `${recordData(record)}${end}\n`).join(''));
    return 0;
  }
  const question: DigQuestion = { name, type: lookup.type };
  const view = viewOf(dig, lookup);
  io.stdout.write(messageText(question, answer, messageId(question, io.world.clock.now()), view));
  if (lookup.stats) io.stdout.write(statistics(dig, lookup, address, messageSize(question, answer, view)));
  return 0;
}

function end(io: ProgramIo, { type, option }: DigEnd): number {
  if (type === 'version') return fail(io, `DiG ${bindVersion(io).text}`, 0);
  if (type === 'batch')
    return fail(io, `${option}: No such file or directory\ndig: couldn't open specified batch file`, 8);
  if (type === 'invalid') io.stderr.write(`Invalid option: ${option}\n`);
  (type === 'help' ? io.stdout : io.stderr).write(usage);
  return type === 'help' ? 0 : 1;
}

/**
 * BIND's dig: asks the cluster's DNS and shows the whole answer, as CoreDNS sends it. It does not search for names
 * unless it is told to.
 */
export async function dig(args: readonly string[], io: ProgramIo): Promise<number> {
  const options = readDigOptions(args);
  if ('type' in options) return end(io, options);
  const running: Dig = { io, args, options, version: bindVersion(io), isGreeted: false };
  let exitCode = 0;
  for (const lookup of options.lookups) {
    const status = await look(running, lookup);
    if (status === 1 || status === 10) return status;
    exitCode = Math.max(exitCode, status);
  }
  return exitCode;
}
