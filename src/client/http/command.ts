import { isObject, type Json, type JsonObject, parseJson } from '../../apimachinery/json';
import type { CommandIO } from '../containers';
import { RequestError } from './errors';

/** A WebSocket, as far as commands in containers need one. */
export type CommandSocket = {
  readonly send: (bytes: Uint8Array) => void;
  /** What comes, until the other side closes. */
  readonly messages: AsyncIterable<Uint8Array>;
  readonly close: () => void;
};

const channels = { stdin: 0, stdout: 1, stderr: 2, status: 3, resize: 4, close: 255 } as const;

/** The protocol's name, in which the end of the standard input can be told. */
export const COMMAND_PROTOCOL = 'v5.channel.k8s.io';

/** The query of an exec or attach. @param argv undefined attaches @upstream k8s.io/api/core/v1 PodExecOptions */
export function commandQuery(container: string, argv: readonly string[] | undefined, io: CommandIO): URLSearchParams {
  const isTerminal = io.terminal !== undefined;
  const query = new URLSearchParams((argv ?? []).map((word): [string, string] => ['command', word]));
  query.set('container', container);
  if (io.stdin !== undefined) query.set('stdin', 'true');
  query.set('stdout', 'true');
  if (isTerminal) query.set('tty', 'true');
  else query.set('stderr', 'true');
  return query;
}

/**
 * Hands a command its input and takes its output, until it ends.
 * @returns the exit code
 * @throws RequestError with the server's words where the command could not be run
 * @upstream client-go tools/remotecommand websocket.go, errorstream.go
 */
export async function converse(socket: CommandSocket, io: CommandIO): Promise<number> {
  let status: Json | undefined;
  void sendInput(socket, io);
  sendSize(socket, io);
  for await (const message of socket.messages) {
    const bytes = message.subarray(1);
    if (message[0] === channels.stdout) io.stdout(bytes);
    else if (message[0] === channels.stderr) io.stderr(bytes);
    else if (message[0] === channels.status) {
      status = parseJson(new TextDecoder().decode(bytes));
      break;
    }
  }
  socket.close();
  if (!isObject(status)) throw new RequestError('error reading from error stream: the connection was closed');
  return exitCodeOf(status);
}

async function sendInput(socket: CommandSocket, { stdin }: CommandIO): Promise<void> {
  if (stdin === undefined) return;
  for await (const bytes of stdin) socket.send(framed(channels.stdin, bytes));
  socket.send(Uint8Array.of(channels.close, channels.stdin));
}

function sendSize(socket: CommandSocket, { terminal }: CommandIO): void {
  const send = (): void => {
    const { columns, rows } = terminal?.size() ?? { columns: 0, rows: 0 };
    const text = JSON.stringify({ Width: columns, Height: rows });
    if (columns > 0) socket.send(framed(channels.resize, new TextEncoder().encode(text)));
  };
  send();
  terminal?.onResize(send);
}

/** A message on a channel. */
export function framed(channel: number, bytes: Uint8Array): Uint8Array {
  const message = new Uint8Array(bytes.length + 1);
  message[0] = channel;
  message.set(bytes, 1);
  return message;
}

function exitCodeOf({ status, reason, message, details }: JsonObject): number {
  if (status === 'Success') return 0;
  if (reason !== 'NonZeroExitCode') throw new RequestError(String(message ?? 'the command could not be run'));
  const causes = isObject(details) && Array.isArray(details.causes) ? details.causes.filter(isObject) : [];
  const code = Number(causes.find((cause) => cause.reason === 'ExitCode')?.message);
  if (Number.isInteger(code)) return code;
  throw new RequestError('error stream protocol error: no ExitCode cause given');
}
