import { createBuffer } from '../../streams';
import { type Options, readOptions } from '../option';
import type { ProgramIo } from '../program';

/** Long options without a letter of their own have a Greek or Cyrillic one here, which nobody types. */
const grammar = {
  letters: 'bcdhqvFHKLNSVxEkprm46O:o:a:P:t:T:U:n:i:e:l:A:R:D:I:Q:w:α:β:γ:δεζ:η:θικ:λ:μ:ν:ξ:ο:π:ρστ:бвг',
  long: {
    continue: 'c',
    help: 'h',
    quiet: 'q',
    verbose: 'v',
    'server-response': 'S',
    version: 'V',
    'inet4-only': '4',
    'inet6-only': '6',
    'output-document': 'O',
    'output-file': 'o',
    'append-output': 'a',
    'directory-prefix': 'P',
    tries: 't',
    timeout: 'T',
    'user-agent': 'U',
    'input-file': 'i',
    execute: 'e',
    timestamping: 'N',
    'force-directories': 'x',
    header: 'α',
    'post-data': 'β',
    'post-file': 'γ',
    spider: 'δ',
    'no-check-certificate': 'ε',
    method: 'ζ',
    'body-data': 'η',
    'retry-connrefused': 'θ',
    'content-on-error': 'ι',
    'connect-timeout': 'κ',
    'read-timeout': 'λ',
    'max-redirect': 'μ',
    'ca-certificate': 'ν',
    referer: 'ξ',
    waitretry: 'ο',
    wait: 'w',
    user: 'π',
    'no-verbose': 'ρ',
    'no-clobber': 'σ',
    'http-user': 'π',
    password: 'τ',
    'http-password': 'τ',
    'auth-no-challenge': 'б',
    'show-progress': 'в',
    'no-proxy': 'г',
    'no-cache': 'г',
    'no-dns-cache': 'г',
    'no-hsts': 'г',
    'no-cookies': 'г',
    'no-directories': 'г',
    'no-host-directories': 'г',
    'no-config': 'г',
    'no-http-keep-alive': 'г',
    'trust-server-names': 'г',
    'content-disposition': 'г',
    recursive: 'r',
    mirror: 'm',
    progress: 'w',
  },
};

/** GNU wget's command line. */
export type GnuOptions = {
  readonly urls: readonly string[];
  readonly output: string | undefined;
  readonly log: string | undefined;
  readonly folder: string | undefined;
  /** What is told of the way: all, a line a file, or nothing. */
  readonly told: 'verbose' | 'brief' | 'quiet';
  readonly showsHeads: boolean;
  readonly showsProgress: boolean;
  readonly isSpider: boolean;
  readonly keepsErrors: boolean;
  readonly isClobbering: boolean;
  readonly continues: boolean;
  readonly retriesRefused: boolean;
  readonly checksCertificate: boolean;
  readonly authority: string | undefined;
  readonly tries: number;
  /** Seconds. */
  readonly waitRetry: number;
  readonly connectTimeout: number;
  readonly readTimeout: number;
  readonly maxRedirects: number;
  readonly headers: readonly string[];
  readonly agent: string | undefined;
  readonly referer: string | undefined;
  readonly user: string | undefined;
  readonly method: string | undefined;
  readonly data: string | undefined;
  readonly file: string | undefined;
};

const usage = "Usage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n";

const help = `GNU Wget 1.21.3, a non-interactive network retriever.
Usage: wget [OPTION]... [URL]...

Mandatory arguments to long options are mandatory for short options too.

`;

const version = `GNU Wget 1.21.3 built on linux-gnu.

-cares +digest -gpgme +https +ipv6 +iri +large-file -metalink +nls 
+ntlm +opie +psl +ssl/gnutls 

Copyright (C) 2015 Free Software Foundation, Inc.
License GPLv3+: GNU GPL version 3 or later
<http://www.gnu.org/licenses/gpl.html>.
This is free software: you are free to change and redistribute it.
There is NO WARRANTY, to the extent permitted by law.

Originally written by Hrvoje Niksic <hniksic@xemacs.org>.
Please send bug reports and questions to <bug-wget@gnu.org>.
`;

/** Reads a number of seconds. */
function seconds(options: Options, fallback: number, ...letters: readonly string[]): number | string {
  const text = letters.flatMap((letter) => options.values.get(letter) ?? []).at(-1);
  if (text === undefined) return fallback;
  return /^\d+(\.\d*)?$/.test(text) ? Number(text) : text;
}

/** How much is told of the way. */
function toldBy({ flags, values }: Options): GnuOptions['told'] {
  if (flags.has('q')) return 'quiet';
  return flags.has('ρ') || values.get('n')?.some((letters) => letters.includes('v')) ? 'brief' : 'verbose';
}

/** What the letters say, once nothing is wrong with them. */
function optionsOf(options: Options, connectTimeout: number, readTimeout: number): GnuOptions {
  const { flags, values, operands } = options;
  const last = (letter: string): string | undefined => values.get(letter)?.at(-1);
  const keepsOld = flags.has('σ') || values.get('n')?.some((letters) => letters.includes('c'));
  return {
    urls: operands,
    output: last('O'),
    log: last('o') ?? last('a'),
    folder: last('P'),
    told: toldBy(options),
    showsHeads: flags.has('S'),
    showsProgress: flags.has('в'),
    isSpider: flags.has('δ'),
    keepsErrors: flags.has('ι'),
    isClobbering: !keepsOld,
    continues: flags.has('c'),
    retriesRefused: flags.has('θ'),
    checksCertificate: !flags.has('ε'),
    authority: last('ν'),
    tries: Number(last('t') ?? 20) || Number.POSITIVE_INFINITY,
    waitRetry: Number(last('ο') ?? 10),
    connectTimeout: connectTimeout || Number.POSITIVE_INFINITY,
    readTimeout: readTimeout || Number.POSITIVE_INFINITY,
    maxRedirects: Number(last('μ') ?? 20),
    headers: values.get('α') ?? [],
    agent: last('U'),
    referer: last('ξ'),
    user: flags.has('б') ? `${last('π') ?? ''}:${last('τ') ?? ''}` : undefined,
    method: last('ζ'),
    data: last('β') ?? last('η'),
    file: last('γ'),
  };
}

/** Reads the command line; answers the exit code where there is nothing to fetch. */
export function readGnuOptions(args: readonly string[], io: ProgramIo): GnuOptions | number {
  const complaints = createBuffer();
  const options = readOptions(args, { ...io, stderr: complaints }, grammar, 2);
  if (typeof options === 'number') {
    io.stderr.write(`${complaints.text().split('\n')[0]}\n${usage}`);
    return 2;
  }
  const { flags, operands } = options;
  if (flags.has('h') || flags.has('V')) {
    io.stdout.write(flags.has('h') ? help : version);
    return 0;
  }
  const connectTimeout = seconds(options, Number.POSITIVE_INFINITY, 'T', 'κ');
  const readTimeout = seconds(options, 900, 'T', 'λ');
  if (typeof connectTimeout === 'string' || typeof readTimeout === 'string') {
    const wrong = typeof connectTimeout === 'string' ? connectTimeout : readTimeout;
    io.stderr.write(`wget: --timeout: Invalid time period ‘${wrong}’\n`);
    return 2;
  }
  if (operands.length === 0) {
    io.stderr.write(`wget: missing URL\n${usage}`);
    return 1;
  }
  return optionsOf(options, connectTimeout, readTimeout);
}
