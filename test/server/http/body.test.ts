import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { configMap, core, harness, pod } from './harness';

const yaml = { 'Content-Type': 'application/yaml' };
const protobuf = { 'Content-Type': 'application/vnd.kubernetes.protobuf' };

describe('bodies', () => {
  it('are JSON or YAML', async () => {
    const { call } = await harness();
    expect(await call('POST', `${core}/configmaps`, 'metadata: {name: a}\ndata: {x: "1"}\n', yaml)).toMatchObject({
      code: 201,
      json: { kind: 'ConfigMap', data: { x: '1' } },
    });
  });

  it('are protocol buffers, as kubectl sends them', async () => {
    const { call } = await harness();
    const meta = Buffer.from([0x0a, 4, ...Buffer.from('made')]);
    const object = Buffer.from([0x0a, meta.length, ...meta]);
    const type = Buffer.from([0x0a, 2, ...Buffer.from('v1'), 0x12, 9, ...Buffer.from('Namespace')]);
    const unknown = Buffer.from([0x0a, type.length, ...type, 0x12, object.length, ...object]);
    const body = Buffer.concat([Buffer.from('k8s\0'), unknown]);
    expect(await call('POST', '/api/v1/namespaces', body, protobuf)).toMatchObject({
      code: 201,
      json: { kind: 'Namespace', metadata: { name: 'made' }, status: { phase: 'Active' } },
    });
    expect(await call('POST', '/api/v1/namespaces', Buffer.from('nonsense'), protobuf)).toMatchObject({ code: 400 });
  });

  it.each([
    ['text/plain', 'POST', 'application/json, application/yaml, application/vnd.kubernetes.protobuf'],
    ['application/apply-patch+cbor', 'PATCH', 'application/json-patch+json, application/merge-patch+json'],
    ['application/json', 'PATCH', 'application/json-patch+json, application/merge-patch+json'],
  ])('of type %s are refused for %s', async (type, method, accepted) => {
    const { call } = await harness();
    const path = method === 'POST' ? `${core}/configmaps` : `${core}/configmaps/kube-root-ca.crt`;
    const { code, json } = await call(method, path, '{}', { 'Content-Type': type });
    expect(code).toBe(415);
    expect(json.reason).toBe('UnsupportedMediaType');
    expect(json.message).toContain(
      `the body of the request was in an unknown format - accepted media types include: ${accepted}`,
    );
  });

  it.each([
    ['{', 'unexpected end of JSON input ({)'],
    ['', 'unexpected end of JSON input (<empty>)'],
    ['oops', "invalid character 'o' looking for beginning of value (6f6f7073)"],
    ['{"a":1}}', `invalid character '}' after top-level value ({"a":1}})`],
  ])('that are no JSON are refused: %s', async (body, problem) => {
    const { call } = await harness();
    const { code, json } = await call('POST', `${core}/configmaps`, body);
    expect(code).toBe(400);
    expect(json.message).toBe(
      `the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: ${problem}`,
    );
  });

  it('may not be larger than 3 MiB', async () => {
    const { call, get } = await harness();
    const large = configMap('large', { x: 'x'.repeat(4 * 1024 * 1024) });
    const reply = await call('POST', `${core}/configmaps`, large).catch(() => undefined);
    // The server may close the connection before the client has sent all of it.
    if (reply !== undefined) expect(reply).toMatchObject({ code: 413, json: { reason: 'RequestEntityTooLarge' } });
    expect(await get('/healthz')).toMatchObject({ code: 200 });
  });
});

describe('answers', () => {
  it('are packed when they are long and the client can unpack them', async () => {
    const { call, url } = await harness();
    await call('POST', `${core}/configmaps`, configMap('long', { x: 'x'.repeat(200_000) }));
    const long = await fetch(`${url}${core}/configmaps/long`, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(long.headers.get('content-encoding')).toBe('gzip');
    expect(((await long.json()) as { data: { x: string } }).data.x).toHaveLength(200_000);
    const plain = await fetch(`${url}${core}/configmaps/long`, { headers: { 'Accept-Encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    await plain.text();
    const short = await fetch(`${url}/version`, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(short.headers.get('content-encoding')).toBeNull();
    await short.text();
  });

  it('leave the connection open for the next request', async () => {
    const { url } = await harness();
    const { Agent } = await import('node:http');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let i = 0; i < 3; i++) {
      await new Promise<void>((resolve) => {
        const message = request(`${url}/version`, { agent }, (response) => {
          ports.add(response.socket.localPort);
          response.resume().on('end', resolve);
        });
        message.end();
      });
    }
    agent.destroy();
    expect(ports.size).toBe(1);
  });

  it('to HEAD have no body', async () => {
    const { call, url } = await harness();
    await call('POST', `${core}/pods`, pod('a'));
    const response = await fetch(`${url}${core}/pods/a`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100);
  });
});
