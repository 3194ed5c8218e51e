import type { Container, Pod } from '../../resources/core/pod-types';
import type { ContainerHost } from '../container';
import type { ContainerClock, ContainerWorld } from '../container-world';
import { findExecutable } from '../executable';
import { FileError } from '../files/file-error';
import { runProgram, shellKind } from '../run-program';
import { serverArgv } from '../servers/servers';
import { startServer } from '../servers/start-server';
import { planShell, scriptError } from '../shell/nested';
import { Killed, Suspended } from '../signals';
import { emptyInput } from '../streams';
import { containerArgv } from './container-argv';
import { processClock } from './process-clock';
import type { ProcessRecord, SavedShell, Serving } from './process-record';
import { type NewScript, runScript, type ScriptOutcome, type WriteLog } from './run-script';

/** A container whose main process is run. */
export type ProcessHost = {
  readonly pod: Pod;
  readonly container: Container;
  /** The container's world with a clock of the process's own. */
  readonly worldFor: (clock: ContainerClock) => ContainerWorld;
  readonly write: WriteLog;
};

const endless = /while\s+(true|:|\[\s*1\s*\]|sleep\s+[\d.]+[smhd]?)\s*(;|\n)|until\s+false|for\s*\(\(\s*;\s*;/;
const ends = /\b(break|exit|return|exec|kill)\b|set\s+-\w*e|set\s+-o\s+errexit/;

/** Whether a script does the same again and again, whatever happens. */
function isEndless(text: string): boolean {
  return (endless.test(text) || /\btail\b.*\s'?-\w*[fF]/.test(text)) && !ends.test(text);
}

function afterScript(record: ProcessRecord, outcome: ScriptOutcome, at: number): ProcessRecord {
  const { wake: _wake, shell: _shell, ...rest } = record;
  if (outcome.type === 'ended') return ended(rest, outcome.exitCode, outcome.at, at);
  const { until, shell } = outcome;
  if (until === undefined) return rest;
  return { ...rest, shell, wake: until, isEndless: isEndless(shell.text) || undefined };
}

/** An end that lies ahead comes when its time has come. */
function ended(record: ProcessRecord, exitCode: number, end: number, at: number): ProcessRecord {
  return end > at ? { ...record, exitCode, wake: end } : { ...record, exitCode };
}

/** What a shell's command line asks it to run; or what it says instead. */
function scriptOf(
  world: ContainerWorld,
  argv: readonly string[],
): NewScript | { text: string; exitCode: number } | undefined {
  const [name = '', ...args] = argv;
  const found = findExecutable(world.files, name, { env: world.env, cwd: '/' });
  const kind = 'path' in found ? shellKind(world, found.path) : undefined;
  if (kind === undefined) return undefined;
  try {
    const plan = planShell(world, { kind, name, args }, world.container.workingDir ?? '/');
    return { kind, name: plan.name, text: plan.text ?? '', positional: plan.positional, letters: plan.letters };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return scriptError({ kind, name, args }, error);
  }
}

/** A shell without a script reads what somebody types: it begins when somebody attaches. */
export function waitsForAttach(
  { stdin, stdinOnce }: Container,
  world: ContainerWorld,
  argv: readonly string[],
): boolean {
  if (!stdin) return false;
  const [name = '', ...args] = argv;
  const isShell = shellKind(world, name) !== undefined || /^(python3?|node|irb|psql)$/.test(name);
  return (isShell && args.every((arg) => /^-\w*[il]\w*$|^--?(login|norc)$/.test(arg))) || stdinOnce === true;
}

/** Starts a container's main process. @param at milliseconds since 1970 */
export async function startProcess(host: ProcessHost, at: number): Promise<ProcessRecord> {
  const world = host.worldFor(processClock(at));
  const { image, env } = world;
  const argv = containerArgv(host.container, image, env);
  const record: ProcessRecord = { startedAt: at, argv, env: [...env] };
  if (waitsForAttach(host.container, world, argv)) return { ...record, waitsForAttach: true };
  const server = serverArgv(image, argv);
  if (server !== undefined) return begin(host, record, server, world, at);
  if (argv.length === 0) return image.isUnknown ? { ...record, serving: [{ name: '', argv }] } : record;
  const script = scriptOf(world, argv);
  if (script === undefined) return await startProgram(host, record, at);
  if ('exitCode' in script) {
    host.write(script.text, at);
    return { ...record, exitCode: script.exitCode };
  }
  return await follow(host, record, script, at);
}

function begin(
  { write }: ProcessHost,
  record: ProcessRecord,
  server: Serving,
  world: ContainerWorld,
  at: number,
): ProcessRecord {
  const { exitCode, listens } = startServer(world, server, { write: (data) => write(data, at) });
  return { ...record, ...(listens && { serving: [server] }), ...(exitCode !== undefined && { exitCode }) };
}

async function follow(
  host: ProcessHost,
  record: ProcessRecord,
  script: NewScript | SavedShell,
  at: number,
): Promise<ProcessRecord> {
  const serving: Serving[] = [...(record.serving ?? [])];
  const worldFor = (clock: ContainerClock): ContainerWorld => withServing(host.worldFor(clock), serving);
  const outcome = await guarded(host, at, () => runScript(worldFor, script, at, host.write));
  const after =
    typeof outcome === 'number' ? { ...record, wake: undefined, exitCode: outcome } : afterScript(record, outcome, at);
  return withServers(after, serving);
}

/** A server that a script starts stays. */
function serveHere(serving: Serving[]): ContainerHost['serve'] {
  return async (name, argv, output, world) => {
    const server = { name, argv };
    const { exitCode, listens } = startServer(world, server, output);
    if (listens) serving.push(server);
    if (exitCode !== undefined) return exitCode;
    await world.clock.sleep();
    return 0;
  };
}

function withServing(world: ContainerWorld, serving: Serving[]): ContainerWorld {
  const serve = serveHere(serving);
  return { ...world, serve: (name, argv, output) => serve(name, argv, output, world) };
}

/** A process that is killed has the exit code of that. */
async function guarded<T>({ write }: ProcessHost, at: number, run: () => Promise<T>): Promise<T | number> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Killed) return error.exitCode;
    // More than fits into memory, or deeper than any stack.
    if (error instanceof RangeError) return new Killed('SIGKILL').exitCode;
    if (!(error instanceof FileError)) throw error;
    write(`write error: ${error.reason}\n`, at);
    return 1;
  }
}

/** A program alone: `sleep` is waited for, others are followed to their end. */
async function startProgram(host: ProcessHost, record: ProcessRecord, at: number): Promise<ProcessRecord> {
  const [name = ''] = record.argv;
  const { image } = host.worldFor(processClock(at));
  if (/(^|\/)(sleep|tail)$/.test(name)) {
    const quoted = record.argv.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    const kind = image.shells.sh ?? 'ash';
    const script = { kind, name, text: quoted, positional: [], letters: '' };
    return await follow(host, record, script, at);
  }
  const clock = processClock(at);
  const serving: Serving[] = [];
  const world = withServing(host.worldFor(clock), serving);
  const output = { write: (data: string | Uint8Array) => host.write(data, clock.now()) };
  const cwd = host.container.workingDir ?? image.workingDir ?? '/';
  const start = { env: world.env, cwd, stdin: emptyInput, stdout: output, stderr: output };
  try {
    const status = await guarded(host, at, () => runProgram(world, record.argv, start));
    if (typeof status === 'number') return ended(withServers(record, serving), status, clock.now(), at);
    if (image.isUnknown) return { ...record, serving: [{ name: '', argv: [] }] };
    return { ...record, startError: startProblem(name, status.problem) };
  } catch (error) {
    if (!(error instanceof Suspended)) throw error;
    return withServers(record, serving);
  } finally {
    world.files.flush();
  }
}

function withServers(record: ProcessRecord, serving: readonly Serving[]): ProcessRecord {
  return serving.length === 0 ? record : { ...record, serving };
}

/** The runtime's words for a program that cannot be started. @upstream opencontainers/runc, via containerd */
export function startProblem(command: string, problem: 'missing' | 'denied' | 'folder'): string {
  const reason = {
    missing: command.includes('/')
      ? `stat ${command}: no such file or directory`
      : 'executable file not found in $PATH',
    denied: 'permission denied',
    folder: 'is a directory',
  }[problem];
  return `exec: "${command}": ${reason}`;
}

/** Goes on with a process whose time has come. @returns the process as it is then */
export async function resumeProcess(host: ProcessHost, record: ProcessRecord): Promise<ProcessRecord> {
  const { wake, shell, ...rest } = record;
  if (wake === undefined) return record;
  if (shell === undefined) return rest;
  return await follow(host, rest, shell, wake);
}
