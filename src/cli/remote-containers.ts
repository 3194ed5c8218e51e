import { formatTime } from '../apimachinery/time';
import type { Containers, LogOptions } from '../client/containers';
import { COMMAND_PROTOCOL, commandQuery, converse } from '../client/http/command';
import { resourcePath } from '../client/http/paths';
import { forwardOver, PORT_PROTOCOL, portQuery } from '../client/http/port';
import type { HttpRequest, Transport } from '../client/http/transport';
import { names as pods } from '../resources/core/pod';
import type { Pod } from '../resources/core/pod-types';
import type { Reach } from './web-socket';

/** The containers of a cluster that is not in this program: they are reached through its API server. */
export function remoteContainers(reach: Reach, { send }: Pick<Transport, 'send'>): Containers {
  const remote: Containers['remote'] = async ({ metadata }, container, argv, io) => {
    const { name, namespace } = metadata;
    const subresource = argv === undefined ? 'attach' : 'exec';
    const path = resourcePath(pods, { namespace, name, subresource });
    const { openSocket } = await import('./web-socket');
    return await converse(await openSocket(reach, path, commandQuery(container, argv, io), COMMAND_PROTOCOL), io);
  };
  return {
    remote,
    async exec(pod, container, argv, input) {
      const [stdout, stderr]: [Uint8Array[], Uint8Array[]] = [[], []];
      const exitCode = await remote(pod, container, argv, {
        stdin: input === '' ? undefined : bytesOf(input),
        stdout: (bytes) => void stdout.push(bytes),
        stderr: (bytes) => void stderr.push(bytes),
      });
      return { stdout: textOf(stdout), stderr: textOf(stderr), exitCode };
    },
    shell: async () => undefined,
    async log(pod, container, options) {
      return await (await send(logRequest(pod, container, options))).text();
    },
    async *followLog(pod, container, options, signal) {
      const { body } = await send({ ...logRequest(pod, container, options, true), signal });
      const decoder = new TextDecoder();
      for await (const bytes of body ?? []) yield decoder.decode(bytes, { stream: true });
    },
    connect: async ({ metadata }, port) => {
      const { name, namespace } = metadata;
      const path = resourcePath(pods, { namespace, name, subresource: 'portforward' });
      const { openSocket } = await import('./web-socket');
      return (input) => forwardOver(() => openSocket(reach, path, portQuery(port), PORT_PROTOCOL), input);
    },
    finish: async () => {},
    defaultCommand: () => [],
  };
}

function textOf(chunks: readonly Uint8Array[]): string {
  return Buffer.concat(chunks).toString('utf8');
}

/** @upstream k8s.io/api/core/v1 PodLogOptions */
function logRequest({ metadata }: Pod, container: string, options: LogOptions, follow = false): HttpRequest {
  const { name, namespace } = metadata;
  const { previous, since, tailLines, limitBytes, timestamps, insecureSkipTLSVerifyBackend } = options;
  return {
    method: 'GET',
    kind: pods,
    name,
    path: resourcePath(pods, { namespace, name, subresource: 'log' }),
    accept: '*/*',
    query: {
      container,
      follow,
      previous,
      timestamps,
      insecureSkipTLSVerifyBackend,
      sinceTime: since === undefined ? undefined : formatTime(since),
      tailLines,
      limitBytes,
    },
  };
}

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}
