import { StatusError } from '../../apimachinery/errors';
import type { ContainerShell } from '../../client/containers';
import { startFailure } from '../../client/start-failure';
import { containerOf, isContainerRunning as isRunning } from '../../resources/core/pod';
import type { Backend } from '../http/backend';
import type { Api } from '../http/exchange';
import { asStatusError, failureStatus } from '../http/status';
import { type CommandStreams, exitStatus } from './command-streams';
import { type FoundPod, podChanges } from './pod-changes';
import { createTerminal } from './terminal';

/** A command that a client wants to run in a container, or the container's own process that it wants to join. */
export type CommandRequest = {
  readonly found: FoundPod;
  readonly container: string;
  /** Undefined joins the container's own process. */
  readonly argv?: readonly string[];
  readonly stdin: boolean;
  readonly tty: boolean;
};

/** Runs a command with a client's streams, and tells the client what became of it. */
export async function runRemoteCommand(
  api: Api,
  request: CommandRequest,
  streams: CommandStreams,
  onError: (error: unknown) => void,
): Promise<void> {
  try {
    refuseStopped(request);
    const run = request.argv === undefined ? attach : exec;
    streams.end(exitStatus(await run(api, request, request.tty ? onTerminal(streams) : streams)));
  } catch (error) {
    if (!(error instanceof StatusError)) onError(error);
    streams.end(failureStatus(asStatusError(error)));
  }
}

/** @upstream pkg/kubelet/kubelet_pods.go GetExec, client-go transport/spdy */
function refuseStopped({ found, container }: CommandRequest): void {
  if (isRunning(found.pod, container)) return;
  const detail = `container not found (${JSON.stringify(container)})`;
  throw new StatusError('InternalError', `unable to upgrade connection: ${detail}`);
}

/** A terminal has one stream, and begins a line only after a carriage return. */
function onTerminal(streams: CommandStreams): CommandStreams {
  const show = (text: string): void => streams.stdout(text.replace(/\r?\n/g, '\r\n'));
  return { ...streams, stdout: show, stderr: show };
}

async function exec({ backend }: Api, request: CommandRequest, streams: CommandStreams): Promise<number> {
  const { container, argv = [], stdin, tty } = request;
  const { pod } = request.found;
  const { containers, client } = backend;
  const shell = stdin ? await backend.transact(() => containers.shell(pod, container, argv)) : undefined;
  if (shell !== undefined) return await converse(backend, shell, streams, tty);
  const input = stdin && !tty ? await readAll(streams.stdin) : '';
  const result = await backend.transact(async () => {
    const result = await containers.exec(pod, container, argv, input);
    return 'startError' in result ? await startFailure(client, pod, result.startError) : result;
  });
  streams.stdout(result.stdout);
  streams.stderr(result.stderr);
  return result.exitCode;
}

/** A shell that waits for input is talked to, until it or the client leaves; of another process its log is seen. */
async function attach(api: Api, request: CommandRequest, streams: CommandStreams): Promise<number> {
  const { container, stdin, tty } = request;
  const { backend } = api;
  const { pod } = request.found;
  const { containers } = backend;
  const found = containerOf(pod, container);
  const own = [...(found?.command ?? []), ...(found?.args ?? [])];
  const argv = own.length > 0 || found === undefined ? own : containers.defaultCommand(found);
  const shell =
    stdin && found?.stdin ? await backend.transact(() => containers.shell(pod, container, argv)) : undefined;
  if (shell === undefined) {
    await ended(api, request, streams.closed);
    return 0;
  }
  const exitCode = await converse(backend, shell, streams, tty);
  if (!streams.closed.aborted) await backend.transact(() => containers.finish(pod, container, exitCode));
  return exitCode;
}

/** Resolves when the process that somebody is attached to has ended, or the client is gone. */
async function ended({ hub }: Api, { found, container }: CommandRequest, signal: AbortSignal): Promise<void> {
  for await (const pod of podChanges(hub, found, signal)) if (!isRunning(pod, container)) return;
}

async function converse(
  backend: Backend,
  shell: ContainerShell,
  streams: CommandStreams,
  tty: boolean,
): Promise<number> {
  let exitCode = 0;
  if (tty) streams.stdout(shell.prompt);
  for await (const line of tty ? typedLines(streams) : pipedLines(streams.stdin)) {
    if (line !== undefined) {
      const result = await backend.transact(() => shell.run(line));
      streams.stdout(result.stdout);
      streams.stderr(result.stderr);
      exitCode = result.exitCode;
      if (result.exited) break;
    }
    if (tty) streams.stdout(shell.prompt);
  }
  return exitCode;
}

/** Undefined stands for a line that was given up. */
async function* typedLines({ stdin, stdout }: CommandStreams): AsyncIterable<string | undefined> {
  const terminal = createTerminal(stdout);
  for await (const bytes of stdin) {
    for (const typed of terminal.feed(bytes)) {
      if (typed.type === 'end') return;
      yield typed.type === 'line' ? typed.text : undefined;
    }
  }
}

async function* pipedLines(stdin: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let unread = '';
  for await (const bytes of stdin) {
    const lines = (unread + decoder.decode(bytes, { stream: true })).split('\n');
    unread = lines.pop() ?? '';
    yield* lines;
  }
  if (unread !== '') yield unread;
}

/** What a command may read, at most: there is no disk that it could go to. */
const INPUT_LIMIT = 16 * 1024 * 1024;

async function readAll(stdin: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    size += chunk.length;
    if (size > INPUT_LIMIT)
      throw new StatusError('RequestEntityTooLarge', `standard input is limited to ${INPUT_LIMIT} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
