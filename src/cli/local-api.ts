import { httpClient } from '../client/http';
import type { Backend } from '../server/http/backend';
import { nodeFetch } from './node-fetch';
import { serveLocally } from './serve/locally';

/**
 * What a path of the API answers for a cluster in a file: it is served for so long, where only this program finds it.
 * @param headers who asks, where it is not the administrator
 * @throws StatusError as the server answers
 */
export async function readPath(backend: Backend, path: string, headers: Record<string, string>): Promise<string> {
  const faults: unknown[] = [];
  const onError = (error: unknown): void => void faults.push(error);
  const { server, token, close } = await serveLocally(backend, onError);
  try {
    return (await httpClient({ server, token, headers, fetch: nodeFetch() }).raw?.(path)) ?? '';
  } catch (error) {
    throw faults[0] ?? error;
  } finally {
    await close();
  }
}
