import { joined } from '../streams';
import { type HttpRequest, type HttpResponse, reasons } from './http';
import { closesAfter, completed, parseHead, responseBytes } from './http-text';

/** What a head, and what a body may hold. */
const HEAD_LIMIT = 8 * 1024;
const BODY_LIMIT = 16 * 1024 * 1024;
const NEWLINE = 10;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Why no request could be read: the status that says so. */
type Mistake = { readonly status: 400 | 413 };

type RequestHead = Pick<HttpRequest, 'method' | 'target' | 'version' | 'headers'>;

/** Bytes as they come, read by lines and by counts; what was not asked for yet is kept. */
function readerOf(input: AsyncIterable<Uint8Array>) {
  const iterator = input[Symbol.asyncIterator]();
  let unread: Uint8Array = new Uint8Array();
  async function more(): Promise<boolean> {
    const { done, value } = await iterator.next();
    if (done) return false;
    unread = joined([unread, value]);
    return true;
  }
  function take(count: number): Uint8Array {
    const bytes = unread.subarray(0, count);
    unread = unread.subarray(count);
    return bytes;
  }
  return {
    /** Up to and without an end of a line; undefined where none comes within the limit. */
    async line(limit: number): Promise<string | undefined> {
      for (;;) {
        const end = unread.indexOf(NEWLINE);
        if (end > limit || (end < 0 && unread.length > limit)) return undefined;
        if (end >= 0) return decoder.decode(take(end + 1).subarray(0, end)).replace(/\r$/, '');
        if (!(await more())) return undefined;
      }
    },
    /** So many bytes; fewer where no more come. */
    async bytes(count: number): Promise<Uint8Array> {
      while (unread.length < count && (await more()));
      return take(count);
    },
    /** Whether there is anything more. */
    async hasMore(): Promise<boolean> {
      return unread.length > 0 || (await more());
    },
  };
}

type Reader = ReturnType<typeof readerOf>;

/** Reads a head; empty lines before it do not count. Undefined where nothing more comes. */
async function readHead(reader: Reader): Promise<RequestHead | Mistake | undefined> {
  const lines: string[] = [];
  let left = HEAD_LIMIT;
  for (;;) {
    const isOver = lines.length === 0 && !(await reader.hasMore());
    if (isOver) return undefined;
    const line = await reader.line(left);
    if (line === undefined) return { status: 400 };
    left -= line.length + 2;
    if (line === '' && lines.length > 0) break;
    if (line !== '') lines.push(line);
  }
  const head = parseHead(lines.join('\r\n'));
  const [, method, target, version] = /^([A-Z][A-Z-]*) (\S+) HTTP\/(1\.[01])$/.exec(head?.line ?? '') ?? [];
  if (head === undefined || method === undefined || target === undefined) return { status: 400 };
  return { method, target, version: version === '1.0' ? '1.0' : '1.1', headers: head.headers };
}

/** Reads a body that comes in chunks. @upstream RFC 9112 7.1 */
async function readChunks(reader: Reader): Promise<Uint8Array | Mistake> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const size = /^([0-9a-f]{1,8})\s*(;.*)?$/i.exec((await reader.line(HEAD_LIMIT)) ?? '')?.[1];
    if (size === undefined) return { status: 400 };
    const length = Number.parseInt(size, 16);
    total += length;
    if (total > BODY_LIMIT) return { status: 413 };
    if (length === 0) break;
    const chunk = await reader.bytes(length);
    if (chunk.length < length || (await reader.line(1)) !== '') return { status: 400 };
    chunks.push(chunk);
  }
  for (;;) {
    const trailer = await reader.line(HEAD_LIMIT);
    if (trailer === undefined) return { status: 400 };
    if (trailer === '') return joined(chunks);
  }
}

/** Reads the body that a head announces. */
async function readBody({ headers }: RequestHead, reader: Reader): Promise<Uint8Array | Mistake> {
  const encoding = headers.get('transfer-encoding')?.toLowerCase();
  if (encoding !== undefined) return encoding === 'chunked' ? await readChunks(reader) : { status: 400 };
  const length = headers.get('content-length') ?? '0';
  if (!/^\d{1,15}$/.test(length)) return { status: 400 };
  if (Number(length) > BODY_LIMIT) return { status: 413 };
  const body = await reader.bytes(Number(length));
  return body.length < Number(length) ? { status: 400 } : body;
}

/** What is said to who sends no request. */
function refusal({ status }: Mistake, now: number): Uint8Array {
  const reason = reasons[status] ?? 'Request Entity Too Large';
  const response: HttpResponse = {
    status,
    reason,
    headers: [['Content-Type', 'text/plain; charset=utf-8']],
    body: encoder.encode(`${status} ${reason}`),
  };
  const asked = { method: 'GET', version: '1.1', headers: new Map([['connection', 'close']]) } as const;
  return responseBytes(completed(response, asked, now));
}

/**
 * An HTTP/1.1 server on a connection: reads one request after the other, and answers each.
 * @param peer the address at the other end
 * @param now milliseconds since 1970
 * @upstream RFC 9112
 */
export function serveHttp(
  http: (request: HttpRequest) => Promise<HttpResponse>,
  peer: string,
  now: () => number,
): (input: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array> {
  return async function* (input) {
    const reader = readerOf(input);
    for (;;) {
      const head = await readHead(reader);
      if (head === undefined) return;
      if ('status' in head) {
        yield refusal(head, now());
        return;
      }
      if (head.headers.get('expect')?.toLowerCase() === '100-continue' && head.version === '1.1') {
        yield encoder.encode('HTTP/1.1 100 Continue\r\n\r\n');
      }
      const body = await readBody(head, reader);
      if ('status' in body) {
        yield refusal(body, now());
        return;
      }
      const request: HttpRequest = { ...head, body, peer };
      const response = completed(await http(request), request, now());
      yield responseBytes(response, request.method);
      if (closesAfter(request) || response.headers.some(isClosing)) return;
    }
  };
}

function isClosing([name, value]: readonly [string, string]): boolean {
  return name.toLowerCase() === 'connection' && value.toLowerCase() === 'close';
}
