import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProxyOptions } from '../../kubectl/kubectl';
import type { Backend } from '../../server/http/backend';
import { inUrl, listenError } from '../listen-error';
import type { Credentials } from '../remote-credentials';
import { reverseProxy } from './reverse-proxy';

/** Starts to hand requests on to an API server. @returns where it listens @throws CommandError */
export async function startProxy(options: ProxyOptions, server: string, login: Credentials): Promise<string> {
  return await listen(reverseProxy({ ...options, server, login }), options);
}

/** The same for a cluster in a file: it is served first, where only this program finds it. */
export async function startLocalProxy(options: ProxyOptions, backend: Backend): Promise<string> {
  const { serveLocally } = await import('../serve/locally');
  const { server, token, close } = await serveLocally(backend, options.onError);
  try {
    return await startProxy(options, server, { token, headers: {} });
  } catch (error) {
    await close();
    throw error;
  }
}

async function listen(server: Server, { address, port, unixSocket }: ProxyOptions): Promise<string> {
  try {
    const listening = once(server, 'listening');
    if (unixSocket === undefined) server.listen(port, address);
    else server.listen(unixSocket);
    await listening;
  } catch (error) {
    if (unixSocket !== undefined) throw listenError(error, 'unix', unixSocket);
    throw listenError(error, 'tcp', address, port);
  }
  return unixSocket ?? `${inUrl(address)}:${(server.address() as AddressInfo).port}`;
}
