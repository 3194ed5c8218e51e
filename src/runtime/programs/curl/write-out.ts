import { headerOf } from '../../network/http-text';
import type { ProgramIo } from '../program';
import { SHORTEST } from './meter';
import type { Outcome } from './outcome';

/** When, in microseconds after its start, a transfer whose time stands still comes to each step. */
const steps = { lookup: 602, connect: 830, secure: 4012, ready: 866, first: 1100 };

const seconds = (micros: number): string => (micros / 1_000_000).toFixed(6);
const padded = (status: number | undefined): string => String(status ?? 0).padStart(3, '0');

function after(step: number): (outcome: Outcome) => string {
  return (outcome) => seconds(outcome.connects === 0 ? 0 : step + outcome.waited * 1000);
}

const speed = (bytes: number, { waited }: Outcome): string =>
  String(Math.floor((bytes * 1_000_000) / (SHORTEST + waited * 1000)));

/** The variables of `-w`. @upstream curl src/tool_writeout.c */
const variables: { readonly [name: string]: (outcome: Outcome) => string } = {
  certs: () => '',
  content_type: ({ response }) => (response === undefined ? '' : (headerOf(response, 'content-type') ?? '')),
  errormsg: ({ message }) => message,
  exitcode: ({ exitCode }) => String(exitCode),
  filename_effective: ({ file }) => file,
  ftp_entry_path: () => '',
  http_code: ({ response }) => padded(response?.status),
  http_connect: () => '000',
  http_version: ({ response }) => (response === undefined ? '0' : '1.1'),
  local_ip: ({ localAddress }) => localAddress,
  local_port: ({ connects }) => (connects === 0 ? '0' : '45678'),
  method: ({ method }) => method,
  num_certs: () => '0',
  num_connects: ({ connects }) => String(connects),
  num_headers: ({ response }) => String(response?.headers.length ?? 0),
  num_redirects: ({ redirects }) => String(redirects),
  onerror: () => '',
  proxy_ssl_verify_result: () => '0',
  redirect_url: ({ redirectUrl }) => redirectUrl,
  referer: () => '',
  remote_ip: ({ remoteAddress }) => remoteAddress,
  remote_port: ({ remotePort }) => String(remotePort),
  response_code: ({ response }) => padded(response?.status),
  scheme: ({ scheme }) => scheme.toUpperCase(),
  size_download: ({ received }) => String(received),
  size_header: ({ headerSize }) => String(headerSize),
  size_request: ({ requestSize }) => String(requestSize),
  size_upload: ({ sent }) => String(sent),
  speed_download: (outcome) => speed(outcome.received, outcome),
  speed_upload: (outcome) => speed(outcome.sent, outcome),
  ssl_verify_result: ({ exitCode }) => (exitCode === 60 ? '20' : '0'),
  time_appconnect: (outcome) => (outcome.isSecure ? after(steps.secure)(outcome) : seconds(0)),
  time_connect: after(steps.connect),
  time_namelookup: (outcome) => seconds(outcome.exitCode === 6 ? 0 : steps.lookup),
  time_pretransfer: after(steps.ready),
  time_redirect: ({ redirects }) => seconds(redirects * 1039),
  time_starttransfer: after(steps.first),
  time_total: ({ waited, redirects }) => seconds(SHORTEST + waited * 1000 + redirects * 1039),
  url: ({ typed }) => typed,
  url_effective: ({ effective }) => effective,
  urlnum: () => '0',
};

const escapes: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t' };

function variable(name: string, outcome: Outcome, { stderr }: ProgramIo): string {
  const print = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (print === undefined) stderr.write(`curl: unknown --write-out variable: '${name}'\n`);
  return print?.(outcome) ?? '';
}

function header(name: string, { response }: Outcome): string {
  return response === undefined ? '' : (headerOf(response, name.toLowerCase()) ?? '');
}

/** Prints what `-w` asks for of a transfer. */
export function writeOut(format: string, outcome: Outcome, io: ProgramIo): void {
  let out = io.stdout;
  const pattern = /%(%)|%\{([^}]*)\}|%header\{([^}]*)\}|\\([\s\S])|[^%\\]+|[\s\S]/g;
  for (const [whole, percent, name, headerName, letter] of format.matchAll(pattern)) {
    if (name === 'onerror' && outcome.exitCode === 0) return;
    if (name === 'stdout' || name === 'stderr') out = io[name];
    else if (name !== undefined) out.write(variable(name, outcome, io));
    else if (headerName !== undefined) out.write(header(headerName, outcome));
    else out.write(percent ?? escapes[letter ?? ''] ?? whole);
  }
}
