import { expect, it } from 'vitest';
import { StatusError } from '../../../src/apimachinery/errors';
import type { Json } from '../../../src/apimachinery/json';
import type { WatchOptions } from '../../../src/client/client';
import { httpClient } from '../../../src/client/http';
import { kinds } from '../../../src/resources/kinds';
import { type Answer, fakeServer, stream } from './fake-server';

const configMap = (name: string, version: number) => ({
  metadata: { name, namespace: 'default', resourceVersion: String(version) },
});

const event = (type: string, name: string, version: number): Json => ({ type, object: configMap(name, version) });

const bookmark = (version: number): Json => ({
  type: 'BOOKMARK',
  object: { metadata: { resourceVersion: `${version}` } },
});

const list = (version: number, ...items: Json[]): Json => ({ metadata: { resourceVersion: String(version) }, items });

const expired: Json = {
  type: 'ERROR',
  object: {
    kind: 'Status',
    status: 'Failure',
    reason: 'Expired',
    code: 410,
    message: 'too old resource version: 5 (9)',
  },
};

const LIST = '/api/v1/configmaps?limit=500';
const from = (version: number) => `/api/v1/configmaps?watch=true&allowWatchBookmarks=true&resourceVersion=${version}`;

/** What a watch tells until the server has nothing more to say, and how it ends. */
async function watched(answers: Record<string, Answer | readonly Answer[]>, options: WatchOptions = {}) {
  const { fetch, server, asked } = fakeServer(answers);
  const pauses: number[] = [];
  const client = httpClient({ server, fetch, pause: async (milliseconds) => void pauses.push(milliseconds) });
  const events: string[] = [];
  let end = '';
  try {
    for await (const { type, object } of client.watch(kinds.configmaps, options)) {
      events.push(`${type} ${object.kind} ${object.metadata.name} ${object.metadata.resourceVersion}`);
    }
  } catch (error) {
    end = error instanceof StatusError ? error.reason : String(error);
  }
  return { events, end, asked: asked.map(({ path }) => path), pauses };
}

it('lists first, then goes on from the last version after each stream', async () => {
  const found = await watched({
    [LIST]: list(5, configMap('a', 3)),
    [from(5)]: stream(event('MODIFIED', 'a', 6), event('ADDED', 'b', 7), bookmark(9)),
    [from(9)]: stream(event('DELETED', 'a', 10)),
  });
  expect(found).toEqual({
    events: ['ADDED ConfigMap a 3', 'MODIFIED ConfigMap a 6', 'ADDED ConfigMap b 7', 'DELETED ConfigMap a 10'],
    end: 'NotFound',
    asked: [LIST, from(5), from(9), from(10)],
    pauses: [1000, 1000],
  });
});

it('tells of what was missed where the server has forgotten the version', async () => {
  const found = await watched(
    {
      [from(5)]: stream(event('ADDED', 'a', 6), event('ADDED', 'b', 7), event('ADDED', 'c', 8), expired),
      [LIST]: list(20, configMap('b', 7), configMap('c', 15), configMap('d', 16), configMap('old', 2)),
      [from(20)]: stream(event('MODIFIED', 'd', 21)),
    },
    { resourceVersion: '5' },
  );
  expect(found.events).toEqual([
    'ADDED ConfigMap a 6',
    'ADDED ConfigMap b 7',
    'ADDED ConfigMap c 8',
    'DELETED ConfigMap a 6',
    'MODIFIED ConfigMap c 15',
    'ADDED ConfigMap d 16',
    'MODIFIED ConfigMap d 21',
  ]);
});

it('begins anew where the request itself is answered by 410', async () => {
  const gone = JSON.stringify({ kind: 'Status', status: 'Failure', reason: 'Expired', code: 410, message: 'gone' });
  const found = await watched(
    {
      [from(5)]: new Response(gone, { status: 410 }),
      [LIST]: list(9, configMap('old', 2), configMap('new', 8)),
      [from(9)]: stream(),
    },
    { resourceVersion: '5' },
  );
  expect(found.events).toEqual(['ADDED ConfigMap new 8']);
});

it('reads lines that come in pieces', async () => {
  const bytes = new TextEncoder().encode(
    `${JSON.stringify(event('ADDED', 'ä', 6))}\n\n${JSON.stringify(event('ADDED', 'b', 7))}`,
  );
  const pieces = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  const { events } = await watched({ [from(5)]: new Response(pieces) }, { resourceVersion: '5' });
  expect(events).toEqual(['ADDED ConfigMap ä 6', 'ADDED ConfigMap b 7']);
});

it('goes on after a stream that breaks', async () => {
  let isFirst = true;
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (isFirst) controller.enqueue(new TextEncoder().encode(`${JSON.stringify(event('ADDED', 'a', 6))}\n{"type":`));
      else controller.error(new TypeError('terminated'));
      isFirst = false;
    },
  });
  const found = await watched(
    { [from(5)]: new Response(broken), [from(6)]: stream(event('ADDED', 'b', 7)) },
    { resourceVersion: '5' },
  );
  expect(found.events).toEqual(['ADDED ConfigMap a 6', 'ADDED ConfigMap b 7']);
});

it('throws what the server says in the stream', async () => {
  const status = { kind: 'Status', status: 'Failure', reason: 'InternalError', code: 500, message: 'oh' };
  const { end } = await watched({ [from(5)]: stream({ type: 'ERROR', object: status }) }, { resourceVersion: '5' });
  expect(end).toBe('InternalError');
});
