import type { Backend } from '../../server/http/backend';
import { startHttpServer } from '../../server/http/server';

/** A cluster's API where only this program finds it. */
export type LocalServer = { readonly server: string; readonly token: string; readonly close: () => Promise<void> };

/** Serves a cluster at a free port of the loopback, to who knows the token. @param onError told of faults of ours */
export async function serveLocally(backend: Backend, onError: (error: unknown) => void): Promise<LocalServer> {
  const [address, token] = ['127.0.0.1', crypto.randomUUID()];
  const { port, close } = await startHttpServer({ backend, address, port: 0, token, onError });
  return { server: `http://${address}:${port}`, token, close };
}
