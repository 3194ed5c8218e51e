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
  return {
    isRemote: true,
    async run({ metadata }, container, argv, io) {
      const { name, namespace } = metadata;
      const subresource = argv === undefined ? 'attach' : 'exec';
      const path = resourcePath(pods, { namespace, name, subresource });
      const { openSocket } = await import('./web-socket');
      return await converse(await openSocket(reach, path, commandQuery(container, argv, io), COMMAND_PROTOCOL), io);
    },
    async log(pod, container, options) {
      return await (await send(logRequest(pod, container, options))).text();
    },
    async followLog(pod, container, options, tell, { closed }) {
      const { body } = await send({ ...logRequest(pod, container, options, true), signal: closed });
      const decoder = new TextDecoder();
      for await (const bytes of body ?? []) tell(decoder.decode(bytes, { stream: true }));
    },
    connect: async ({ metadata }, port) => {
      const { name, namespace } = metadata;
      const path = resourcePath(pods, { namespace, name, subresource: 'portforward' });
      const { openSocket } = await import('./web-socket');
      return (input) => forwardOver(() => openSocket(reach, path, portQuery(port), PORT_PROTOCOL), input);
    },
  };
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
