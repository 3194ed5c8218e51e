import { headerOf } from '../../network/http-text';
import { toBytes } from '../../streams';
import { reasonOf } from '../complaint';
import type { ProgramIo } from '../program';
import { type GnuWget, GnuWgetError } from './gnu-connection';
import { type Fetched, fetchUrl, readUrl, stamp } from './gnu-fetch';
import { type GnuOptions, readGnuOptions } from './gnu-option';
import { bar, dots, lengthText, rateText } from './gnu-progress';
import { fileNameOf, postBody, saveFile } from './saving';

/** A name that no file has: `index.html`, `index.html.1` … */
function freePath({ world, cwd }: ProgramIo, path: string): string {
  let free = path;
  for (let count = 1; world.files.find(free, cwd) !== undefined; count += 1) free = `${path}.${count}`;
  return free;
}

function showLength({ say }: GnuWget, { response, isSized }: Fetched): void {
  const size = Number(headerOf(response, 'content-length') ?? response.body.length);
  const type = headerOf(response, 'content-type')?.split(';')[0];
  say(`Length: ${isSized ? lengthText(size) : 'unspecified'}${type === undefined ? '' : ` [${type}]`}\n`);
}

/** Complains of a status; the body may be kept nevertheless. */
function refuse(wget: GnuWget, { response, url }: Fetched): void {
  const { options, say, tell } = wget;
  const { status, reason } = response;
  if (status === 401 && !options.isSpider) {
    say('\n');
    tell('Username/Password Authentication Failed.\n');
    throw new GnuWgetError(6, 'unauthorized');
  }
  if (options.told === 'brief') tell(`${url.text}:\n`);
  const end = options.told === 'brief' ? '' : '\n';
  tell(
    options.isSpider
      ? `Remote file does not exist -- broken link!!!\n${end}`
      : `${stamp(wget)} ERROR ${status}: ${reason}.\n${end}`,
  );
}

function report(wget: GnuWget, fetched: Fetched, path: string): void {
  const { options, say, tell } = wget;
  const size = fetched.response.body.length;
  const whole = fetched.isSized ? `[${size}/${size}]` : `[${size}]`;
  if (options.told === 'brief') tell(`${stamp(wget)} URL:${fetched.url.text} ${whole} -> "${path}" [1]\n`);
  say(`${stamp(wget)} (${rateText(size)}) - ${path === '-' ? 'written to stdout' : `‘${path}’ saved`} ${whole}\n\n`);
}

function checkSpider(wget: GnuWget, fetched: Fetched): void {
  const { options, say, tell } = wget;
  const { response, url } = fetched;
  showLength(wget, fetched);
  say('Remote file exists and could contain further links,\nbut recursion is disabled -- not retrieving.\n\n');
  if (options.told === 'brief') tell(`${stamp(wget)} URL: ${url.text} ${response.status} ${response.reason}\n`);
}

/** Where a URL's file goes; undefined where it is there already, and stays. */
function choosePath({ io, options, say }: GnuWget, plain: string, size: number): string | undefined {
  const { output, continues } = options;
  if (output !== undefined) return output;
  if (!continues) return freePath(io, plain);
  if (io.world.files.find(plain, io.cwd)?.size !== size) return plain;
  say('\n    The file is already fully retrieved; nothing to do.\n\n');
  return undefined;
}

/** Writes what was fetched, and draws how far that is. */
function keep({ io, options, say }: GnuWget, { response, isSized }: Fetched, path: string): void {
  const { body } = response;
  say(`Saving to: ‘${path === '-' ? 'STDOUT' : path}’\n`);
  if (path === '-') io.stdout.write(body);
  else if (options.output === undefined) saveFile(io, path, body);
  else io.world.files.append(path, body, io.cwd);
  const progress = io.stderr.isTerminal ? bar(path, body.length) : dots(body.length, isSized);
  if (options.showsProgress && options.told !== 'verbose') io.stderr.write(progress);
  else say(progress);
}

/** Fetches one URL to its file; answers how many bytes that were. @throws GnuWgetError */
async function download(wget: GnuWget, typed: string, body: Uint8Array | undefined): Promise<number | undefined> {
  const { io, options, say } = wget;
  const url = readUrl(typed);
  const own = fileNameOf(url);
  const plain = options.folder === undefined ? own : `${options.folder}/${own}`;
  if (options.output === undefined && !options.isClobbering && io.world.files.find(plain, io.cwd) !== undefined) {
    say(`File ‘${plain}’ already there; not retrieving.\n\n`);
    return undefined;
  }
  if (options.isSpider) say('Spider mode enabled. Check if remote file exists.\n');
  const fetched = await fetchUrl(wget, url, body);
  const { response } = fetched;
  const isBad = response.status >= 400;
  if (options.isSpider && !isBad) {
    checkSpider(wget, fetched);
    return undefined;
  }
  const isKept = !isBad || options.keepsErrors;
  const path = isKept ? choosePath(wget, plain, response.body.length) : undefined;
  if (!isBad && path !== undefined) showLength(wget, fetched);
  if (path !== undefined) keep(wget, fetched, path);
  if (isBad) {
    refuse(wget, fetched);
    throw new GnuWgetError(8, 'bad status');
  }
  if (path === undefined) return undefined;
  report(wget, fetched, path);
  return response.body.length;
}

async function downloadAll(wget: GnuWget, body: Uint8Array | undefined): Promise<number> {
  const { options, io, tell } = wget;
  const start = io.world.clock.now();
  const sizes: number[] = [];
  let exitCode = 0;
  for (const typed of options.urls) {
    try {
      const size = await download(wget, typed, body);
      if (size !== undefined) sizes.push(size);
    } catch (error) {
      if (!(error instanceof GnuWgetError)) throw error;
      // Of several failures the one with the lowest code counts.
      exitCode = exitCode === 0 ? error.exitCode : Math.min(exitCode, error.exitCode);
      if (error.message.endsWith('\n')) tell(error.message);
    }
  }
  if (options.urls.length > 1 && sizes.length > 0) {
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const seconds = (io.world.clock.now() - start) / 1000;
    tell(`FINISHED --${stamp(wget)}--\nTotal wall clock time: ${seconds === 0 ? '0.001' : seconds}s\n`);
    tell(
      `Downloaded: ${sizes.length} files, ${lengthText(total).replace(/.*\((.*)\)/, '$1')} in 0s (${rateText(total)})\n`,
    );
  }
  return exitCode;
}

function speech({ io, options }: { readonly io: ProgramIo; readonly options: GnuOptions }): (text: string) => void {
  const { log } = options;
  if (log === undefined) return (text) => io.stderr.write(text);
  io.world.files.write(log, new Uint8Array(), io.cwd);
  return (text) => io.world.files.append(log, toBytes(text), io.cwd);
}

/** GNU wget 1.21.3, as Debian 12 has it. */
export async function gnuWget(args: readonly string[], io: ProgramIo): Promise<number> {
  const options = readGnuOptions(args, io);
  if (typeof options === 'number') return options;
  if (options.output !== undefined && options.output !== '-') {
    const problem = saveFile(io, options.output, new Uint8Array());
    if (problem !== undefined) {
      io.stderr.write(`${options.output}: ${problem}\n`);
      return 1;
    }
  }
  try {
    const write = speech({ io, options });
    const hush = (): void => undefined;
    const wget: GnuWget = {
      io,
      options,
      say: options.told === 'verbose' ? write : hush,
      tell: options.told === 'quiet' ? hush : write,
      known: new Map(),
      open: new Map(),
    };
    return await downloadAll(wget, postBody(options.data, options.file, io));
  } catch (error) {
    const reason = reasonOf(error);
    io.stderr.write(`wget: ${options.file ?? options.log}: ${reason}\n`);
    return options.file === undefined ? 1 : 3;
  }
}
