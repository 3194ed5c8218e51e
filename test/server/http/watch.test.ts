import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { configMap, core, type Harness, harness, pod } from './harness';

// biome-ignore lint/suspicious/noExplicitAny: what the server sends is what the tests are about
type WatchEvent = { type: string; object: any };

type Watching = {
  /** The next event; undefined when the watch has ended. */
  readonly next: () => Promise<WatchEvent | undefined>;
  readonly take: (count: number) => Promise<WatchEvent[]>;
  readonly stop: () => void;
  readonly headers: Headers;
};

async function watch({ url }: Harness, path: string, headers: Record<string, string> = {}): Promise<Watching> {
  const aborted = new AbortController();
  const response = await fetch(`${url}${path}${path.includes('?') ? '&' : '?'}watch=true`, {
    headers,
    signal: aborted.signal,
  });
  const events = lines(response);
  const next = async (): Promise<WatchEvent | undefined> => (await events.next()).value;
  return {
    next,
    async take(count) {
      const taken: WatchEvent[] = [];
      while (taken.length < count) {
        const event = await next();
        if (event === undefined) throw new Error(`only ${taken.length} events came`);
        taken.push(event);
      }
      return taken;
    },
    stop: () => aborted.abort(),
    headers: response.headers,
  };
}

async function* lines(response: Response): AsyncGenerator<WatchEvent, undefined> {
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    const complete = text.split('\n');
    text = complete.pop() ?? '';
    for (const line of complete) yield JSON.parse(line);
  }
  return undefined;
}

const brief = ({ type, object }: WatchEvent): string => `${type} ${object.metadata.name}`;

async function versionOf({ get }: Harness): Promise<string> {
  return (await get('/api/v1/namespaces')).json.metadata.resourceVersion;
}

describe('watches', () => {
  it('tell what there is, then each change', async () => {
    const server = await harness();
    const { call } = server;
    await call('POST', `${core}/configmaps`, configMap('a'));
    const watching = await watch(server, `${core}/configmaps`);
    expect((await watching.take(2)).map(brief)).toEqual(['ADDED a', 'ADDED kube-root-ca.crt']);
    await call('POST', `${core}/configmaps`, configMap('b'));
    await call('PUT', `${core}/configmaps/b`, configMap('b', { x: '1' }));
    await call('DELETE', `${core}/configmaps/a`);
    await call('POST', `${core}/pods`, pod('other'));
    await call('POST', '/api/v1/namespaces/kube-system/configmaps', configMap('elsewhere'));
    await call('DELETE', `${core}/configmaps/b`);
    expect((await watching.take(4)).map(brief)).toEqual(['ADDED b', 'MODIFIED b', 'DELETED a', 'DELETED b']);
  });

  it('show every step of what a change leads to', async () => {
    const server = await harness();
    const watching = await watch(server, `${core}/pods?resourceVersion=${await versionOf(server)}`);
    await server.call('POST', `${core}/pods`, pod('a'));
    const phases = (await watching.take(4)).map(({ object }) => object.status.phase);
    expect([phases[0], phases.at(-1)]).toEqual(['Pending', 'Running']);
  });

  it('go on from a version, without what was before it', async () => {
    const server = await harness();
    const { call } = server;
    await call('POST', `${core}/configmaps`, configMap('a'));
    const from = await versionOf(server);
    await call('POST', `${core}/configmaps`, configMap('b'));
    await call('DELETE', `${core}/configmaps/a`);
    const watching = await watch(server, `${core}/configmaps?resourceVersion=${from}`);
    expect((await watching.take(2)).map(brief)).toEqual(['ADDED b', 'DELETED a']);
  });

  it('count what no longer matches as deleted, and what comes to match as added', async () => {
    const server = await harness();
    const { call } = server;
    await call('POST', `${core}/configmaps`, configMap('a'));
    const watching = await watch(server, `${core}/configmaps?labelSelector=made%3Dhere`);
    expect((await watching.take(1)).map(brief)).toEqual(['ADDED a']);
    const labelled = (made: string) => ({ metadata: { labels: { made } } });
    const type = { 'Content-Type': 'application/merge-patch+json' };
    await call('PATCH', `${core}/configmaps/a`, labelled('there'), type);
    await call('PATCH', `${core}/configmaps/a`, labelled('there too'.replace(' ', '-')), type);
    await call('PATCH', `${core}/configmaps/a`, labelled('here'), type);
    const events = await watching.take(2);
    expect(events.map(brief)).toEqual(['DELETED a', 'ADDED a']);
    expect(events[0]?.object.metadata.labels).toEqual({ made: 'here' });
  });

  it('watch a single object, by its path or by its name', async () => {
    const server = await harness();
    for (const path of [`${core}/configmaps/a`, `${core}/configmaps?fieldSelector=metadata.name%3Da`]) {
      const watching = await watch(server, path);
      await server.call('POST', `${core}/configmaps`, configMap('z'));
      await server.call('POST', `${core}/configmaps`, configMap('a'));
      expect(brief((await watching.next()) as WatchEvent)).toBe('ADDED a');
      for (const name of ['a', 'z']) await server.call('DELETE', `${core}/configmaps/${name}`);
    }
  });

  it('see what another program does to the same cluster', async () => {
    const server = await harness();
    const watching = await watch(server, `${core}/configmaps?resourceVersion=${await versionOf(server)}`);
    const cluster = server.other();
    await cluster.open();
    const kind = (await cluster.client.kinds()).find(({ plural }) => plural === 'configmaps');
    if (kind === undefined) throw new Error('no configmaps');
    await cluster.client.create(kind, configMap('theirs'), { namespace: 'default' });
    cluster.store.commit();
    expect(brief((await watching.next()) as WatchEvent)).toBe('ADDED theirs');
  });

  it('come as tables: the first event has columns, the others have rows only', async () => {
    const server = await harness();
    const accept = { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
    const watching = await watch(server, `${core}/configmaps`, accept);
    await server.call('POST', `${core}/configmaps`, configMap('a', { x: '1' }));
    const [first, second] = (await watching.take(2)).map(({ object }) => object);
    expect(first.columnDefinitions.map(({ name }: { name: string }) => name)).toEqual(['Name', 'Data', 'Age']);
    expect(second).toMatchObject({ kind: 'Table', columnDefinitions: null, rows: [{ cells: ['a', '1', '0s'] }] });
  });

  it('mark the end of what there was, for those who ask', async () => {
    const server = await harness();
    const query = 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
    const watching = await watch(server, `${core}/configmaps?${query}`);
    const [first, mark] = await watching.take(2);
    expect(first && brief(first)).toBe('ADDED kube-root-ca.crt');
    expect(mark).toMatchObject({
      type: 'BOOKMARK',
      object: { kind: 'ConfigMap', metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } } },
    });
    expect(await server.get(`${core}/configmaps?watch=true&sendInitialEvents=true`)).toMatchObject({ code: 400 });
  });

  it('end when their time is up', async () => {
    const server = await harness();
    const watching = await watch(server, `${core}/pods?timeoutSeconds=1`);
    expect(await watching.next()).toBeUndefined();
  });

  it('end with 410 where the history does not reach back', async () => {
    const server = await harness();
    await server.get('/api/v1/pods');
    const watching = await watch(server, `${core}/pods?resourceVersion=1`);
    expect(await watching.next()).toMatchObject({
      type: 'ERROR',
      object: {
        kind: 'Status',
        reason: 'Expired',
        code: 410,
        message: expect.stringMatching(/^too old resource version: 1 \(\d+\)$/),
      },
    });
    expect(await watching.next()).toBeUndefined();
  });

  it('end with 410 when somebody starts the cluster anew', async () => {
    const server = await harness();
    const watching = await watch(server, `${core}/pods?resourceVersion=${await versionOf(server)}`);
    const cluster = server.other();
    await cluster.open();
    await cluster.create('minikube', 2);
    cluster.store.commit();
    expect(await watching.next()).toMatchObject({ type: 'ERROR', object: { code: 410 } });
    expect((await server.get('/api/v1/nodes')).json.items).toHaveLength(2);
    expect(await server.call('POST', `${core}/pods`, pod('a'))).toMatchObject({ code: 201 });
    expect(server.faults).toEqual([]);
  });

  it('refuse selectors and versions that cannot be read', async () => {
    const { get } = await harness();
    expect(await get('/api/v1/pods?watch=true&labelSelector=a%20in')).toMatchObject({ code: 400 });
    expect(await get('/api/v1/pods?watch=true&resourceVersion=abc')).toMatchObject({ code: 400 });
    expect(await get('/api/v1/pods?watch=true&timeoutSeconds=abc')).toMatchObject({ code: 400 });
  });
});

describe('watchers that go, or do not read', () => {
  it('harm nobody when they go', async () => {
    const server = await harness();
    for (let i = 0; i < 10; i++) {
      const watching = await watch(server, '/api/v1/pods');
      await watching.next();
      watching.stop();
      await watching.next().catch(() => undefined);
    }
    const staying = await watch(server, `${core}/configmaps?resourceVersion=${await versionOf(server)}`);
    await server.call('POST', `${core}/configmaps`, configMap('a'));
    expect(brief((await staying.next()) as WatchEvent)).toBe('ADDED a');
    const { text } = await server.get('/metrics');
    expect(text).toContain('apiserver_longrunning_requests{verb="WATCH"} 1\n');
    expect(server.faults).toEqual([]);
  });

  it('are dropped when too much waits for them', async () => {
    const server = await harness();
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.pause();
    socket.write(
      `GET ${core}/configmaps?watch=true&resourceVersion=${await versionOf(server)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    );
    const gone = new Promise((resolve) => socket.once('close', resolve));
    const big = 'x'.repeat(2_500_000);
    await server.call('POST', `${core}/configmaps`, configMap('big', { big }));
    for (let i = 0; i < 12; i++)
      await server.call('PUT', `${core}/configmaps/big`, configMap('big', { big, i: String(i) }));
    await expect
      .poll(async () => (await server.get('/metrics')).text, { timeout: 10_000 })
      .toContain('apiserver_longrunning_requests{verb="WATCH"} 0\n');
    socket.resume();
    await gone;
    expect(await server.get(`${core}/configmaps/big`)).toMatchObject({ code: 200 });
  });
});

describe('a server that closes', () => {
  it('ends open watches and frees its port', async () => {
    const server = await harness();
    const watching = await watch(server, '/api/v1/pods');
    await watching.next();
    const idle = request(`${server.url}/version`, { agent: false });
    idle.on('error', () => undefined);
    await server.close();
    expect(await watching.next().catch(() => undefined)).toBeUndefined();
    const again = createServer();
    const { port } = new URL(server.url);
    await new Promise<void>((resolve, reject) =>
      again.once('error', reject).listen(Number(port), '127.0.0.1', resolve),
    );
    await new Promise((resolve) => again.close(resolve));
    idle.destroy();
  });
});
