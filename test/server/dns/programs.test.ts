import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it, type TestContext } from 'vitest';
import type { DnsWorld } from '../../../src/dns/dns-world';
import { serve, worldOfMany } from './client';
import recorded from './recorded-programs.json';

const run = promisify(execFile);

type Outcome = { readonly stdout: string; readonly exitCode: number };

/** Runs a program to its end; undefined where there is none of that name on PATH. */
async function outcomeOf(program: string, args: readonly string[]): Promise<Outcome | undefined> {
  // Without a home: no .digrc.
  const env = { PATH: process.env.PATH, HOME: '/nonexistent', LC_ALL: 'C', TZ: 'UTC' };
  try {
    const { stdout } = await run(program, args, { env, timeout: 20_000 });
    return { stdout, exitCode: 0 };
  } catch (error) {
    const { code, stdout } = error as { code?: unknown; stdout?: string };
    if (typeof code === 'number') return { stdout: stdout ?? '', exitCode: code };
    if (code === 'ENOENT') return undefined;
    throw error;
  }
}

const versions = new Map<string, Promise<Outcome | undefined>>();

/** Skips the test, saying so, where a program is missing. */
async function need(program: 'dig' | 'nslookup', { skip }: TestContext): Promise<void> {
  const version = versions.get(program) ?? outcomeOf(program, program === 'dig' ? ['-v'] : ['-version']);
  versions.set(program, version);
  skip((await version) === undefined, `there is no ${program} on PATH`);
}

/** What differs from run to run, and what tells where the server stands. */
function withoutCircumstances(stdout: string, port: number): string {
  return stdout
    .replaceAll(`127.0.0.1#${port}(127.0.0.1)`, '10.96.0.10#53(10.96.0.10)')
    .replaceAll(`127.0.0.1#${port}`, '10.96.0.10#53')
    .replaceAll('127.0.0.1', '10.96.0.10')
    .replace(/^; <<>> DiG .*\n(; \(1 server found\)\n)?;; global options: .*\n/m, '; <<>> DiG <<>>\n')
    .replace(/^(;; WARNING: \.local|;; You are currently testing) .*\n/gm, '')
    .replace(/, id: \d+/, ', id: 0')
    .replace(/^;; Query time: .*/m, ';; Query time: 0 msec')
    .replace(/^;; WHEN: .*/m, ';; WHEN: now');
}

async function dig(context: TestContext, args: string, known?: DnsWorld): Promise<Outcome> {
  await need('dig', context);
  const { port } = await serve({ known });
  const { stdout = '', exitCode = -1 } =
    (await outcomeOf('dig', ['@127.0.0.1', '-p', `${port}`, ...args.split(' ')])) ?? {};
  return { stdout: withoutCircumstances(stdout, port), exitCode };
}

async function nslookup(context: TestContext, args: string): Promise<Outcome> {
  await need('nslookup', context);
  const { port } = await serve();
  // What a pod's resolv.conf says, as far as nslookup lets itself be told.
  const options = [`-port=${port}`, '-domain=default.svc.cluster.local', '-ndots=5'];
  const { stdout = '', exitCode = -1 } =
    (await outcomeOf('nslookup', [...options, ...args.split(' '), '127.0.0.1'])) ?? {};
  return { stdout: withoutCircumstances(stdout, port), exitCode };
}

describe('nslookup', () => {
  it.for(recorded.nslookup)('$args', async ({ args, stdout, exitCode }, context) => {
    expect(await nslookup(context, args)).toEqual({ stdout, exitCode });
  });
});

describe('dig', () => {
  it.for(recorded.dig)('$args', async ({ args, stdout, exitCode }, context) => {
    const search = args.startsWith('+search ') ? '+domain=default.svc.cluster.local +ndots=5 ' : '';
    const expected = withoutCircumstances(stdout, 53);
    expect(await dig(context, `+noedns ${search}${args}`)).toEqual({ stdout: expected, exitCode });
  });

  it('asks by TCP', async (context) => {
    const { stdout } = await dig(context, '+tcp +noall +answer +stats cluster.default.svc.cluster.local');
    expect(stdout).toContain('cluster.default.svc.cluster.local. 30 IN A\t10.109.227.151\n');
    expect(stdout).toContain(';; SERVER: 10.96.0.10#53(10.96.0.10) (TCP)\n');
  });

  it('sees the server’s EDNS, and no cookie', async (context) => {
    const { stdout } = await dig(context, '+noall +comments +dnssec cluster.default.svc.cluster.local');
    expect(stdout).toContain(';; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags: do; udp: 1232\n');
    expect(stdout).not.toContain('COOKIE');
  });

  it('sees a truncated answer, and asks again by TCP', async (context) => {
    const name = 'many.default.svc.cluster.local';
    const cut = await dig(context, `+noedns +ignore +noall +comments ${name}`, worldOfMany(100));
    expect(cut.stdout).toContain(';; flags: qr aa tc rd ra; QUERY: 1, ANSWER: 29, AUTHORITY: 0, ADDITIONAL: 0\n');
    const whole = await dig(context, `+noedns ${name}`, worldOfMany(100));
    expect(whole.stdout).toContain(';; Truncated, retrying in TCP mode.\n');
    expect(whole.stdout).toContain(';; flags: qr aa rd ra; QUERY: 1, ANSWER: 100, AUTHORITY: 0, ADDITIONAL: 0\n');
    const large = await dig(context, `+bufsize=4096 +noall +comments +stats ${name}`, worldOfMany(100));
    expect(large.stdout).toContain('ANSWER: 100,');
    expect(large.stdout).toContain('(UDP)');
  });

  it.for([
    ['example.org', 'status: NXDOMAIN'],
    ['CH TXT version.bind', 'status: REFUSED'],
    ['AXFR cluster.local', 'Transfer failed.'],
    ['+opcode=notify cluster.local', 'status: NOTIMP'],
    ['+edns=1 +noednsnegotiation cluster.local', 'status: BADVERS'],
    ['+header-only', 'status: FORMERR'],
    ['-x 10.244.0.9', 'status: NXDOMAIN'],
  ] as const)('%s: %s', async ([args, expected], context) => {
    expect((await dig(context, args)).stdout).toContain(expected);
  });
});
