import { StatusError } from '../apimachinery/errors';
import type { KubeObject } from '../apimachinery/meta';
import { formatTime } from '../apimachinery/time';
import { type Event, names as events } from '../resources/core/event';
import type { Client } from './client';

export type EventType = 'Normal' | 'Warning';

/** What is to be told about an object. */
export type EventNote = {
  readonly type: EventType;
  readonly reason: string;
  readonly message: string;
  /** `spec.containers{nginx}` */
  readonly fieldPath?: string;
};

/** Tells what happened to objects. @upstream client-go tools/record */
export type EventRecorder = (object: KubeObject, note: EventNote) => Promise<void>;

/** Who tells: a component, and the node it runs on. */
export type EventSource = { readonly component: string; readonly host?: string };

/** A recorder through the door; the same note again counts up. @upstream client-go tools/record EventCorrelator */
export function eventRecorder(client: Client, source: EventSource, now: () => number): EventRecorder {
  return async (object, note) => {
    const namespace = object.metadata.namespace ?? 'default';
    const { items, resourceVersion } = await client.list(events, { namespace });
    const known = items.find((event) => isSame(event, object, note, source));
    const time = now();
    if (known === undefined) {
      const name = `${object.metadata.name}.${moment(time, resourceVersion)}`;
      await create(client, newEvent(name, object, note, source, formatTime(time)), namespace);
      return;
    }
    const count = (known.count ?? 1) + 1;
    await client.update(events, { ...known, count, lastTimestamp: formatTime(time) }, { namespace });
  };
}

/** Upstream's names end in the nanosecond; here the store's version stands for what the clock does not tell apart. */
function moment(time: number, resourceVersion: string): string {
  return (BigInt(Math.trunc(time)) * 1_000_000n + (BigInt(resourceVersion) % 1_000_000n)).toString(16);
}

function isSame(event: Event, object: KubeObject, note: EventNote, source: EventSource): boolean {
  return (
    event.involvedObject.uid === object.metadata.uid &&
    event.reason === note.reason &&
    event.message === note.message &&
    event.involvedObject.fieldPath === note.fieldPath &&
    event.source?.component === source.component
  );
}

/** An event about something in a namespace that is going away is lost, as upstream. */
async function create(client: Client, event: Event, namespace: string): Promise<void> {
  try {
    await client.create(events, event, { namespace });
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
  }
}

function newEvent(eventName: string, object: KubeObject, note: EventNote, source: EventSource, time: string): Event {
  const { name, uid } = object.metadata;
  const namespace = object.metadata.namespace ?? 'default';
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: eventName, namespace },
    involvedObject: {
      apiVersion: object.apiVersion,
      kind: object.kind,
      name,
      namespace: object.metadata.namespace,
      uid,
      resourceVersion: object.metadata.resourceVersion,
      fieldPath: note.fieldPath,
    },
    reason: note.reason,
    message: note.message,
    source: { component: source.component, host: source.host },
    firstTimestamp: time,
    lastTimestamp: time,
    count: 1,
    type: note.type,
    eventTime: null,
    reportingComponent: source.component,
    reportingInstance: source.host ?? '',
  };
}
