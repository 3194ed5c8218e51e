/** A request, as far as simple servers look at it. */
export type PageRequest = { readonly method: string; readonly path: string };

/** What is answered: a status line's code and reason, headers beside those that every answer has, and the body. */
export type Page = {
  readonly code: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What a request head may hold; more is no request. */
const HEAD_LIMIT = 8 * 1024;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/**
 * Speaks HTTP/1.1 on a connection: reads one request after the other and answers each.
 * @param answer undefined in its argument stands for bytes that are no request
 * @upstream RFC 9112
 */
export async function* serveHttp(
  input: AsyncIterable<Uint8Array>,
  answer: (request: PageRequest | undefined) => Page,
): AsyncIterable<Uint8Array> {
  let unread = '';
  let skip = 0;
  for await (const chunk of input) {
    unread += decoder.decode(chunk, { stream: true });
    for (;;) {
      const skipped = Math.min(skip, unread.length);
      unread = unread.slice(skipped);
      skip -= skipped;
      const end = unread.indexOf('\r\n\r\n');
      if (skip > 0 || (end < 0 && unread.length <= HEAD_LIMIT)) break;
      const head = readHead(end < 0 ? '' : unread.slice(0, end));
      yield write(answer(head), head?.method === 'HEAD', head?.isLast ?? true);
      if (head === undefined || head.isLast) return;
      unread = unread.slice(end + 4);
      skip = head.length;
    }
  }
}

type Head = PageRequest & { readonly length: number; readonly isLast: boolean };

function readHead(text: string): Head | undefined {
  const [line = '', ...rest] = text.split('\r\n');
  const [, method, path, version] = /^([A-Z]+) (\S+) HTTP\/1\.([01])$/.exec(line) ?? [];
  if (method === undefined || path === undefined) return undefined;
  const headers = new Map(
    rest.map((header) => {
      const colon = header.indexOf(':');
      return [header.slice(0, colon).trim().toLowerCase(), header.slice(colon + 1).trim()];
    }),
  );
  const connection = headers.get('connection')?.toLowerCase() ?? (version === '0' ? 'close' : 'keep-alive');
  return { method, path, length: Number(headers.get('content-length') ?? 0) || 0, isLast: connection === 'close' };
}

function write({ code, reason, headers, body }: Page, isHead: boolean, isLast: boolean): Uint8Array {
  const bytes = encoder.encode(body);
  const all = { ...headers, 'Content-Length': bytes.length, Connection: isLast ? 'close' : 'keep-alive' };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = encoder.encode(`HTTP/1.1 ${code} ${reason}\r\n${lines.join('')}\r\n`);
  if (isHead) return head;
  const whole = new Uint8Array(head.length + bytes.length);
  whole.set(head);
  whole.set(bytes, head.length);
  return whole;
}
