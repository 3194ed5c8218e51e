import { expect, it } from 'vitest';
import type { Json } from '../../../src/apimachinery/json';
import { httpClient } from '../../../src/client/http';
import type { Kubectl } from '../../../src/kubectl/kubectl';
import { waitUntilGone } from '../../../src/kubectl/resource/wait-deleted';
import { kinds } from '../../../src/resources/kinds';
import { type Answer, fakeServer, stream } from '../../client/http/fake-server';

const PODS = '/api/v1/namespaces/default/pods';
const NAMED = 'fieldSelector=metadata.name%3Da';
const LIST = `${PODS}?${NAMED}&limit=500`;
const WATCH = `${PODS}?watch=true&allowWatchBookmarks=true&resourceVersion=5&${NAMED}`;

const pod = (uid: string) => ({ metadata: { name: 'a', namespace: 'default', uid, resourceVersion: '4' } });
const list = (...items: Json[]): Json => ({ metadata: { resourceVersion: '5' }, items });

async function wait(answers: Record<string, Answer>, timeUp = new AbortController().signal): Promise<string[]> {
  const { fetch, server, asked } = fakeServer(answers);
  const client = httpClient({ server, fetch });
  const streams = { interrupted: new AbortController().signal, after: () => timeUp };
  const deleted = [{ kind: kinds.pods, namespace: 'default', name: 'a', uid: 'u1' }];
  await waitUntilGone({ client, streams } as unknown as Kubectl, deleted, 1000);
  return asked.map(({ path }) => path);
}

it.each<[string, Record<string, Answer>, string[]]>([
  ['is gone already', { [LIST]: list() }, [LIST]],
  ['has another in its place', { [LIST]: list(pod('u2')) }, [LIST]],
  [
    'goes',
    {
      [LIST]: list(pod('u1')),
      [WATCH]: stream({ type: 'MODIFIED', object: pod('u1') }, { type: 'DELETED', object: pod('u1') }),
    },
    [LIST, WATCH],
  ],
  [
    'is replaced while it is watched',
    { [LIST]: list(pod('u1')), [WATCH]: stream({ type: 'ADDED', object: pod('u2') }) },
    [LIST, WATCH],
  ],
])('waits until an object %s', async (_, answers, asked) => {
  expect(await wait(answers)).toEqual(asked);
});

it('says what it waited for when the time is up', async () => {
  await expect(wait({ [LIST]: list(pod('u1')) }, AbortSignal.abort())).rejects.toThrow(
    'timed out waiting for the condition on pods/a',
  );
});
