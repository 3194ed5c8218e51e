import { baseOf } from '../../files/path';
import type { CurlBody } from './body';
import { forget } from './connect';
import { openDestination } from './destination';
import { CurlFailure } from './failure';
import type { GlobbedUrl } from './glob';
import type { Meter } from './meter';
import { fetchOther } from './other-schemes';
import { createOutcome, type Outcome } from './outcome';
import { type CurlSession, meterOf, talkOf, warn } from './session';
import { distrust } from './tls';
import { fetchHttp } from './transfer';
import { type CurlUrl, parseUrl } from './url';
import { writeOut } from './write-out';

/** What a transfer is about. */
export type Task = {
  readonly globbed: GlobbedUrl;
  /** The value of its `-o`; `remote` for `-O`. */
  readonly target: { readonly path: string } | 'remote' | undefined;
  readonly body: CurlBody | undefined;
  readonly custom: readonly string[];
};

const transient = [408, 429, 500, 502, 503, 504];

function isHeard({ options }: CurlSession): boolean {
  return !options.has('silent') || options.has('show-error');
}

function complain(session: CurlSession, { exitCode, message }: CurlFailure): void {
  if (!isHeard(session)) return;
  const more = exitCode === 60 ? `${distrust}\n` : '';
  session.io.stderr.write(`curl: (${exitCode}) ${message}\n${more}`);
}

/** Where the output goes: `#1` in a file's name stands for what a glob in the URL stands for. */
function pathOf({ globbed, target }: Task, session: CurlSession): string | undefined {
  if (target === undefined) return undefined;
  if (target !== 'remote')
    return target.path.replace(/#(\d)/g, (whole, digit) => globbed.parts[Number(digit) - 1] ?? whole);
  const url = parseUrl(globbed.url);
  const name = 'message' in url ? '' : baseOf(url.path);
  if (name !== '') return name;
  if (!session.options.has('silent')) session.io.stderr.write('curl: Remote file name has no length!\n');
  throw new CurlFailure(23, 'Failed writing received data to disk/application', 'remote-name');
}

function urlOf(session: CurlSession, { globbed, body }: Task): CurlUrl {
  const { options } = session;
  const upload = options.last('upload-file');
  const name = body?.isUpload && upload !== undefined && globbed.url.endsWith('/') ? baseOf(upload) : '';
  const url = parseUrl(`${globbed.url}${name}`, options.has('path-as-is'));
  if ('message' in url) throw new CurlFailure(url.exitCode, url.message, 'url');
  return url;
}

/** Says what went wrong, and ends the meter's line. */
function endBadly(session: CurlSession, failure: CurlFailure, meter: Meter, outcome: Outcome): void {
  const talk = talkOf(session);
  const { exitCode, message, step } = failure;
  if (exitCode !== 3 && step !== 'remote-name') talk.info(message);
  if (step === 'connecting' && exitCode !== 22) {
    const received = exitCode === 23 ? outcome.received : 0;
    meter.finish({ received, toReceive: received || outcome.awaited, sent: 0, toSend: 0, waited: outcome.waited });
  }
  if (exitCode !== 47) talk.info(`Closing connection ${session.begun - 1}`);
}

/** Runs a transfer once. */
async function attempt(session: CurlSession, task: Task, meter: Meter): Promise<Outcome> {
  const outcome = createOutcome(task.globbed.url);
  const talk = talkOf(session);
  let url: CurlUrl | undefined;
  try {
    const destination = openDestination(session, pathOf(task, session));
    outcome.file = destination.path;
    url = urlOf(session, task);
    outcome.effective = url.text;
    meter.start();
    const transfer = { session, outcome, destination, body: task.body, custom: task.custom };
    const way = { url, talk, meter };
    try {
      await (url.scheme === 'http' || url.scheme === 'https' ? fetchHttp : fetchOther)(transfer, way);
    } catch (error) {
      if (error instanceof CurlFailure) destination.close(false);
      throw error;
    }
    destination.close(true);
  } catch (error) {
    if (!(error instanceof CurlFailure)) throw error;
    outcome.exitCode = error.exitCode;
    outcome.message = error.message;
    outcome.waited += error.waited;
    if (url !== undefined) forget(session, url);
    endBadly(session, error, meter, outcome);
    complain(session, error);
  }
  return outcome;
}

/** Why a transfer is worth another try, in curl's words; undefined where it is not. @upstream curl src/tool_operate.c */
function retryReason({ options }: CurlSession, { exitCode, message, response }: Outcome): string | undefined {
  if (exitCode === 28 || exitCode === 6) return ': timeout';
  if (exitCode === 7 && options.has('retry-connrefused') && message.startsWith('Failed')) return ': connection refused';
  const isAnswered = exitCode === 0 || exitCode === 22;
  if (isAnswered && transient.includes(response?.status ?? 0)) return ': HTTP error';
  return exitCode !== 0 && options.has('retry-all-errors') ? '(retrying all errors)' : undefined;
}

/** Runs a transfer, again where the command line asks for that; answers curl's exit code. */
export async function runTransfer(session: CurlSession, task: Task): Promise<number> {
  const { options, io } = session;
  const meter = meterOf(session);
  const fixed = Number(options.last('retry-delay') ?? 0);
  let left = Number(options.last('retry') ?? 0);
  let delay = 1;
  for (;;) {
    const outcome = await attempt(session, task, meter);
    const reason = left > 0 ? retryReason(session, outcome) : undefined;
    if (reason === undefined) {
      const format = options.last('write-out');
      if (format !== undefined) writeOut(await formatOf(session, format), outcome, io);
      return outcome.exitCode;
    }
    const seconds = fixed > 0 ? fixed : delay;
    warn(session, `Problem ${reason}. Will retry in ${seconds} seconds. ${left} retries left.`);
    await io.world.clock.sleep(seconds * 1000);
    left -= 1;
    delay = Math.min(delay * 2, 600);
  }
}

/** The format of `-w`, which may lie in a file. */
async function formatOf({ io }: CurlSession, format: string): Promise<string> {
  if (!format.startsWith('@')) return format;
  const path = format.slice(1);
  const text =
    path === '-'
      ? await io.stdin.readText()
      : io.world.files.find(path, io.cwd) && io.world.files.readText(path, io.cwd);
  return (text ?? '').replace(/[\r\n]/g, '');
}
