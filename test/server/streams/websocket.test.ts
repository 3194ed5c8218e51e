import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { core, type Harness, harness, pod } from '../http/harness';

type Closed = { readonly channels: Record<number, string>; readonly protocol: string };

type Options = { protocols?: string[]; headers?: Record<string, string>; send?: (Buffer | string)[] };

/** Opens a WebSocket, sends messages, and gathers what comes on each channel until the server closes. */
function open({ url }: Harness, path: string, { protocols = ['v5.channel.k8s.io'], headers, send = [] }: Options = {}) {
  return new Promise<Closed>((resolve, reject) => {
    const socket = new WebSocket(url.replace('http', 'ws') + core + path, protocols, { headers });
    const channels: Record<number, string> = {};
    socket.on('open', () => {
      for (const message of send) socket.send(message);
    });
    socket.on('message', (data: Buffer, isBinary) => {
      const channel = isBinary ? (data[0] ?? -1) : Number(data.toString()[0]);
      const bytes = isBinary ? data.subarray(1) : Buffer.from(data.toString().slice(1), 'base64');
      channels[channel] = (channels[channel] ?? '') + bytes.toString('utf8');
    });
    socket.on('close', () => resolve({ channels, protocol: socket.protocol }));
    socket.on('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (text) => {
        body += text;
      });
      response.on('end', () => reject(new Error(`${response.statusCode} ${body}`)));
    });
    socket.on('error', reject);
  });
}

async function withPod(options = {}): Promise<Harness> {
  const server = await harness(options);
  expect((await server.call('POST', `${core}/pods`, pod('a'))).code).toBe(201);
  return server;
}

const success = { metadata: {}, status: 'Success' };
const failure = (code: number) => ({
  metadata: {},
  status: 'Failure',
  message: `command terminated with non-zero exit code: exit status ${code}`,
  reason: 'NonZeroExitCode',
  details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
});

const sh = (script: string): string => `command=sh&command=-c&command=${encodeURIComponent(script)}`;

describe('exec over a WebSocket', () => {
  it('runs a program and tells how it ended', async () => {
    const { channels } = await open(await withPod(), '/pods/a/exec?command=hostname&stdout=true&stderr=true');
    expect(channels[1]).toBe('a\n');
    expect(JSON.parse(channels[3] ?? '')).toEqual(success);
  });

  it('keeps the streams apart, and the exit code', async () => {
    const query = `${sh('echo out; echo err >&2; exit 7')}&stdout=true&stderr=true`;
    const { channels } = await open(await withPod(), `/pods/a/exec?${query}`);
    expect(channels).toMatchObject({ 1: 'out\n', 2: 'err\n' });
    expect(JSON.parse(channels[3] ?? '')).toEqual(failure(7));
  });

  it('hands over what is piped, until its end', async () => {
    const send = [Buffer.from('\0one\ntw'), Buffer.from('\0o\n'), Buffer.of(255, 0)];
    const { channels } = await open(await withPod(), '/pods/a/exec?command=cat&stdin=true&stdout=true', { send });
    expect(channels[1]).toBe('one\ntwo\n');
  });

  it('speaks base64 where it is asked for', async () => {
    const protocols = ['v4.base64.channel.k8s.io'];
    const send = [`0${Buffer.from('hostname\nexit 2\n').toString('base64')}`];
    const { channels, protocol } = await open(
      await withPod(),
      '/pods/a/exec?command=sh&stdin=true&stdout=true&stderr=true',
      { protocols, send },
    );
    expect(protocol).toBe(protocols[0]);
    expect(channels[1]).toBe('a\n');
    expect(JSON.parse(channels[3] ?? '')).toEqual(failure(2));
  });

  it('gives a shell its terminal', async () => {
    const send = ['h', 'ostnamx\x7fe\r', 'exit\r'].map((keys) => Buffer.from(`\0${keys}`));
    const { channels } = await open(await withPod(), '/pods/a/exec?command=bash&stdin=true&stdout=true&tty=true', {
      send,
    });
    expect(channels[1]).toBe('root@a:/# hostnamx\b \be\r\na\r\nroot@a:/# exit\r\nexit\r\n');
    expect(channels[2]).toBeUndefined();
  });

  it.each([
    ['no such pod', '/pods/b/exec?command=ls&stdout=true', '404', 'pods \\"b\\" not found'],
    [
      'no such container',
      '/pods/a/exec?container=x&command=ls&stdout=true',
      '400',
      'container x is not valid for pod a',
    ],
    ['no command', '/pods/a/exec?stdout=true', '400', 'you must specify at least one command for the container'],
    ['no stream', '/pods/a/exec?command=ls', '400', 'you must specify at least 1 of stdin, stdout, stderr'],
    ['no port', '/pods/a/portforward', '403', 'unable to negotiate protocol'],
  ])('refuses %s', async (_name, path, code, message) => {
    await expect(open(await withPod(), path)).rejects.toThrow(new RegExp(`^Error: ${code}|^${code}`));
    await expect(open(await withPod(), path)).rejects.toThrow(message);
  });

  it('tells of a container that has ended', async () => {
    const server = await harness();
    const done = {
      ...pod('done'),
      spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox', command: ['true'] }] },
    };
    await server.call('POST', `${core}/pods`, done);
    const { channels } = await open(server, '/pods/done/exec?command=ls&stdout=true');
    expect(JSON.parse(channels[3] ?? '')).toMatchObject({
      status: 'Failure',
      reason: 'InternalError',
      code: 500,
      message: 'Internal error occurred: unable to upgrade connection: container not found ("c")',
    });
  });

  it('refuses protocols that nobody speaks', async () => {
    const server = await withPod();
    await expect(open(server, '/pods/a/exec?command=ls&stdout=true', { protocols: ['chat'] })).rejects.toThrow('403');
  });

  it('refuses other origins, other hosts, and those without the token', async () => {
    const server = await withPod();
    const path = '/pods/a/exec?command=ls&stdout=true';
    await expect(open(server, path, { headers: { Origin: 'http://evil.example' } })).rejects.toThrow('403');
    await expect(open(server, path, { headers: { Host: 'evil.example' } })).rejects.toThrow('403');
    const guarded = await harness({ token: 'secret' });
    await expect(open(guarded, path)).rejects.toThrow('401');
  });

  it('ends with the server', async () => {
    const server = await withPod();
    const closed = open(server, '/pods/a/exec?command=sh&stdin=true&stdout=true', {
      send: [Buffer.from('\0hostname\n')],
    });
    await server.call('GET', `${core}/pods/a`);
    const attached = open(server, '/pods/a/attach?stdout=true');
    await server.call('GET', `${core}/pods/a`);
    await server.close();
    await Promise.allSettled([closed, attached]);
    expect(server.faults).toEqual([]);
  });
});

describe('a request for another protocol', () => {
  it('is answered by HTTP', async () => {
    const { url } = await withPod();
    const answer = await new Promise<{ code?: number; body: string }>((resolve, reject) => {
      const headers = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': '' };
      httpRequest(`${url}${core}/pods/a`, { headers }, (response) => {
        let body = '';
        response.on('data', (text) => {
          body += text;
        });
        response.on('end', () => resolve({ code: response.statusCode, body }));
      })
        .on('error', reject)
        .end();
    });
    expect(answer.code).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ kind: 'Pod', metadata: { name: 'a' } });
  });
});
