import { describe, expect, it } from 'vitest';
import { apps, core, deployment, harness, now, pod } from './harness';

const merge = { 'Content-Type': 'application/merge-patch+json' };

describe('subresources', () => {
  it('scale a workload', async () => {
    const { call, get } = await harness();
    await call('POST', `${apps}/deployments`, deployment('web', 1));
    const scale = (await get(`${apps}/deployments/web/scale`)).json;
    expect(scale).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      spec: { replicas: 1 },
      status: { selector: 'app=web' },
    });
    const put = await call('PUT', `${apps}/deployments/web/scale`, { ...scale, spec: { replicas: 3 } });
    expect(put).toMatchObject({ code: 200, json: { kind: 'Scale', spec: { replicas: 3 } } });
    expect((await get(`${core}/pods`)).json.items).toHaveLength(3);
    const patched = await call('PATCH', `${apps}/deployments/web/scale`, { spec: { replicas: 0 } }, merge);
    expect(patched.json).toMatchObject({ kind: 'Scale', spec: { replicas: 0 } });
    expect((await get(`${core}/pods`)).json.items).toHaveLength(0);
    expect(await get(`${core}/pods/x/scale`)).toMatchObject({ code: 404 });
  });

  it('write the status alone', async () => {
    const { call, get } = await harness();
    const { json } = await call('POST', `${core}/pods`, pod('a'));
    const body = { metadata: { labels: { x: 'y' } }, status: { message: 'hello' } };
    const patched = await call('PATCH', `${core}/pods/a/status`, body, merge);
    expect(patched.json.status.message).toBe('hello');
    expect(patched.json.metadata.labels).toEqual(json.metadata.labels);
    expect((await get(`${core}/pods/a/status`)).json.status.message).toBe('hello');
  });

  it('evict a pod', async () => {
    const { call, get } = await harness();
    await call('POST', `${core}/pods`, pod('a'));
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'a' } };
    expect(await call('POST', `${core}/pods/a/eviction`, eviction)).toMatchObject({
      code: 201,
      json: { status: 'Success' },
    });
    expect(await get(`${core}/pods/a`)).toMatchObject({ code: 404 });
    expect(await call('POST', `${core}/pods/a/eviction`, eviction)).toMatchObject({ code: 404 });
  });

  it('bind a pod to a node', async () => {
    const { call, get } = await harness();
    const { spec, ...others } = pod('a');
    await call('POST', `${core}/pods`, { ...others, spec: { ...spec, schedulerName: 'mine' } });
    const binding = {
      apiVersion: 'v1',
      kind: 'Binding',
      metadata: { name: 'a' },
      target: { kind: 'Node', name: 'minikube' },
    };
    expect(await call('POST', `${core}/pods/a/binding`, binding)).toMatchObject({ code: 201 });
    expect((await get(`${core}/pods/a`)).json).toMatchObject({
      spec: { nodeName: 'minikube' },
      status: { phase: 'Running' },
    });
    expect(await call('POST', `${core}/pods/a/binding`, binding)).toMatchObject({ code: 409 });
  });

  it('make a token that looks like one', async () => {
    const { call } = await harness();
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 600 } };
    const { code, json } = await call('POST', `${core}/serviceaccounts/default/token`, body);
    expect(code).toBe(201);
    expect(json.status.expirationTimestamp).toBe('2025-06-01T12:10:00Z');
    const [, claims = ''] = json.status.token.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      sub: 'system:serviceaccount:default:default',
      exp: now / 1000 + 600,
    });
    expect(await call('POST', `${core}/serviceaccounts/nobody/token`, body)).toMatchObject({ code: 404 });
  });

  it('finalize a namespace', async () => {
    const { call, get } = await harness();
    const { json } = await call('POST', '/api/v1/namespaces', { kind: 'Namespace', metadata: { name: 'x' } });
    expect(await call('PUT', '/api/v1/namespaces/x/finalize', { ...json, spec: {} })).toMatchObject({ code: 200 });
    expect((await get('/api/v1/namespaces/x')).json.spec.finalizers).toBeUndefined();
  });

  it.each(['exec?command=ls', 'attach', 'portforward'])('want a connection of their own: %s', async (subresource) => {
    const { call, get } = await harness();
    await call('POST', `${core}/pods`, pod('a'));
    expect(await get(`${core}/pods/a/${subresource}`)).toMatchObject({
      code: 400,
      json: { kind: 'Status', reason: 'BadRequest', message: 'Upgrade request required' },
    });
  });
});

const script = (text: string, restartPolicy = 'Never') => ({
  ...pod('a'),
  spec: { restartPolicy, containers: [{ name: 'main', image: 'busybox', command: ['sh', '-c', text] }] },
});

describe('logs', () => {
  it.each([
    ['', 'one\ntwo\n'],
    ['container=main', 'one\ntwo\n'],
    ['tailLines=1', 'two\n'],
    ['tailLines=0', ''],
    ['limitBytes=5', 'one\nt'],
    ['sinceSeconds=60', 'one\ntwo\n'],
    ['sinceTime=2025-06-01T12:00:01Z', ''],
    ['follow=true', 'one\ntwo\n'],
    ['tailLines=1&timestamps=true', '2025-06-01T12:00:00.000000000Z two\n'],
  ])('are what the process wrote: %s', async (query, text) => {
    const { call, get } = await harness();
    await call('POST', `${core}/pods`, script('echo one; echo two >&2'));
    const reply = await get(`${core}/pods/a/log?${query}`);
    expect(reply).toMatchObject({ code: 200, text });
    expect(reply.headers.get('content-type')).toBe('text/plain');
  });

  it('are kept of the process before', async () => {
    const { call, get } = await harness();
    await call('POST', `${core}/pods`, script('echo again; exit 1', 'Always'));
    expect(await get(`${core}/pods/a/log?previous=true`)).toMatchObject({ code: 200, text: 'again\n' });
  });

  it.each([
    ['pods/b/log', 404, 'pods "b" not found'],
    ['pods/a/log?container=x', 400, 'container x is not valid for pod a'],
    ['pods/a/log?previous=true', 400, 'previous terminated container "main" in pod "a" not found'],
    ['pods/a/log?tailLines=-1', 422, 'tailLines: Invalid value: -1: must be greater than or equal to 0'],
    [
      'pods/pulling/log',
      400,
      'container "main" in pod "pulling" is waiting to start: trying and failing to pull image',
    ],
    ['pods/several/log', 400, 'a container name must be specified for pod several, choose one of: [b c]'],
  ])('are refused: %s', async (path, code, message) => {
    const { call, get } = await harness();
    await call('POST', `${core}/pods`, script('echo one'));
    const image = 'registry.invalid/x';
    await call('POST', `${core}/pods`, { ...pod('pulling'), spec: { containers: [{ name: 'main', image }] } });
    const containers = ['b', 'c'].map((name) => ({ name, image: 'nginx' }));
    await call('POST', `${core}/pods`, { ...pod('several'), spec: { containers } });
    expect(await get(`${core}/${path}`)).toMatchObject({ code, json: { message: expect.stringContaining(message) } });
  });
});
