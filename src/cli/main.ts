import { basename } from 'node:path';
import { HelpError } from '../kubectl/cmd/config/help-error';
import type { Invocation } from '../kubectl/command';
import type { CliCommand } from './command';
import type { CommandEntry } from './commands';
import { findCommand, GroupError } from './find-command';
import { errorText, isFault } from './print-error';
import { buildCommand, readInvocation } from './program';
import { createSession, type Scope, type Session } from './session';

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
    const found = findCommand(words);
    if (found === undefined) return await withoutCommand(program, words);
    command = found.entry.name;
    return await runCommand(program, found.entry, found.words);
  } catch (error) {
    if (error instanceof GroupError) return await explainGroup(program, error.group, words);
    const { text, exitCode, stdout } = errorText(error, program, command);
    if (stdout) process.stdout.write(stdout);
    process.stderr.write(text);
    return exitCode;
  }
}

/** The bare name of a group prints its help: asked for on the standard output, else as an error. */
async function explainGroup(program: string, group: string, words: readonly string[]): Promise<number> {
  const { groupHelpText } = await import('./help');
  const isAsked = words.includes('--help') || words.includes('-h');
  (isAsked ? process.stdout : process.stderr).write(groupHelpText(program, group));
  return isAsked ? 0 : 1;
}

async function withoutCommand(program: string, words: readonly string[]): Promise<number> {
  if (words.includes('--version')) {
    const { version } = await import('../../package.json');
    process.stdout.write(`kubectl-lite ${version}\n`);
    return 0;
  }
  const [, topic] = words;
  if (words[0] === 'help' && topic !== undefined) return await main([...words.slice(1), '--help']);
  const { helpText } = await import('./help');
  process.stdout.write(helpText(program));
  return 0;
}

async function runCommand(
  program: string,
  { load, scope = 'cluster' }: CommandEntry,
  words: readonly string[],
): Promise<number> {
  const spec = await load();
  const invocation = await readInvocation(spec, program, words);
  if (invocation.flags.bool('help')) {
    process.stdout.write(buildCommand(spec, program).helpInformation());
    return 0;
  }
  const session = await createSession(program, invocation, process.env, scope);
  return await execute(spec, invocation, session, scope);
}

/**
 * What was done before a command failed is kept, as on a real cluster; its answers come after it is stored. After a
 * fault of ours nothing is: the state may be half of what it should be.
 */
async function execute(spec: CliCommand, invocation: Invocation, session: Session, scope: Scope): Promise<number> {
  const { kubectl } = session;
  const { streams } = kubectl;
  let exitCode = 0;
  try {
    if (scope === 'cluster') await session.open();
    const result = await spec.run(invocation, kubectl, session);
    if (typeof result === 'number') exitCode = result;
  } catch (error) {
    if (isFault(error)) {
      session.abandon();
      throw error;
    }
    const failure = errorText(error, kubectl.program, spec.name);
    if (error instanceof HelpError) streams.out(buildCommand(spec, kubectl.program).helpInformation());
    streams.out(failure.stdout ?? '');
    streams.err(failure.text);
    exitCode = failure.exitCode;
  }
  session.commit();
  streams.flush();
  return exitCode;
}
