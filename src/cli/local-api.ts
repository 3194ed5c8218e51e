import { httpClient } from '../client/http';
import type { Backend } from '../server/http/backend';
import { startHttpServer } from '../server/http/server';
import { nodeFetch } from './node-fetch';

/**
 * What a path of the API answers for a cluster in a file: it is served for so long, where only this program finds it.
 * @param headers who asks, where it is not the administrator
 * @throws StatusError as the server answers
 */
export async function readPath(backend: Backend, path: string, headers: Record<string, string>): Promise<string> {
  const [address, token] = ['127.0.0.1', crypto.randomUUID()];
  const faults: unknown[] = [];
  const onError = (error: unknown): void => void faults.push(error);
  const { port, close } = await startHttpServer({ backend, address, port: 0, token, onError });
  try {
    const server = `http://${address}:${port}`;
    return (await httpClient({ server, token, headers, fetch: nodeFetch() }).raw?.(path)) ?? '';
  } catch (error) {
    throw faults[0] ?? error;
  } finally {
    await close();
  }
}
