import { request } from 'node:http';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { checkRequest } from '../../../src/server/http/guard';
import { selfSigned } from '../../../src/server/tls/certificate';
import { harness, now } from './harness';

const check = (headers: Record<string, string>, address = '127.0.0.1'): string => {
  try {
    checkRequest(headers, '/api', { address, scheme: 'http' });
    return 'let in';
  } catch (error) {
    return error instanceof Error ? error.message : 'refused';
  }
};

describe('who may ask', () => {
  it.each([
    ['127.0.0.1:8001', 'let in'],
    ['localhost:8001', 'let in'],
    ['LOCALHOST', 'let in'],
    ['[::1]:8001', 'let in'],
    ['evil.example:8001', 'forbidden: Host "evil.example:8001"'],
    ['127.0.0.1.evil.example', 'forbidden: Host "127.0.0.1.evil.example"'],
    ['192.168.1.7:8001', 'forbidden: Host "192.168.1.7:8001"'],
    ['', 'forbidden: Host ""'],
  ])('by the name of %s: %s', (host, expected) => {
    expect(check({ host })).toBe(expected);
  });

  it('by any address of a server that listens at all of them, but by no name', () => {
    expect(check({ host: '192.168.1.7:8001' }, '0.0.0.0')).toBe('let in');
    expect(check({ host: '[fe80::1]:8001' }, '::')).toBe('let in');
    expect(check({ host: 'evil.example:8001' }, '0.0.0.0')).toBe('forbidden: Host "evil.example:8001"');
    expect(check({ host: 'box.lan:8001' }, 'box.lan')).toBe('let in');
  });

  it.each([
    [{ origin: 'http://localhost:8001' }, 'let in'],
    [{ origin: 'http://localhost:9000' }, 'forbidden: Origin "http://localhost:9000"'],
    [{ origin: 'https://localhost:8001' }, 'forbidden: Origin "https://localhost:8001"'],
    [{ origin: 'https://evil.example' }, 'forbidden: Origin "https://evil.example"'],
    [{ origin: 'null' }, 'forbidden: Origin "null"'],
    [{ 'sec-fetch-site': 'cross-site' }, 'forbidden: Sec-Fetch-Site "cross-site"'],
    [{ 'sec-fetch-site': 'same-origin' }, 'let in'],
    [{ 'sec-fetch-site': 'none' }, 'let in'],
  ])('from %o: %s', (headers: Record<string, string>, expected) => {
    expect(check({ host: 'localhost:8001', ...headers })).toBe(expected);
  });

  it('is answered with a Status', async () => {
    const { url } = await harness();
    const body = await new Promise<string>((resolve) => {
      const message = request(`${url}/api/v1/pods`, { headers: { Host: 'evil.example' } }, (response) => {
        expect(response.statusCode).toBe(403);
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve(text));
      });
      message.end();
    });
    expect(JSON.parse(body)).toMatchObject({ kind: 'Status', reason: 'Forbidden', code: 403 });
  });
});

describe('a server with a token', () => {
  it('refuses all who do not know it, but says that it lives', async () => {
    const { get } = await harness({ token: 'secret' });
    const refused = await get('/api/v1/pods');
    expect(refused).toMatchObject({
      code: 401,
      json: { kind: 'Status', reason: 'Unauthorized', message: 'Unauthorized' },
    });
    for (const Authorization of ['Bearer wrong', 'Bearer secretx', 'Bearer', 'Basic c2VjcmV0', 'secret']) {
      expect(await get('/version', { Authorization })).toMatchObject({ code: 401 });
    }
    expect(await get('/api/v1/pods', { Authorization: 'Bearer secret' })).toMatchObject({ code: 200 });
    expect(await get('/healthz')).toMatchObject({ code: 200 });
  });
});

describe('a server with a certificate of its own', () => {
  it('is trusted by those who were given it, under its names only', async () => {
    const tls = selfSigned('192.168.1.7', Date.now());
    const { url } = await harness({ tls });
    const port = Number(new URL(url).port);
    const meet = (options: { ca?: string; servername: string }): Promise<string> =>
      new Promise((resolve) => {
        const socket = connectTls({ port, host: '127.0.0.1', ...options }, () => {
          resolve('trusted');
          socket.destroy();
        });
        socket.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
      });
    expect(await meet({ ca: tls.cert, servername: 'localhost' })).toBe('trusted');
    expect(await meet({ ca: tls.cert, servername: 'evil.example' })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await meet({ servername: 'localhost' })).toMatch(/SELF_SIGNED/);
  });

  it('is good for the loopback and the address, for a year', async () => {
    const { X509Certificate } = await import('node:crypto');
    const certificate = new X509Certificate(selfSigned('fe80::1:0:7', now).cert);
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkIP('fe80::1:0:7')).toBe('fe80::1:0:7');
    expect(certificate.checkIP('::1')).toBe('::1');
    expect(certificate.checkIP('10.0.0.1')).toBeUndefined();
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(Date.parse(certificate.validTo)).toBe(now + 365 * 86_400_000);
  });
});

describe('clients that behave badly', () => {
  it.each([
    '\u0000\u0001garbage\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`,
  ])('are cut off, and others are served (%#)', async (bytes) => {
    const server = await harness();
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    const gone = new Promise((resolve) => socket.once('close', resolve));
    socket.write(bytes);
    socket.resume();
    await gone;
    expect(await server.get('/healthz')).toMatchObject({ code: 200 });
    expect(server.faults).toEqual([]);
  });

  it('may break off in the middle of a body', async () => {
    const server = await harness();
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      'POST /api/v1/namespaces/default/pods HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{"kind"',
    );
    await server.get('/healthz');
    socket.destroy();
    expect(await server.get('/healthz')).toMatchObject({ code: 200 });
  });

  it.each([
    '/%',
    '/api/v1/pods/%zz',
    '/apis/../../etc/passwd',
    '//api',
    '/api/v1/namespaces//pods',
    '/api/v1/namespaces/a/pods/b/status/more',
  ])('may ask for %s', async (path) => {
    const { get } = await harness();
    expect((await get(path)).json).toMatchObject({ kind: 'Status', code: 404 });
  });
});
