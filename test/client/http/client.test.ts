import { describe, expect, it } from 'vitest';
import { fieldErrorText, StatusError } from '../../../src/apimachinery/errors';
import { httpClient } from '../../../src/client/http';
import { ConnectionError, RequestError } from '../../../src/client/http/errors';
import { kinds } from '../../../src/resources/kinds';
import { fakeServer } from './fake-server';

const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'default' } } as const;
const ONE = '/api/v1/namespaces/default/configmaps/a';

describe('requests', () => {
  it('carry the token, the headers of the connection and the type of the body', async () => {
    const { fetch, asked, server } = fakeServer({ [`${ONE}?dryRun=All&fieldValidation=Strict`]: configMap });
    const client = httpClient({ server, fetch, token: 'secret', headers: { 'impersonate-user': 'jane' } });
    const patch = { type: 'strategic', body: { data: { key: 'value' } } } as const;
    await client.patch(kinds.configmaps, 'a', patch, { namespace: 'default', dryRun: true, fieldValidation: 'Strict' });
    const [request] = asked;
    expect(request).toMatchObject({ method: 'PATCH', body: patch.body });
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({
      accept: 'application/json',
      authorization: 'Bearer secret',
      'content-type': 'application/strategic-merge-patch+json',
      'impersonate-user': 'jane',
      'user-agent': 'kubectl-lite',
    });
  });

  it('delete with the options in the body, and name what a Status says is gone', async () => {
    const status = { kind: 'Status', status: 'Success', details: { name: 'a', kind: 'configmaps', uid: 'u1' } };
    const { fetch, asked, server } = fakeServer({ [ONE]: status });
    const options = { namespace: 'default', propagationPolicy: 'Orphan', gracePeriodSeconds: 1, uid: 'u1' } as const;
    expect(await httpClient({ server, fetch }).delete(kinds.configmaps, 'a', options)).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a', namespace: 'default', uid: 'u1' },
    });
    expect(asked[0]?.body).toEqual({
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      propagationPolicy: 'Orphan',
      gracePeriodSeconds: 1,
      preconditions: { uid: 'u1' },
    });
  });

  it('list in pieces', async () => {
    const piece = (name: string, more?: string) => ({
      metadata: { resourceVersion: '9', ...(more === undefined ? {} : { continue: more, remainingItemCount: 1 }) },
      items: [{ metadata: { name } }],
    });
    const { fetch, server } = fakeServer({
      '/api/v1/configmaps?limit=500': piece('a', 'next'),
      '/api/v1/configmaps?limit=500&continue=next': piece('b'),
      '/api/v1/configmaps?limit=1': piece('a', 'next'),
    });
    const client = httpClient({ server, fetch });
    const item = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
    expect(await client.list(kinds.configmaps)).toEqual({ resourceVersion: '9', items: [item('a'), item('b')] });
    expect(await client.list(kinds.configmaps, { limit: 1 })).toEqual({
      resourceVersion: '9',
      continue: 'next',
      remainingItemCount: 1,
      items: [item('a')],
    });
  });

  it('are sent again when a busy server says when', async () => {
    const busy = () => new Response('', { status: 429, headers: { 'retry-after': '2' } });
    const { fetch, server } = fakeServer({ [ONE]: [busy(), busy(), configMap] });
    const pauses: number[] = [];
    const client = httpClient({ server, fetch, pause: async (milliseconds) => void pauses.push(milliseconds) });
    expect(await client.get(kinds.configmaps, 'a', 'default')).toEqual(configMap);
    expect(pauses).toEqual([2000, 2000]);
  });
});

describe('answers', () => {
  it('may bring warnings', async () => {
    const headers = new Headers({ warning: '299 - "unknown field \\"spec.foo\\"", 299 - "two, \\\\ more"' });
    const { fetch, server } = fakeServer({ [ONE]: new Response(JSON.stringify(configMap), { headers }) });
    const warnings: string[] = [];
    const client = httpClient({ server, fetch, warn: (text) => warnings.push(text) });
    await client.get(kinds.configmaps, 'a', 'default');
    expect(warnings).toEqual(['unknown field "spec.foo"', 'two, \\ more']);
  });

  it('may be a Status with causes', async () => {
    const causes = [
      { reason: 'FieldValueInvalid', message: 'Invalid value: -1: must be positive', field: 'spec.a' },
      { reason: 'FieldValueRequired', message: 'Required value', field: 'spec.b' },
      { reason: 'FieldValueForbidden', message: 'Forbidden: never', field: 'spec.c' },
      { reason: 'Made up', message: 'some words: of theirs', field: 'spec.d' },
    ];
    const status = { kind: 'Status', status: 'Failure', reason: 'Invalid', message: 'is invalid', details: { causes } };
    const { fetch, server } = fakeServer({ [ONE]: new Response(JSON.stringify(status), { status: 422 }) });
    const error = await httpClient({ server, fetch })
      .get(kinds.configmaps, 'a', 'default')
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(StatusError);
    expect([error.reason, error.message]).toEqual(['Invalid', 'is invalid']);
    expect(error.causes.map(fieldErrorText)).toEqual([
      'spec.a: Invalid value: -1: must be positive',
      'spec.b: Required value',
      'spec.c: Forbidden: never',
      'spec.d: some words: of theirs',
    ]);
  });

  it('must be JSON', async () => {
    const { fetch, server } = fakeServer({ [ONE]: new Response('<html>') });
    const request = httpClient({ server, fetch }).get(kinds.configmaps, 'a', 'default');
    await expect(request).rejects.toThrow(new RequestError("the server's answer is no JSON object: <html>"));
  });
});

describe('a server that is not reached', () => {
  const failure = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error('why'), { code }) });

  it.each([
    [
      failure('ECONNREFUSED'),
      'The connection to the server h:6443 was refused - did you specify the right host or port?',
    ],
    [
      new TypeError('fetch failed', { cause: new AggregateError([failure('ECONNREFUSED')]) }),
      'The connection to the server h:6443 was refused - did you specify the right host or port?',
    ],
    [failure('ENOTFOUND'), 'Unable to connect to the server: dial tcp: lookup h: no such host'],
    [failure('ECONNRESET'), 'Unable to connect to the server: EOF'],
    [failure('ETIMEDOUT'), 'Unable to connect to the server: dial tcp h:6443: i/o timeout'],
    [
      failure('DEPTH_ZERO_SELF_SIGNED_CERT'),
      'Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority',
    ],
    [failure('EOTHER'), 'Unable to connect to the server: why'],
  ])("is told of in kubectl's words: %s", async (thrown, message) => {
    const fetch = async () => {
      throw thrown;
    };
    await expect(httpClient({ server: 'https://h:6443', fetch }).kinds()).rejects.toThrow(new ConnectionError(message));
  });
});
