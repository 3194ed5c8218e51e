import { addressType, reverseName } from '../ip-address';
import { type RecordType, withoutRootDot } from '../records';
import { type NslookupInput, type NslookupResult, parseNslookupArgs, recordTypeOf, serverAddress } from './nslookup';
import { recordText } from './record';

type Query = { readonly name: string; readonly type: RecordType };

const usage = `BusyBox v1.37.0 multi-call binary.

Usage: nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]

Query DNS about HOST

QUERY_TYPE: soa,ns,a,aaaa,cname,mx,txt,ptr,srv,any
`;

function fail(stderr: string): NslookupResult {
  return { stdout: '', stderr, exitCode: 1 };
}

/** Only a name without a dot is searched for, and then never as it is. */
function queriesFor(name: string, type: RecordType, search: readonly string[]): Query[] {
  if (type === 'PTR' || search.length === 0 || name.includes('.')) return [{ name: withoutRootDot(name), type }];
  return search.map((suffix) => ({ name: `${name}.${withoutRootDot(suffix)}`, type }));
}

function planQueries(name: string, types: readonly RecordType[], search: readonly string[]): Query[] {
  if (types.length > 0) return types.flatMap((type) => queriesFor(name, type, search));
  const reverse = reverseName(name);
  if (reverse !== undefined) return [{ name: reverse, type: 'PTR' }];
  return [...queriesFor(name, 'A', search), ...queriesFor(name, 'AAAA', search)];
}

function socketAddress(address: string): string {
  return addressType(address) === 'AAAA' ? `[${address}]:53` : `${address}:53`;
}

function runQueries(queries: readonly Query[], input: NslookupInput, address: string): NslookupResult | undefined {
  let stdout = '';
  let exitCode = 0;
  for (const query of queries) {
    const answer = input.ask(query, address);
    if (answer === undefined) return undefined;
    if (answer.status !== 'NOERROR') {
      stdout += `** server can't find ${query.name}: ${answer.status}\n`;
      exitCode = 1;
    } else {
      if (!answer.authoritative) stdout += 'Non-authoritative answer:\n';
      stdout += answer.answers.map((record) => recordText(record, '')).join('');
    }
    stdout += '\n';
  }
  return { stdout, stderr: '', exitCode };
}

/** The nslookup of BusyBox 1.29 and later: A and AAAA in every suffix, each miss printed and counted as failure. */
export function nslookup(input: NslookupInput): NslookupResult {
  const { types, names } = parseNslookupArgs(input.args);
  const [name, server] = names;
  const unknown = types.find((type) => recordTypeOf(type) === undefined);
  if (unknown !== undefined) return fail(`nslookup: invalid query type "${unknown}"\n`);
  if (name === undefined) return fail(usage);
  const address = serverAddress(input, server);
  if (address === undefined) return fail(`nslookup: bad address '${server}'\n`);
  const known = types.map(recordTypeOf).filter((type) => type !== undefined);
  const result = runQueries(planQueries(name, known, input.conf.search), input, address);
  if (result === undefined) {
    return { stdout: ';; connection timed out; no servers could be reached\n\n', stderr: '', exitCode: 1 };
  }
  const header = `Server:\t\t${server ?? address}\nAddress:\t${socketAddress(address)}\n\n`;
  return { ...result, stdout: header + result.stdout };
}
