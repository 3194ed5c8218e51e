import { describe, expect, it } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../../src/runtime/network/http';
import { serveHttp } from '../../../src/runtime/network/serve-http';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Says what it was asked. */
async function answer({ method, target, body, headers }: HttpRequest): Promise<HttpResponse> {
  const text = `${method} ${target} ${decoder.decode(body)}`;
  const more: [string, string][] = headers.has('x-chunks') ? [['Transfer-Encoding', 'chunked']] : [];
  return { status: target === '/none' ? 204 : 200, reason: 'OK', headers: more, body: encoder.encode(text) };
}

async function talk(chunks: readonly (string | Uint8Array)[], http = answer): Promise<string> {
  async function* input(): AsyncIterable<Uint8Array> {
    for (const chunk of chunks) yield typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
  }
  const parts: Uint8Array[] = [];
  for await (const bytes of serveHttp(http, '10.0.0.9', () => 1_700_000_000_000)(input())) parts.push(bytes);
  return parts.map((bytes) => decoder.decode(bytes)).join('');
}

const response = (body: string, connection = 'keep-alive', shown = body): string =>
  `HTTP/1.1 200 OK\r\nDate: Tue, 14 Nov 2023 22:13:20 GMT\r\nContent-Length: ${body.length}\r\nConnection: ${connection}\r\n\r\n${shown}`;

describe('HTTP on a connection', () => {
  it.each<[string, (string | Uint8Array)[], string]>([
    ['one request', ['GET / HTTP/1.1\r\nHost: a\r\n\r\n'], response('GET / ')],
    ['a request in pieces', ['GET / HT', 'TP/1.1\r\nHost: a\r', '\n\r\n'], response('GET / ')],
    ['bare newlines', ['GET / HTTP/1.1\nHost: a\n\n'], response('GET / ')],
    ['empty lines before it', ['\r\n\r\nGET / HTTP/1.1\r\n\r\n'], response('GET / ')],
    [
      'several requests on one connection',
      ['GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\nConnection: close\r\n\r\nGET /c HTTP/1.1\r\n\r\n'],
      response('GET /a ') + response('GET /b ', 'close'),
    ],
    ['HTTP/1.0', ['GET / HTTP/1.0\r\n\r\nGET / HTTP/1.0\r\n\r\n'], response('GET / ', 'close')],
    ['HEAD', ['HEAD /x HTTP/1.1\r\n\r\n'], response('HEAD /x ', 'keep-alive', '')],
    ['a body', ['POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhe', 'llo'], response('POST / hello')],
    [
      'a body in chunks, and what follows it',
      [
        'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nTrailer: z\r\n\r\nGET /b HTTP/1.1\r\n\r\n',
      ],
      response('POST / hello') + response('GET /b '),
    ],
    [
      'a body that waits to be asked for',
      ['POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n', 'ab'],
      `HTTP/1.1 100 Continue\r\n\r\n${response('POST / ab')}`,
    ],
    ['nothing', [], ''],
  ])('%s', async (_, chunks, expected) => {
    expect(await talk(chunks)).toBe(expected);
  });

  it.each<[string, (string | Uint8Array)[], number]>([
    ['no HTTP', ['hello\r\n\r\n'], 400],
    ['bytes that are no text', [new Uint8Array([22, 3, 1, 0, 200, 10, 13, 10])], 400],
    ['a header that is none', ['GET / HTTP/1.1\r\nno colon\r\n\r\n'], 400],
    ['HTTP/2', ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'], 400],
    ['a head that ends in the middle', ['GET / HTTP/1.1\r\nHost: a\r\n'], 400],
    ['a head of more than 8 KiB', [`GET / HTTP/1.1\r\nX: ${'x'.repeat(9000)}\r\n\r\n`], 400],
    ['a line that does not end', ['x'.repeat(9000)], 400],
    ['a length that is none', ['POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n'], 400],
    ['two lengths', ['POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'], 400],
    ['a chunk that is none', ['POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'], 400],
    ['a chunk that is too short', ['POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab'], 400],
    ['an encoding that is not known', ['POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n'], 400],
    ['a body that is too long', ['POST / HTTP/1.1\r\nContent-Length: 16777217\r\n\r\n'], 413],
    ['chunks that are too long', ['POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1000001\r\n'], 413],
  ])('refuses %s, and closes', async (_, chunks, status) => {
    const text = await talk([...chunks, 'GET / HTTP/1.1\r\n\r\n']);
    expect(text.match(/^HTTP\/1\.1 \d+/gm)).toEqual([`HTTP/1.1 ${status}`]);
    expect(text).toContain('Connection: close\r\n');
  });

  it('adds only what lacks', async () => {
    const own = async (): Promise<HttpResponse> => ({
      status: 200,
      reason: 'OK',
      headers: [
        ['date', 'now'],
        ['Connection', 'close'],
      ],
      body: encoder.encode('x'),
    });
    expect(await talk(['GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n'], own)).toBe(
      'HTTP/1.1 200 OK\r\ndate: now\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx',
    );
  });

  it('sends no body where none may be', async () => {
    const text = await talk(['GET /none HTTP/1.1\r\n\r\n']);
    expect(text).toBe('HTTP/1.1 204 OK\r\nDate: Tue, 14 Nov 2023 22:13:20 GMT\r\nConnection: keep-alive\r\n\r\n');
  });

  it('sends chunks where the server says so', async () => {
    const text = await talk(['GET / HTTP/1.1\r\nX-Chunks: 1\r\n\r\n']);
    expect(text).not.toContain('Content-Length');
    expect(text.endsWith('\r\n\r\n6\r\nGET / \r\n0\r\n\r\n')).toBe(true);
  });

  it('tells who asks', async () => {
    const seen: HttpRequest[] = [];
    await talk(['GET /?a=b HTTP/1.1\r\nHOST: a\r\nX: 1\r\nX: 2\r\n\r\n'], async (request) => {
      seen.push(request);
      return await answer(request);
    });
    expect(seen[0]).toMatchObject({ target: '/?a=b', version: '1.1', peer: '10.0.0.9' });
    expect([...(seen[0]?.headers ?? [])]).toEqual([
      ['host', 'a'],
      ['x', '1, 2'],
    ]);
  });
});
