import { isObject, type Json, type JsonObject, parseJson } from '../../apimachinery/json';
import { type Asked, connectionError, errorFromCode, errorFromStatus, isFailure, RequestError } from './errors';
import { type Query, requestUrl } from './paths';

/** How requests reach a server. */
export type Connection = {
  /** `http://127.0.0.1:8080` */
  readonly server: string;
  /** A bearer token. */
  readonly token?: string;
  /** Sent with every request: who asks in whose name. */
  readonly headers?: { readonly [name: string]: string };
  readonly fetch?: typeof fetch;
  /** Ends all requests. */
  readonly signal?: AbortSignal;
  /** Waits so many milliseconds; without it nothing is waited for, and nothing tried again. */
  readonly pause?: (milliseconds: number) => Promise<void>;
  /** What the server says beside its answers. */
  readonly warn?: (text: string) => void;
};

export type HttpRequest = Asked & {
  readonly path: string;
  readonly query?: Query;
  readonly body?: Json;
  readonly contentType?: string;
  readonly accept?: string;
  readonly signal?: AbortSignal;
  /** Instead of the connection's. */
  readonly warn?: (text: string) => void;
};

/** Sends requests; failures are thrown as the door has them. */
export type Transport = {
  /** @throws StatusError, ConnectionError */
  readonly send: (request: HttpRequest) => Promise<Response>;
  /** The answer's JSON object. @throws StatusError, ConnectionError, RequestError */
  readonly json: (request: HttpRequest) => Promise<JsonObject>;
};

const ATTEMPTS = 10;

/** @param connection how the server is reached */
export function createTransport(connection: Connection): Transport {
  const { server, pause } = connection;

  async function attempt(request: HttpRequest): Promise<Response> {
    const send = connection.fetch ?? globalThis.fetch;
    try {
      return await send(requestUrl(server, request.path, request.query), requestInit(connection, request));
    } catch (error) {
      if (request.signal?.aborted || connection.signal?.aborted) throw error;
      throw connectionError(error, server);
    }
  }

  async function send(request: HttpRequest): Promise<Response> {
    const warn = request.warn ?? connection.warn;
    for (let tried = 1; ; tried++) {
      const response = await attempt(request);
      for (const text of warningsOf(response)) warn?.(text);
      if (response.ok) return response;
      const wait = retryAfter(response);
      if (wait === undefined || pause === undefined || tried === ATTEMPTS) throw await failure(response, request);
      await response.body?.cancel();
      await pause(wait);
    }
  }

  return {
    send,
    async json(request) {
      const response = await send(request);
      return parse(await readText(response, server));
    },
  };
}

function requestInit(connection: Connection, { method, body, contentType, accept, signal }: HttpRequest): RequestInit {
  const { token, headers } = connection;
  const signals = [signal, connection.signal].filter((one) => one !== undefined);
  return {
    method,
    headers: {
      accept: accept ?? 'application/json',
      'user-agent': 'kubectl-lite',
      ...(body === undefined ? {} : { 'content-type': contentType ?? 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signals.length === 0 ? {} : { signal: AbortSignal.any(signals) }),
  };
}

/** Milliseconds after which a server that is busy wants to be asked again. @upstream client-go rest/with_retry.go */
function retryAfter({ status, headers }: Response): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  const isBusy = status === 429 || status >= 500;
  return isBusy && Number.isInteger(seconds) ? seconds * 1000 : undefined;
}

async function failure(response: Response, asked: Asked): Promise<Error> {
  const body = await response.text().catch(() => '');
  const answer = parseJson(body);
  return isFailure(answer) ? errorFromStatus(answer) : errorFromCode(response.status, body.trim(), asked);
}

async function readText(response: Response, server: string): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    throw connectionError(error, server);
  }
}

function parse(body: string): JsonObject {
  const answer = parseJson(body);
  if (!isObject(answer)) throw new RequestError(`the server's answer is no JSON object: ${body.slice(0, 80)}`);
  return answer;
}

/** `299 - "unknown field \"spec.foo\"", 299 - "…"`. @upstream apimachinery util/net ParseWarningHeaders */
function warningsOf({ headers }: Response): string[] {
  const header = headers.get('warning') ?? '';
  return Array.from(header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g), ([, text = '']) => text.replace(/\\(.)/g, '$1'));
}
