import { StatusError } from '../../apimachinery/errors';
import { isObject, parseJson } from '../../apimachinery/json';
import { type Kind, type KubeObject, keyOf } from '../../apimachinery/meta';
import type { List, WatchEvent, WatchOptions } from '../client';
import { errorFromStatus, RequestError } from './errors';
import { readLines } from './lines';
import { resourcePath } from './paths';
import type { Connection, HttpRequest, Transport } from './transport';

/** Milliseconds between a stream's end and the next request. */
const PAUSE = 1000;

export type WatchDoor = Pick<Transport, 'send'> &
  Pick<Connection, 'pause'> & { readonly list: (kind: Kind, options: WatchOptions) => Promise<List<KubeObject>> };

/**
 * A kind's changes, for as long as the signal lets it: a stream that ends is followed by another from the last version
 * seen; where the server has forgotten that version, by a new list, of which only what is news is told.
 * @upstream client-go tools/cache/reflector.go, tools/watch/retrywatcher.go
 */
export async function* watchKind(door: WatchDoor, kind: Kind, options: WatchOptions): AsyncIterable<WatchEvent> {
  const progress = new Progress(options.resourceVersion);
  while (!options.signal?.aborted) {
    try {
      if (progress.isLost) yield* progress.takeList(await door.list(kind, options));
      yield* stream(door, kind, options, progress);
      if (options.signal?.aborted) return;
      await door.pause?.(PAUSE);
    } catch (error) {
      if (options.signal?.aborted) return;
      if (!isExpired(error)) throw error;
      progress.forget();
    }
  }
}

async function* stream(
  { send }: WatchDoor,
  kind: Kind,
  options: WatchOptions,
  progress: Progress,
): AsyncIterable<WatchEvent> {
  const { body } = await send(watchRequest(kind, options, progress.version));
  if (body === null) return;
  for await (const line of untilBroken(readLines(body))) {
    const event = progress.take(kind, parseEvent(line));
    if (event !== undefined) yield event;
  }
}

/** A stream that breaks has ended: what it missed comes with the next one. */
async function* untilBroken(lines: AsyncIterable<string>): AsyncIterable<string> {
  try {
    for await (const line of lines) yield line;
  } catch {
    // The next request says whether the server is still there.
  }
}

function watchRequest(kind: Kind, { signal, ...options }: WatchOptions, resourceVersion: string): HttpRequest {
  const { namespace, labelSelector, fieldSelector } = options;
  return {
    method: 'GET',
    kind,
    path: resourcePath(kind, { namespace }),
    query: { watch: true, allowWatchBookmarks: true, resourceVersion, labelSelector, fieldSelector },
    signal,
  };
}

type WireEvent = { readonly type: string; readonly object: KubeObject };

function parseEvent(line: string): WireEvent {
  const event = parseJson(line);
  if (!isObject(event) || typeof event.type !== 'string' || !isObject(event.object)) {
    throw new RequestError(`the server's answer is no watch event: ${line.slice(0, 80)}`);
  }
  if (event.type === 'ERROR') throw errorFromStatus(event.object);
  return event as unknown as WireEvent;
}

function isExpired(error: unknown): boolean {
  return error instanceof StatusError && (error.reason === 'Expired' || error.reason === 'Gone');
}

/** How far a watch has come, and which objects it has told of. */
class Progress {
  private readonly known = new Map<string, KubeObject>();
  private isForgotten: boolean;

  constructor(private reached: string | undefined) {
    this.isForgotten = reached === undefined;
  }

  get version(): string {
    return this.reached ?? '';
  }

  /** Whether the objects have to be listed before they can be watched. */
  get isLost(): boolean {
    return this.isForgotten;
  }

  forget(): void {
    this.isForgotten = true;
  }

  /** The event as the door has it; undefined for what only tells how far the stream is. */
  take(kind: Kind, { type, object }: WireEvent): WatchEvent | undefined {
    this.reached = object.metadata.resourceVersion ?? this.reached;
    if (type === 'BOOKMARK') return undefined;
    const key = keyOf(object);
    const typed = { ...object, kind: object.kind ?? kind.kind };
    if (type === 'DELETED') this.known.delete(key);
    else this.known.set(key, typed);
    return { type: type as WatchEvent['type'], object: typed };
  }

  /** What a list tells that was not told yet. */
  *takeList({ items, resourceVersion }: List<KubeObject>): Iterable<WatchEvent> {
    const before = this.reached;
    const listed = new Set(items.map(keyOf));
    this.reached = resourceVersion;
    this.isForgotten = false;
    for (const [key, object] of [...this.known]) {
      if (listed.has(key)) continue;
      this.known.delete(key);
      yield { type: 'DELETED', object };
    }
    for (const object of items) {
      const key = keyOf(object);
      const known = this.known.get(key);
      this.known.set(key, object);
      if (known?.metadata.resourceVersion === object.metadata.resourceVersion) continue;
      if (known !== undefined) yield { type: 'MODIFIED', object };
      else if (before === undefined || isLater(object, before)) yield { type: 'ADDED', object };
    }
  }
}

/** Versions are numbers that grow. @upstream KEP-5504 comparable resource version */
function isLater({ metadata }: KubeObject, version: string): boolean {
  return Number(metadata.resourceVersion) > Number(version);
}
