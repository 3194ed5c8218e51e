import type { ServerResponse } from 'node:http';
import { badRequest, type StatusError } from '../../apimachinery/errors';
import type { JsonObject } from '../../apimachinery/json';
import { apiVersionOf, type Kind, type KubeObject, keyPrefix } from '../../apimachinery/meta';
import { selects } from '../../apiserver/selection';
import type { Answer, Api, ApiRequest } from './exchange';
import { type Presenter, presenterFor } from './present';
import { flag, integer, resourceVersionOf, selectionOf } from './query';
import { failureStatus } from './status';
import type { HubChange } from './watch-hub';

/** What a watcher may leave unread, in bytes, before it is dropped. */
const MAX_PENDING = 16 * 1024 * 1024;

const BOOKMARK_INTERVAL = 60_000;

/** Watches end after half an hour to an hour when the client does not say. @upstream kube-apiserver --min-request-timeout */
const MIN_TIMEOUT = 1800;

/**
 * The changes of a kind's objects, one JSON document a line, until the client goes or its time is up.
 * @throws StatusError BadRequest
 * @upstream apiserver endpoints/handlers/watch.go, storage/cacher
 */
export async function watchAnswer(
  api: Api,
  request: ApiRequest,
  kind: Kind,
  place: { namespace?: string; name?: string },
): Promise<Answer> {
  const { query } = request;
  const { backend } = api;
  const selection = selectionOf(query, place.namespace, place.name);
  const isSelected = await selects(kind, selection);
  const presenter = presenterFor(request, kind, backend.now);
  const from = resourceVersionOf(query) ?? 0;
  const sendsInitial = initialEvents(query, from);
  const list = await backend.transact(() => backend.client.list(kind, selection));
  const prefix = keyPrefix(kind, place.namespace);
  const seconds = integer(query, 'timeoutSeconds') || MIN_TIMEOUT * (1 + Math.random());
  const start: Start = {
    initial: sendsInitial ? list.items : [],
    from: sendsInitial ? Number(list.resourceVersion) : from,
    bookmarks: flag(query, 'allowWatchBookmarks'),
    endsInitial: query.get('sendInitialEvents') === 'true',
    timeout: seconds * 1000,
  };
  return {
    contentType: presenter.contentType,
    stream: (response) =>
      stream(api, response, presenter, kind, start, (change) =>
        change.key.startsWith(prefix) ? eventOf(change, isSelected) : undefined,
      ),
  };
}

type Start = {
  readonly initial: readonly KubeObject[];
  readonly from: number;
  readonly bookmarks: boolean;
  /** Whether the end of the initial objects is marked. */
  readonly endsInitial: boolean;
  /** Milliseconds. */
  readonly timeout: number;
};

function initialEvents(query: URLSearchParams, from: number): boolean {
  const asked = query.get('sendInitialEvents');
  if (asked === null) return from === 0;
  if (query.get('resourceVersionMatch') !== 'NotOlderThan') {
    throw badRequest('sendInitialEvents requires setting resourceVersionMatch to NotOlderThan');
  }
  return asked === 'true';
}

type Event = { readonly type: string; readonly object: KubeObject };

/** What a change is to a watch: an object that no longer matches counts as deleted. */
function eventOf(
  { type, object, previous }: HubChange,
  isSelected: (object: KubeObject) => boolean,
): Event | undefined {
  const isIn = type !== 'DELETED' && isSelected(object);
  const wasIn = previous !== undefined && isSelected(previous);
  if (isIn) return { type: wasIn ? 'MODIFIED' : 'ADDED', object };
  if (!wasIn) return undefined;
  const { resourceVersion } = object.metadata;
  const last = type === 'DELETED' ? object : { ...previous, metadata: { ...previous.metadata, resourceVersion } };
  return { type: 'DELETED', object: last };
}

async function stream(
  { hub, metrics }: Api,
  response: ServerResponse,
  presenter: Presenter,
  kind: Kind,
  start: Start,
  translate: (change: HubChange) => Event | undefined,
): Promise<void> {
  let isFirst = true;
  let version = start.from;

  const write = (type: string, object: JsonObject): void => {
    if (response.writableLength > MAX_PENDING) response.destroy();
    else response.write(`${JSON.stringify({ type, object })}\n`);
  };
  const send = ({ type, object }: Event): void => {
    write(type, presenter.event(object, isFirst));
    isFirst = false;
    metrics.watchEvent();
  };
  const bookmark = (annotations?: Record<string, string>): void => {
    const metadata = { resourceVersion: String(version), creationTimestamp: null, ...(annotations && { annotations }) };
    write('BOOKMARK', { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata });
  };
  const fail = (error: StatusError): void => {
    write('ERROR', failureStatus(error));
    response.end();
  };

  metrics.watchStarted();
  response.flushHeaders();
  for (const object of start.initial) send({ type: 'ADDED', object });
  if (start.endsInitial && start.bookmarks) bookmark({ 'k8s.io/initial-events-end': 'true' });
  const unsubscribe = subscribe();
  const end = (): void => void response.end();
  const timers = [setTimeout(end, start.timeout), setInterval(() => start.bookmarks && bookmark(), BOOKMARK_INTERVAL)];
  await new Promise<void>((resolve) => {
    response.once('close', resolve);
    if (response.closed) resolve();
  });
  for (const timer of timers) clearTimeout(timer);
  unsubscribe();
  metrics.watchEnded();

  function subscribe(): () => void {
    const onChange = (change: HubChange): void => {
      version = change.version;
      const event = translate(change);
      if (event !== undefined && !response.destroyed) send(event);
    };
    try {
      return hub.subscribe(start.from, { onChange, onExpired: fail });
    } catch (error) {
      fail(error as StatusError);
      return () => undefined;
    }
  }
}
