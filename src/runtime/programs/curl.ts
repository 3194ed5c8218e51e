import { type CurlBody, curlBody } from './curl/body';
import { globUrl } from './curl/glob';
import { type CurlOptions, readCurlOptions } from './curl/option';
import { ownMethod } from './curl/request';
import { runTransfer, type Task } from './curl/run-transfer';
import { type CurlSession, createSession, talkOf, warn } from './curl/session';
import { help, tryHelp, version } from './curl/text';
import { linesOf, type ProgramIo, succeed } from './program';

/** The header lines of `-H`, those of files among them. */
function headerLines(options: CurlOptions, { world, cwd }: ProgramIo): string[] {
  return options.all('header').flatMap(({ value }) => {
    if (!value.startsWith('@')) return [value];
    const path = value.slice(1);
    return world.files.find(path, cwd) === undefined ? [] : linesOf(world.files.readText(path, cwd));
  });
}

/** Says what is odd about a method that was given with `-X`. @upstream curl src/tool_helpers.c customrequest_helper */
function noteMethod(session: CurlSession, body: CurlBody | undefined): void {
  const { io, options } = session;
  const method = options.last('request');
  if (method === undefined) return;
  if (method === ownMethod(options, body)) {
    const isTold = options.has('verbose') && !options.has('silent');
    if (isTold) io.stderr.write(`Note: Unnecessary use of -X or --request, ${method} is already inferred.\n`);
  } else if (method.toUpperCase() === 'HEAD') {
    warn(
      session,
      'Setting custom HTTP method to HEAD with -X/--request may not work the way you want. Consider using -I/--head instead.',
    );
  }
}

function targetAt(options: CurlOptions, index: number): Task['target'] {
  const given = options.all('output', 'remote-name')[index];
  if (given === undefined) return options.has('remote-name-all') ? 'remote' : undefined;
  return given.name === 'output' ? { path: given.value } : 'remote';
}

async function runAll(session: CurlSession, body: CurlBody | undefined): Promise<number> {
  const { io, options } = session;
  const custom = headerLines(options, io);
  let exitCode = 0;
  for (const [index, { value }] of options.all('url').entries()) {
    const globbed = options.has('globoff') ? [{ url: value, parts: [] }] : globUrl(value);
    if ('message' in globbed) {
      if (!options.has('silent') || options.has('show-error')) io.stderr.write(`curl: (3) ${globbed.message}\n`);
      return globbed.exitCode;
    }
    for (const one of globbed) {
      exitCode = await runTransfer(session, { globbed: one, target: targetAt(options, index), body, custom });
      if (exitCode !== 0 && options.has('fail-early')) return exitCode;
    }
  }
  return exitCode;
}

/**
 * curl 7.88.1, as Debian 12 has it: fetches URLs from the simulated network, with its progress meter, its verbose lines,
 * its errors and exit codes.
 */
export async function curl(args: readonly string[], io: ProgramIo): Promise<number> {
  const { stderr } = io;
  if (args.length === 0) {
    stderr.write(tryHelp);
    return 2;
  }
  const options = readCurlOptions(args);
  if ('mistake' in options) {
    stderr.write(`curl: ${options.mistake}\n${tryHelp}`);
    return 2;
  }
  if (options.has('help')) return succeed(io, help);
  if (options.has('version')) return succeed(io, version);
  if (options.all('url').length === 0) {
    stderr.write(`curl: no URL specified!\n${tryHelp}`);
    return 2;
  }
  const session = createSession(io, options);
  const body = await curlBody(options, io, (text) => warn(session, text));
  if (body !== undefined && 'missing' in body) {
    stderr.write(`curl: Can't open '${body.missing}'!\n${tryHelp}`);
    const isHeard = !options.has('silent') || options.has('show-error');
    if (isHeard) stderr.write('curl: (26) Failed to open/read local data from file/application\n');
    return 26;
  }
  if (options.has('head') && body !== undefined && !options.has('get')) {
    warn(
      session,
      'You can only select one HTTP request method! You asked for both POST (-d, --data) and HEAD (-I, --head).',
    );
    return 2;
  }
  noteMethod(session, body);
  const talk = talkOf(session);
  for (const [place, addresses] of session.given) talk.info(`Added ${place}:${addresses.join(',')} to DNS cache`);
  return await runAll(session, body);
}
