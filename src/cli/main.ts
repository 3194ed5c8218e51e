import { basename } from 'node:path';
import { goQuote } from '../apimachinery/go-value';
import { HelpError } from '../kubectl/cmd/config/help-error';
import type { Invocation } from '../kubectl/command';
import { UsageError } from '../kubectl/command-error';
import type { CliCommand } from './command';
import { type CliNode, commands } from './commands';
import { type FoundCommand, findCommand } from './find-command';
import { FlagError } from './flag-error';
import { errorText, isFault } from './print-error';
import { readInvocation } from './program';
import { createSession, type Session } from './session';
import { STDERR, STDOUT, writeAll } from './write-all';

/** The program as it was called: `kubectl` through a link of that name. */
function programName(path: string | undefined): string {
  const name = basename(path ?? '').replace(/\.(cmd|ps1|exe|js)$/, '');
  return name.startsWith('kubectl') ? name : 'kubectl-lite';
}

/**
 * Runs the program.
 * @param words what was typed after the program's name
 * @returns the exit code
 */
export async function main(words: readonly string[]): Promise<number> {
  const program = programName(process.argv[1]);
  let command = '';
  try {
    const [first = '', ...others] = words;
    if (first === '__complete' || first === '__completeNoDesc') {
      const { complete } = await import('./complete');
      return await complete(program, others, first === '__complete');
    }
    const found = await findOrRun(words);
    if (typeof found === 'number') return found;
    if (found === undefined) return await withoutCommand(program, words);
    command = found.path;
    return found.node.load === undefined ? await runGroup(program, found) : await runCommand(program, found);
  } catch (error) {
    const { text, exitCode, stdout } = errorText(error, program, command);
    writeAll(STDOUT, stdout ?? '');
    writeAll(STDERR, text);
    return exitCode;
  }
}

/** The command that words call; words that call none may call a plugin, which is run. */
async function findOrRun(words: readonly string[]): Promise<FoundCommand | number | undefined> {
  try {
    const found = findCommand(words);
    const isPlugin = found?.path === 'create' && /^[^-]/.test(found.words[0] ?? '');
    return isPlugin ? ((await (await import('./plugins')).runPlugin(words, 2)) ?? found) : found;
  } catch (error) {
    const exitCode = await (await import('./plugins')).runPlugin(words);
    if (exitCode === undefined) throw error;
    return exitCode;
  }
}

/** The bare name of a group prints its help: asked for on the standard output, else as kubectl does. */
async function runGroup(program: string, found: FoundCommand): Promise<number> {
  const { path, node, words } = found;
  const { flags, args } = await readInvocation({ name: path, flags: [] }, words);
  const { groupHelp } = await import('./help');
  const isAsked = flags.bool('help');
  const { stream, exitCode } = isAsked ? asked : (node.group?.bare ?? failing);
  if (exitCode !== 0 && args.length > 0) {
    throw new UsageError(`unknown command ${goQuote(args.join(' '))}`, path);
  }
  writeAll(stream === 'out' ? STDOUT : STDERR, groupHelp(program, found));
  return exitCode;
}

const asked = { stream: 'out', exitCode: 0 } as const;
const failing = { stream: 'err', exitCode: 1 } as const;

async function withoutCommand(program: string, words: readonly string[]): Promise<number> {
  if (words.includes('--version')) {
    const { version } = await import('../../package.json');
    writeAll(STDOUT, `kubectl-lite ${version}\n`);
    return 0;
  }
  const topics = words[0] === 'help' ? words.slice(1) : [];
  if (isCommand(topics)) return await main([...topics, '--help']);
  const { rootHelp, unknownTopic } = await import('./help');
  if (topics.length > 0) writeAll(STDERR, unknownTopic(program, topics));
  else writeAll(STDOUT, rootHelp(program));
  return 0;
}

function isCommand(words: readonly string[]): boolean {
  try {
    return findCommand(words) !== undefined;
  } catch {
    return false;
  }
}

async function runCommand(program: string, found: FoundCommand): Promise<number> {
  const { node, scope, words } = found;
  const spec = await (node.load as NonNullable<CliNode['load']>)();
  const invocation = await readInvocation(spec.command, words).catch((error: unknown) => {
    throw error instanceof FlagError ? (spec.command.misused?.(error.message) ?? error) : error;
  });
  if (invocation.flags.bool('help')) {
    const { commandHelp } = await import('./help');
    writeAll(STDOUT, commandHelp(program, found, spec.command));
    return 0;
  }
  const session = await createSession(program, invocation, process.env, scope);
  return await execute(found, spec.command, invocation, session);
}

/**
 * What was done before a command failed is kept, as on a real cluster; its answers come after it is stored. After a
 * fault of ours nothing is: the state may be half of what it should be.
 */
async function execute(
  found: FoundCommand,
  spec: CliCommand,
  invocation: Invocation,
  session: Session,
): Promise<number> {
  const { kubectl } = session;
  const { streams } = kubectl;
  let exitCode = 0;
  try {
    if (found.scope === 'cluster') await session.open();
    const result = await spec.run(invocation, { ...kubectl, commands }, session);
    if (typeof result === 'number') exitCode = result;
  } catch (error) {
    if (isFault(error)) {
      session.abandon();
      throw error;
    }
    const failure = errorText(error, kubectl.program, found.path);
    if (error instanceof HelpError) streams.out((await import('./help')).commandHelp(kubectl.program, found, spec));
    streams.out(failure.stdout ?? '');
    streams.err(failure.text);
    exitCode = failure.exitCode;
  }
  session.commit();
  streams.flush();
  return exitCode;
}
