import { type Agent, type IncomingMessage, request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { FuzzRequest } from './fuzz-requests';

/** How long an answer may take, in milliseconds: far more than any does. */
const PATIENCE = 15_000;

/** An answer; the body is undefined where the server goes on to tell of changes. */
type Answer = {
  readonly code: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string | undefined;
};

/** Asks by HTTP; watches are left at once. */
export function ask(url: string, agent: Agent, { method, path, headers, body }: FuzzRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // An URL would be tidied up before it is sent.
    const { hostname, port } = new URL(url);
    // Without a length, Node would send some methods' bodies as if they were the next request.
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const options = { hostname, port, agent, method, path, headers: { ...headers, ...length }, timeout: PATIENCE };
    const asked = request(options);
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', reject);
    asked.on('response', (response) => {
      const { statusCode: code = 0, headers: received } = response;
      if (received['transfer-encoding'] !== undefined) {
        asked.destroy();
        resolve({ code, headers: received, body: undefined });
        return;
      }
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const isPacked = received['content-encoding'] === 'gzip' && method !== 'HEAD';
        resolve({ code, headers: received, body: (isPacked ? gunzipSync(bytes) : bytes).toString('utf8') });
      });
    });
    asked.end(body);
  });
}

/** What is wrong with an answer; undefined where nothing is. */
export function problemOf(method: string, { code, headers, body }: Answer): string | undefined {
  if (code < 200 || code > 599) return `code ${code}`;
  if (body === undefined) return code === 200 ? undefined : `a stream with code ${code}`;
  if (code === 500) return `code 500: ${body}`;
  if (method === 'HEAD') return body === '' ? undefined : 'a body after HEAD';
  const isJson = /^application\/(json|yaml)/.test(headers['content-type'] ?? '');
  if (code < 400 && !isJson) return undefined;
  return statusProblem(code, body);
}

function statusProblem(code: number, body: string): string | undefined {
  try {
    const json = JSON.parse(body);
    if (code < 400) return undefined;
    const isStatus =
      json.kind === 'Status' && json.apiVersion === 'v1' && json.status === 'Failure' && json.code === code;
    return isStatus && typeof json.message === 'string' && json.message !== '' ? undefined : `no Status: ${body}`;
  } catch {
    return `no JSON: ${body.slice(0, 300)}`;
  }
}

/** Does something for each of many, few at a time. */
export async function each<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const worker = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Problems, each with the shortest request that met it: one fault meets many requests. */
export function problemList(): {
  readonly add: (problem: string, request: string) => void;
  readonly list: () => string[];
} {
  const found = new Map<string, { problem: string; request: string; count: number }>();
  return {
    add(problem, request) {
      const key = problem.replace(/\d+|"[^"]*\\"[^"]*"/g, '#').slice(0, 250);
      const known = found.get(key);
      const isShorter = known === undefined || request.length < known.request.length;
      found.set(key, { ...(isShorter ? { problem, request } : known), count: (known?.count ?? 0) + 1 });
    },
    list: () => [...found.values()].map(({ problem, request, count }) => `${count} x ${problem}\n  ${request}`),
  };
}
