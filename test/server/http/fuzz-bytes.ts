import { connect } from 'node:net';
import * as fc from 'fast-check';

/** What a client sends over a connection of its own, and how it leaves. */
export type Bytes = {
  readonly pieces: readonly Buffer[];
  /** Waits for the server to close; says that it has no more to send; goes without a word. */
  readonly leave: 'wait' | 'end' | 'reset';
  /** The codes that must come, where that is certain; the server may close the connection after any of them. */
  readonly codes?: readonly number[];
};

const list = '/api/v1/namespaces/default/configmaps';
const host = 'Host: localhost\r\n';
const last = 'Connection: close\r\n';
const removal = `DELETE ${list}/kept HTTP/1.1\r\n${host}\r\n`;
const sound = [
  `GET ${list} HTTP/1.1\r\n${host}${last}\r\n`,
  `GET /readyz HTTP/1.0\r\n\r\n`,
  `POST ${list} HTTP/1.1\r\n${host}${last}Content-Type: application/json\r\nContent-Length: 15\r\n\r\n{"metadata":{}}`,
  `POST ${list} HTTP/1.1\r\n${host}${last}Transfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n3;x=y\r\n1}\n\r\n0\r\nX: y\r\n\r\n`,
  `PATCH ${list}/kept HTTP/1.1\r\n${host}${last}Content-Type: text/plain\r\nContent-Length: ${removal.length}\r\n\r\n${removal}`,
];

type Leave = fc.Arbitrary<Bytes['leave']>;
const leaves: Leave = fc.constantFrom('end', 'end', 'reset');
const sent = (text: fc.Arbitrary<string>, leave: Leave = leaves): fc.Arbitrary<Bytes> =>
  fc.tuple(text, leave).map(([all, left]) => ({ pieces: [Buffer.from(all, 'latin1')], leave: left }));
const oneOf = (...texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);

const garbage = fc
  .tuple(fc.uint8Array({ maxLength: 400 }), leaves)
  .map(([bytes, leave]) => ({ pieces: [Buffer.from(bytes)], leave }));

/** Ends anywhere, also in the middle of a body. */
const cut = sent(fc.tuple(fc.constantFrom(...sound), fc.nat(400)).map(([text, at]) => text.slice(0, at % text.length)));

const changed = sent(
  fc
    .tuple(
      fc.constantFrom(...sound.slice(0, -1)),
      fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 4 }),
    )
    .map(([text, changes]) => {
      const bytes = Buffer.from(text);
      // A changed body that is an object after all would be kept.
      const head = text.indexOf('\r\n\r\n');
      for (const [at, byte] of changes) bytes[at % head] = byte;
      return bytes.toString('latin1');
    }),
  fc.constant('end'),
);

const lines = sent(
  oneOf(
    ...[
      '',
      ' ',
      'GET',
      'GET ',
      'GET /',
      'GET / HTTP',
      'GET / HTTP/1.1 x',
      'GET / HTTP/2.0',
      'GET / HTTP/1.1\0',
      'GET  / HTTP/1.1',
    ],
    ...[
      'get / HTTP/1.1',
      'G\tT / HTTP/1.1',
      'NOPE / HTTP/1.1',
      'GET\t/\tHTTP/1.1',
      'GET /\u0000 HTTP/1.1',
      'GET /é HTTP/1.1',
      'GET ? HTTP/1.1',
    ],
    ...[
      'GET http://localhost/readyz HTTP/1.1',
      'GET http://evil.example/readyz HTTP/1.1',
      'GET readyz HTTP/1.1',
      'OPTIONS * HTTP/1.1',
    ],
    ...[
      'CONNECT localhost:80 HTTP/1.1',
      'CONNECT / HTTP/1.1',
      'PRI * HTTP/2.0',
      'SSTP_DUPLEX_POST / HTTP/1.1',
      'GET //evil.example/ HTTP/1.1',
    ],
    ...[
      `GET /${'a'.repeat(70_000)} HTTP/1.1`,
      `${'A'.repeat(70_000)} / HTTP/1.1`,
      'GET /api/v1/pods#fragment HTTP/1.1',
      'GET /\\..\\x HTTP/1.1',
    ],
    ...[
      '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
      'HTTP/1.1 200 OK',
      'GET /%ff%fe HTTP/1.1',
      'GET /api/v1/pods?%ff HTTP/1.1',
    ],
  ).map((line) => `${line}\r\n${host}${last}\r\n`),
);

const headers = sent(
  fc
    .array(
      oneOf(
        ...[
          'NoColon',
          ': empty',
          'A : b',
          ' folded',
          'A:\r\n folded',
          'A: \0',
          'A: \u007f',
          'A: é',
          'A: b\rC: d',
          'A: b\nC: d',
          'Ä: b',
          'A\tB: c',
        ],
        ...[
          'Host: other',
          'Host:',
          'Host: a, b',
          'Host: localhost',
          '"A": b',
          'A: \u000b',
          'Content-Type: \u00ff',
          'Accept: \u00ff',
          'Connection: \0',
        ],
        ...[
          'Connection: upgrade',
          'Upgrade: h2c',
          'Expect: nonsense',
          'Expect: 100-continue',
          'TE: trailers',
          'Trailer: Content-Length',
          'Keep-Alive: x',
        ],
        ...[
          '__proto__: x',
          'constructor: x',
          'Proxy: x',
          'HTTP2-Settings: AAAA',
          'Content-Length: 0',
          'Origin: null',
          `Big: ${'x'.repeat(70_000)}`,
        ],
        'Many: x\r\n'.repeat(3000).trimEnd(),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((all) => `GET ${list} HTTP/1.1\r\n${host}${all.join('\r\n')}\r\n${last}\r\n`),
);

const hosts = sent(
  oneOf(
    ...[
      'evil.example',
      '',
      ' ',
      '[',
      '[::1',
      '[::1]:x',
      '::1',
      'localhost:99999999',
      'localhost:',
      ':80',
      'localhost@evil',
      'a'.repeat(60_000),
    ],
    ...[
      '127.0.0.1.evil.example',
      'LOCALHOST',
      '[::ffff:127.0.0.1]',
      '2130706433',
      '0x7f.1',
      'localhost.',
      '\u00ff',
      'localhost/a',
      'localhost\tx',
    ],
  ).map((name) => `GET ${list} HTTP/1.1\r\nHost: ${name}\r\n${last}\r\n`),
);

/** Where one reader would find a second request in the body, and another would not. */
const smuggled = sent(
  oneOf(
    ...[
      'Content-Length: 4\r\nTransfer-Encoding: chunked',
      'Transfer-Encoding: chunked\r\nContent-Length: 4',
      'Content-Length: 4\r\nContent-Length: 5',
    ],
    ...[
      'Content-Length: 4, 5',
      'Content-Length: +4',
      'Content-Length: -1',
      'Content-Length: 0x4',
      'Content-Length: 4 4',
      'Content-Length: 99999999999999999999',
    ],
    ...['Transfer-Encoding: chunked, identity', 'Transfer-Encoding: chunked, chunked', 'Transfer-Encoding: xchunked'],
    ...[
      'Transfer-Encoding : chunked\r\nContent-Length: 4',
      'Transfer-Encoding:\u000bchunked',
      'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity',
    ],
    ...[
      'Transfer-Encoding: "chunked"',
      'Content-Length: 4\r\n Transfer-Encoding: chunked',
      'Content_Length: 4\r\nContent-Length:',
      'Content-Length: 1e9',
    ],
  ).map((framing) => `POST ${list} HTTP/1.1\r\n${host}${framing}\r\n\r\n0\r\n\r\n${removal}`),
  fc.constant('end'),
);

const chunks = sent(
  fc
    .array(
      oneOf(
        ...[
          'x\r\n',
          '-1\r\n',
          '0x5\r\nhello\r\n',
          '5\nhello\n',
          '5\r\nhel',
          '5\r\nhello!\r\n',
          'ffffffffffffffffff\r\n',
          '5 \r\nhello\r\n',
          '\r\n',
        ],
        ...[
          '5;a="\r\nhello\r\n',
          `5;${'a'.repeat(20_000)}\r\nhello\r\n`,
          '05\r\nhello\r\n',
          '0\r\n\r',
          '0\r\nContent-Length: 5\r\n\r\n',
          '5\r\nhello\r\n',
          '\0',
        ],
        `0\r\n${'X: y\r\n'.repeat(3000)}\r\n`,
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((all) => `POST ${list} HTTP/1.1\r\n${host}${last}Transfer-Encoding: chunked\r\n\r\n${all.join('')}0\r\n\r\n`),
);

const pipelineItems = [
  { text: `GET /readyz HTTP/1.1\r\n${host}\r\n`, code: 200 },
  { text: `GET ${list}/kept HTTP/1.1\r\n${host}\r\n`, code: 200 },
  { text: `GET ${list}/nope HTTP/1.1\r\n${host}\r\n`, code: 404 },
  { text: `GET ${list} HTTP/1.1\r\nHost: evil.example\r\n\r\n`, code: 403 },
  {
    text: `PUT ${list}/kept HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 1\r\n\r\n{`,
    code: 400,
  },
  // What looks like a request within a body is none.
  {
    text: `PATCH ${list}/kept HTTP/1.1\r\n${host}Content-Type: application/merge-patch+json\r\nContent-Length: ${removal.length}\r\n\r\n${removal}`,
    code: 400,
  },
];

/** Several requests at once, in pieces of any size: each is answered in its turn. */
const pipelined = fc
  .tuple(
    fc.array(fc.constantFrom(...pipelineItems), { maxLength: 8 }),
    fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 6 }),
  )
  .map(([items, sizes]): Bytes => {
    const bytes = Buffer.from(`${items.map(({ text }) => text).join('')}GET /readyz HTTP/1.1\r\n${host}${last}\r\n`);
    let at = 0;
    const pieces = sizes.map((size) => {
      at += size;
      return bytes.subarray(at - size, at);
    });
    return { pieces: [...pieces, bytes.subarray(at)], leave: 'wait', codes: [...items.map(({ code }) => code), 200] };
  });

const whole = sent(fc.constantFrom(...sound), fc.constantFrom('wait', 'end', 'reset'));

/** What clients send that cannot speak HTTP, or will not. */
export const anyBytes: fc.Arbitrary<Bytes> = fc.oneof(
  garbage,
  cut,
  changed,
  lines,
  headers,
  hosts,
  smuggled,
  chunks,
  pipelined,
  whole,
);

/** Sends bytes over a connection; answers with all that comes back until the server closes it. */
export function exchange(port: number, { pieces, leave }: Bytes): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    socket.setTimeout(15_000, () => {
      socket.destroy();
      reject(new Error('the server left the connection open'));
    });
    socket.on('data', (chunk) => received.push(chunk));
    // The server may close before all is written.
    socket.on('error', () => undefined);
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(Buffer.concat(received)));
    for (const piece of pieces) socket.write(piece);
    if (leave === 'end') socket.end();
    if (leave === 'reset') socket.write('', () => socket.resetAndDestroy());
  });
}

/** An answer as its bytes say. */
export type RawAnswer = { readonly code: number; readonly headers: ReadonlyMap<string, string>; readonly body: string };

/** The answers within bytes. @throws Error where the bytes are no answers, or the last one is cut */
export function readAnswers(bytes: Buffer): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const end = rest.indexOf('\r\n\r\n');
    const [line = '', ...fields] = rest.subarray(0, Math.max(end, 0)).toString('latin1').split('\r\n');
    const [, code] = /^HTTP\/1\.1 (\d{3}) [A-Z][\w ()'-]*$/.exec(line) ?? [];
    if (end < 0 || code === undefined) throw new Error(`no answer: ${rest.toString('latin1').slice(0, 200)}`);
    const pairs = fields.map((field) => /^([\w-]+): (.*)$/.exec(field) ?? []);
    const headers = new Map(pairs.map(([, name = '?', value = '']) => [name.toLowerCase(), value]));
    rest = rest.subarray(end + 4);
    if (code === '100') continue;
    const length = Number(headers.get('content-length') ?? emptyBody(rest, headers));
    if (rest.length < length) throw new Error(`an answer is cut: ${line}`);
    answers.push({ code: Number(code), headers, body: rest.subarray(0, length).toString('utf8').trimEnd() });
    rest = rest.subarray(length);
  }
  return answers;
}

/** How long the last chunk is, of an answer without any: only watches have others. */
function emptyBody(rest: Buffer, headers: ReadonlyMap<string, string>): number {
  if (!headers.has('transfer-encoding')) return 0;
  if (!rest.toString('latin1').startsWith('0\r\n\r\n')) throw new Error('an answer in chunks');
  return 5;
}
