import { Agent } from 'node:http';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Kind, type KubeObject, keyPrefix } from '../../../src/apimachinery/meta';
import { allKinds } from '../../../src/resources/kinds';
import type { Cluster } from '../../../src/simulator/cluster';
import { anyBytes, type Bytes, exchange, type RawAnswer, readAnswers } from './fuzz-bytes';
import { ask, each, problemList, problemOf } from './fuzz-client';
import { sound } from './fuzz-documents';
import { anyRequest, type FuzzRequest } from './fuzz-requests';
import { apps, configMap, core, type Harness, harness, pod } from './harness';

/** `FUZZ_SEED=2 FUZZ_RUNS=100000` looks further than each run of the tests does. */
const seed = Number(process.env.FUZZ_SEED ?? 1);
const runs = Number(process.env.FUZZ_RUNS ?? 4000);

const asTable = 'application/json;as=Table;v=v1;g=meta.k8s.io';

const builtIn = [Object.prototype, Array.prototype, Function.prototype, String.prototype];

/** Puts back what a request changed for all objects of the process; tells what that was. */
function prototypeGuard(): () => string[] {
  const before = builtIn.map((prototype) => Object.getOwnPropertyDescriptors(prototype));
  return () =>
    builtIn.flatMap((prototype, index) => {
      const known = before[index] as unknown as Record<PropertyKey, PropertyDescriptor>;
      const changed = Reflect.ownKeys(prototype).filter(
        (key) => Object.getOwnPropertyDescriptor(prototype, key)?.value !== known[key]?.value,
      );
      const gone = Reflect.ownKeys(known).filter((key) => !Object.hasOwn(prototype, key));
      for (const key of changed) Reflect.deleteProperty(prototype, key);
      for (const key of [...changed, ...gone]) if (known[key]) Object.defineProperty(prototype, key, known[key]);
      return [...changed, ...gone].map(String);
    });
}

function rejections(): unknown[] {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  return unhandled;
}

function brief({ method, path, headers, body = '' }: FuzzRequest): string {
  const text = typeof body === 'string' ? body : `base64 ${body.toString('base64')}`;
  return `${method} ${path.slice(0, 300)} ${JSON.stringify(headers).slice(0, 300)} ${text.slice(0, 1500)}`;
}

function pathOf({ group, version, plural, namespaced }: Kind, namespace?: string): string {
  const place = namespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
  return `/${group === '' ? 'api' : `apis/${group}`}/${version}${place}/${plural}`;
}

/** Makes one object of each kind. */
async function fill({ call }: Harness): Promise<void> {
  for (const kind of allKinds) {
    const { code, text } = await call('POST', pathOf(kind, 'default'), sound[kind.plural]);
    expect(code, text).toBe(201);
  }
}

function storedIn({ store }: Cluster): Readonly<Record<string, KubeObject>> {
  store.refresh();
  return store.snapshot().objects;
}

/** Whether the server is as well as before, and tells the same as its state file. */
async function checkHealth({ get, call, other }: Harness): Promise<void> {
  expect(await get('/readyz')).toMatchObject({ code: 200, text: 'ok' });
  expect((await call('POST', `${core}/pods`, pod('after'))).code).toBe(201);
  const pods = (await get(`${core}/pods`)).json;
  expect(pods).toMatchObject({ kind: 'PodList', apiVersion: 'v1' });
  const after = pods.items.find(({ metadata }: { metadata: { name: string } }) => metadata.name === 'after');
  expect(after.spec.containers[0].image).toBe('nginx:1.27');
  const stored = Object.keys(storedIn(other()));
  for (const kind of allKinds) {
    const { plural } = kind;
    const path = pathOf(kind);
    const listed = (await get(path)).json.items.length;
    expect(`${plural} ${listed}`).toBe(
      `${plural} ${stored.filter((key) => key.startsWith(keyPrefix(kind, undefined))).length}`,
    );
    expect((await get(path, { Accept: asTable })).json).toMatchObject({ kind: 'Table', rows: { length: listed } });
  }
}

/** Where each fault came from. */
function originsOf(faults: readonly unknown[]): string[] {
  const origins = faults.map((fault) => (fault instanceof Error ? (fault.stack ?? '') : String(fault)));
  return [...new Set(origins.map((stack) => stack.split('\n').slice(0, 6).join('\n')))];
}

const request = (method: string, path: string, body: string, type = 'application/json'): FuzzRequest => ({
  method,
  path,
  headers: { 'Content-Type': type },
  body,
});
const patch = (type: string, body: string): FuzzRequest =>
  request('PATCH', `${core}/configmaps/fuzz`, body, `application/${type}-patch+json`);

/** Requests that are too rare to be left to chance; each has been a fault's smallest one. */
const certain: readonly FuzzRequest[] = [
  ...['/metadata/__proto__/spoilt', '/data/constructor/prototype/spoilt', '/__proto__/toString'].map((path) =>
    patch('json', `[{"op":"add","path":"${path}","value":"x"}]`),
  ),
  ...['merge', 'strategic-merge'].flatMap((type) => [
    patch(type, '{"metadata":{"__proto__":{"spoilt":"x"}}}'),
    patch(type, '{"data":{"constructor":{"prototype":{"spoilt":"x"}}}}'),
    patch(type, `{"a":${'['.repeat(9000)}${']'.repeat(9000)}}`),
    patch(type, '{"a":'.repeat(20_000)),
  ]),
  patch('json', '[{"op":"replace","path":"","value":[null]}]'),
  patch('strategic-merge', '{"$patch":"delete"}'),
  request('POST', `${core}/configmaps`, '['.repeat(20_000)),
  request('POST', `${core}/configmaps`, `{"a":${'['.repeat(9000)}${']'.repeat(9000)}}`),
  request('POST', `${core}/configmaps`, `a: ${'['.repeat(9000)}${']'.repeat(9000)}`, 'application/yaml'),
  request('POST', `${core}/configmaps`, '{"metadata":{"name":"warned"},"中":1}'),
  request(
    'POST',
    `${core}/configmaps`,
    `{"metadata":{"name":"often"},${[...Array(2000).keys()].map((n) => `"no${n}":1`)}}`,
  ),
  request('POST', `${core}/configmaps`, '{"apiVersion":{"toString":1}}'),
  request('POST', `${core}/serviceaccounts`, '{"metadata":{"name":"owned","ownerReferences":[null]}}'),
  request('POST', '/api/v1/namespaces', '{}'),
  request('POST', '/api/v1/namespaces', '{"metadata":{"name":"labelled","labels":{"a":null}}}'),
  request('POST', `${core}/pods`, JSON.stringify(podWith({ requests: { toString: 1 }, limits: { cpu: 1 } }))),
  request('POST', `${core}/pods/fuzz/binding`, '{}'),
  request('PUT', `${apps}/replicasets/fuzz/scale`, '{}'),
  request('PUT', '/api/v1/persistentvolumes/fuzz/status', '{}'),
  request('PUT', `${apps}/statefulsets/fuzz/status`, '{}'),
  request('DELETE', `${core}/secrets/fuzz`, ''),
  {
    ...patch('merge', '{"apiVersion":"a/v1","kind":"B","metadata":{"finalizers":"x"}}'),
    path: `${core}/secrets/fuzz`,
  },
  request('POST', '/api/v1/nodes', '{"metadata":{"name":"bare"}}'),
  { method: 'GET', path: '/api/v1/nodes', headers: { Accept: asTable } },
  { method: 'GET', path: `${apps}/statefulsets`, headers: { Accept: asTable } },
];

function podWith(resources: object): object {
  return { metadata: { name: 'wants' }, spec: { containers: [{ name: 'main', image: 'nginx', resources }] } };
}

const sane = { problems: [], faults: [], unhandled: [] };

describe('requests of all kinds', () => {
  it('are answered properly', async () => {
    const server = await harness();
    const unhandled = rejections();
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    onTestFinished(() => agent.destroy());
    await fill(server);
    const changedPrototypes = prototypeGuard();
    const problems = problemList();
    const check = async (request: FuzzRequest): Promise<void> => {
      const problem = await ask(server.url, agent, request).then(
        (answer) => problemOf(request.method, answer),
        (error) => String(error),
      );
      const changed = changedPrototypes();
      if (problem !== undefined) problems.add(problem, brief(request));
      if (changed.length > 0) problems.add(`changed a prototype: ${changed}`, brief(request));
    };
    await each(certain, 1, check);
    await each(fc.sample(anyRequest, { seed, numRuns: runs }), 8, check);
    expect({ problems: problems.list(), faults: originsOf(server.faults), unhandled }).toEqual(sane);
    await checkHealth(server);
  }, 60_000);
});

describe('bodies that say more than they hold', () => {
  it('are refused: copies of copies', async () => {
    const { call, faults } = await harness();
    await call('POST', `${core}/configmaps`, configMap('fuzz', { a: 'x'.repeat(64) }));
    const copies = [...Array(17).keys()].map((n) => ({ op: 'copy', from: '/data', path: `/data/${n}` }));
    const type = { 'Content-Type': 'application/json-patch+json' };
    const { code, json } = await call('PATCH', `${core}/configmaps/fuzz`, copies, type);
    expect(code).toBeGreaterThanOrEqual(400);
    expect(json.message).toMatch(/size increase of copy|rejected our request/);
    expect(faults).toEqual([]);
  });

  it('are refused: aliases of aliases', async () => {
    const { call, faults } = await harness();
    const lines = [...Array(5).keys()].map((n) => `x${n + 1}: &x${n + 1} [${Array(10).fill(`*x${n}`)}]`);
    const body = `metadata: {name: fuzz}\nx0: &x0 [${Array(10).fill('a')}]\n${lines.join('\n')}`;
    const { code, json } = await call('POST', `${core}/configmaps`, body, { 'Content-Type': 'application/yaml' });
    expect(code).toBe(400);
    expect(json.message).toMatch(/alias/);
    expect(faults).toEqual([]);
  });
});

/** What is wrong with what came back; undefined where nothing is. */
function problemOfBytes({ codes, leave }: Bytes, received: Buffer): string | undefined {
  // Who does not wait may miss the end.
  if (leave === 'reset') return undefined;
  const answers = readAnswers(received);
  const given = answers.map(({ code }) => code);
  const isClosed = answers.at(-1)?.headers.get('connection') === 'close';
  if (codes !== undefined && !(isClosed && `${codes},`.startsWith(`${given},`)))
    return `codes ${given} instead of ${codes}`;
  return answers.map(rawProblem).find((problem) => problem !== undefined);
}

function rawProblem({ code, headers, body }: RawAnswer): string | undefined {
  // What is no HTTP is refused without a Status, as Go's server does.
  if ((body === '' || body === '0') && (code === 400 || code === 417)) return undefined;
  if (body === '400 Bad Request' || body === '431 Request Header Fields Too Large') return undefined;
  return problemOf('GET', { code, headers: Object.fromEntries(headers), body });
}

describe('bytes of all kinds', () => {
  it('are answered properly or cut off, and change nothing', async () => {
    const server = await harness();
    const unhandled = rejections();
    await server.call('POST', `${core}/configmaps`, configMap('kept'));
    const before = storedIn(server.other());
    const problems = problemList();
    const port = Number(new URL(server.url).port);
    await each(fc.sample(anyBytes, { seed, numRuns: Math.ceil(runs / 3) }), 8, async (bytes) => {
      const problem = await exchange(port, bytes)
        .then((received) => problemOfBytes(bytes, received))
        .catch(String);
      const text = Buffer.concat(bytes.pieces).toString('latin1');
      if (problem !== undefined) problems.add(problem, `${bytes.leave} ${JSON.stringify(text)}`.slice(0, 1500));
    });
    expect({ problems: problems.list(), faults: originsOf(server.faults), unhandled }).toEqual(sane);
    expect(storedIn(server.other())).toEqual(before);
    await checkHealth(server);
  }, 60_000);
});

describe('watches of all kinds', () => {
  it('tell events and end in time, or are left', async () => {
    const server = await harness();
    const unhandled = rejections();
    const watches = allKinds.flatMap((kind) => [
      `${pathOf(kind, 'default')}?watch=1&timeoutSeconds=1&labelSelector=app`,
      `${pathOf(kind)}?watch=true&timeoutSeconds=1&allowWatchBookmarks=true&resourceVersion=1`,
      `${pathOf(kind)}?watch&timeoutSeconds=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan`,
    ]);
    const ended = watches.map(async (path, index) => {
      const accept = index % 2 === 0 ? '*/*' : asTable;
      const { code, text } = await server.get(path, { Accept: accept });
      const types = text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).type);
      const isKnown = types.every((type) => ['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR'].includes(type));
      return code === 200 && isKnown ? [] : [`${path} ${code} ${text.slice(0, 300)}`];
    });
    await fill(server);
    const left = await Promise.all(
      watches.map(async (path) => {
        const aborted = new AbortController();
        await fetch(`${server.url}${path}0`, { signal: aborted.signal });
        aborted.abort();
      }),
    );
    expect(left).toHaveLength(watches.length);
    expect({ problems: (await Promise.all(ended)).flat(), faults: originsOf(server.faults), unhandled }).toEqual(sane);
    await checkHealth(server);
  }, 60_000);
});
