import { createWebSocketStream } from 'ws';
import { badRequest } from '../../apimachinery/errors';
import type { Api, ApiRequest } from '../http/exchange';
import { parseResourcePath, type ResourcePath } from '../http/resource-path';
import type { FoundPod } from './found-pod';
import { findPod, readCommandRequest, refusePortForward } from './pod-request';
import { forwardOverWebSocket, parsePort, portProtocols } from './port-forward';
import { type CommandRequest, runRemoteCommand } from './remote-command';
import {
  acceptSpdy,
  commandOverSpdy,
  forwardOverSpdy,
  spdyCommandProtocols,
  spdyPortProtocols,
  wantedStreams,
} from './spdy';
import {
  acceptWebSocket,
  chooseProtocol,
  commandOverWebSocket,
  commandProtocols,
  offeredProtocols,
  type Upgrade,
} from './websocket';

/** Port-forward of kubectl since 1.31: SPDY's frames in a WebSocket's messages. @upstream KEP-4006 */
const TUNNEL = 'SPDY/3.1+portforward.k8s.io';

const streamed = ['exec', 'attach', 'portforward'];

/** A request for streams that was found good: it may now be given its connection. */
export type AcceptedUpgrade = () => Promise<void>;

/** Whether a path leads to streams. */
export function isStreamPath(path: string): boolean {
  const { plural, subresource = '' } = parseResourcePath(path) ?? { plural: undefined };
  return plural === 'pods' && streamed.includes(subresource);
}

/**
 * Checks a request that wants to become streams: exec, attach or port-forward, by WebSocket or by SPDY.
 * @param onError told of faults of ours while a command runs
 * @returns what takes the connection over, and resolves when it has ended
 * @throws StatusError before anything was sent
 */
export async function readUpgrade(
  api: Api,
  request: ApiRequest,
  upgrade: Upgrade,
  onError: (error: unknown) => void,
): Promise<AcceptedUpgrade> {
  const path = parseResourcePath(request.path) as ResourcePath;
  const kind = String(request.headers.upgrade ?? '').toLowerCase();
  if (kind !== 'websocket' && kind !== 'spdy/3.1') throw badRequest('Upgrade request required');
  const isWebSocket = kind === 'websocket';
  const offered = isWebSocket ? offeredProtocols(upgrade) : offeredSpdyProtocols(request);
  if (path.subresource === 'portforward') {
    const found = await findPod(api, path);
    refusePortForward(found.pod);
    return isWebSocket
      ? portForwardByWebSocket(api, request, upgrade, found, offered)
      : portForwardBySpdy(api, upgrade, found, offered);
  }
  const command = await readCommandRequest(api, path, request.query);
  return isWebSocket
    ? commandByWebSocket(api, upgrade, command, offered, onError)
    : commandBySpdy(api, request, upgrade, command, offered, onError);
}

function offeredSpdyProtocols({ headers }: ApiRequest): readonly string[] {
  return String(headers['x-stream-protocol-version'] ?? '')
    .split(',')
    .map((text) => text.trim());
}

function commandByWebSocket(
  api: Api,
  upgrade: Upgrade,
  command: CommandRequest,
  offered: readonly string[],
  onError: (error: unknown) => void,
): AcceptedUpgrade {
  const protocol = chooseProtocol(offered, commandProtocols);
  return async () => {
    const socket = await acceptWebSocket(upgrade, protocol);
    await runRemoteCommand(api, command, commandOverWebSocket(socket), onError);
  };
}

function commandBySpdy(
  api: Api,
  { query }: ApiRequest,
  upgrade: Upgrade,
  command: CommandRequest,
  offered: readonly string[],
  onError: (error: unknown) => void,
): AcceptedUpgrade {
  const protocol = chooseProtocol(offered, spdyCommandProtocols);
  return async () => {
    const transport = acceptSpdy(upgrade, protocol);
    const streams = await commandOverSpdy(transport, wantedStreams(query, command)).catch(() => undefined);
    if (streams !== undefined) await runRemoteCommand(api, command, streams, onError);
  };
}

function portForwardByWebSocket(
  { backend }: Api,
  { query }: ApiRequest,
  upgrade: Upgrade,
  found: FoundPod,
  offered: readonly string[],
): AcceptedUpgrade {
  const protocol = chooseProtocol(offered, [TUNNEL, ...portProtocols]);
  if (protocol === TUNNEL) {
    return async () => {
      const socket = await acceptWebSocket(upgrade, protocol);
      await forwardOverSpdy(createWebSocketStream(socket), backend, found);
    };
  }
  const ports = query.getAll('ports').flatMap((text) => text.split(',').map(parsePort));
  if (ports.length === 0) throw badRequest('query parameter "ports" is required');
  return async () => forwardOverWebSocket(backend, found, ports, await acceptWebSocket(upgrade, protocol));
}

function portForwardBySpdy(
  { backend }: Api,
  upgrade: Upgrade,
  found: FoundPod,
  offered: readonly string[],
): AcceptedUpgrade {
  const protocol = chooseProtocol(offered, spdyPortProtocols);
  return () => forwardOverSpdy(acceptSpdy(upgrade, protocol), backend, found);
}
