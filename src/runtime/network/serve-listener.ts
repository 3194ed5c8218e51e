import type { PortServer } from '../../client/containers';
import { type HttpResponse, reasons } from './http';
import type { Listener } from './network';
import { serveHttp } from './serve-http';

const encoder = new TextEncoder();

/** What is answered where the server has ended meanwhile. */
const gone: HttpResponse = { status: 502, reason: reasons[502] ?? '', headers: [], body: new Uint8Array() };

/**
 * Speaks as a listener does on a connection of bytes.
 * @param first the listener when the connection was made
 * @param find the listener as it is by then
 * @param inside works on the cluster alone
 * @param now milliseconds since 1970
 */
export function serveListener(
  first: Listener,
  find: () => Promise<Listener | undefined>,
  inside: <T>(work: () => Promise<T>) => Promise<T>,
  now: () => number,
): PortServer {
  if (first.http !== undefined) {
    const answer = (request: Parameters<typeof first.http>[0]): Promise<HttpResponse> =>
      inside(async () => (await (await find())?.http?.(request)) ?? gone);
    return serveHttp(answer, '127.0.0.1', now);
  }
  return async function* (input) {
    if (first.greeting !== undefined) yield encoder.encode(first.greeting);
    for await (const sent of input) {
      const reply = await inside(async () => (await find())?.reply?.(sent));
      if (reply !== undefined) yield reply;
    }
  };
}
