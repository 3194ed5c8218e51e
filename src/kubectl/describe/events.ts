import { StatusError } from '../../apimachinery/errors';
import type { KubeObject } from '../../apimachinery/meta';
import { age, parseTime } from '../../apimachinery/time';
import { type Event, names as events } from '../../resources/core/event';
import type { DescribeContext } from './context';
import type { Writer } from './writer';

/** What events are about. An empty kind or uid is not asked for. */
export type EventTarget = {
  readonly kind?: string;
  readonly namespace?: string;
  readonly name: string;
  readonly uid?: string;
};

/** The object as events refer to it. @upstream client-go tools/reference GetReference */
export function eventTarget({ kind, metadata }: KubeObject): EventTarget {
  return { kind, name: metadata.name, namespace: metadata.namespace, uid: metadata.uid };
}

/** `involvedObject.name=web-0,involvedObject.namespace=default,…` @upstream client-go Events.GetFieldSelector */
function eventFieldSelector({ name, namespace, kind, uid }: EventTarget): string {
  const terms = [`involvedObject.name=${name}`, `involvedObject.namespace=${namespace ?? ''}`];
  if (kind) terms.push(`involvedObject.kind=${kind}`);
  if (uid) terms.push(`involvedObject.uid=${uid}`);
  return terms.join(',');
}

/**
 * The events about a target; none where the server refuses to list them.
 * @upstream describe.go searchEvents
 */
export async function searchEvents(target: EventTarget, { client }: DescribeContext): Promise<Event[]> {
  try {
    const { namespace } = target;
    return (await client.list(events, { namespace, fieldSelector: eventFieldSelector(target) })).items;
  } catch (error) {
    if (error instanceof StatusError) return [];
    throw error;
  }
}

function lastTime(event: Event): number {
  const ms = parseTime(event.lastTimestamp);
  return Number.isNaN(ms) ? Number.NEGATIVE_INFINITY : ms;
}

/** `47m`, or `10m (x61 over 20m)` of an event that came again. */
export function eventAge(event: Event, now: number): string {
  const first = age(event.eventTime ?? event.firstTimestamp, now);
  if (event.series) return `${age(event.series.lastObservedTime, now)} (x${event.series.count ?? 0} over ${first})`;
  const count = event.count ?? 0;
  return count > 1 ? `${age(event.lastTimestamp, now)} (x${count} over ${first})` : first;
}

/** Writes the table of events, the oldest first. @upstream describe.go DescribeEvents */
export function writeEvents(w: Writer, found: readonly Event[], now: number): void {
  if (found.length === 0) {
    w.line(0, 'Events:', '<none>');
    return;
  }
  w.flush();
  w.line(0, 'Events:');
  w.line(1, 'Type', 'Reason', 'Age', 'From', 'Message');
  w.line(1, '----', '------', '----', '----', '-------');
  for (const event of [...found].sort((left, right) => order(lastTime(left), lastTime(right)))) {
    const source = event.source?.component || (event.reportingComponent ?? '');
    w.line(1, event.type ?? '', event.reason ?? '', eventAge(event, now), source, (event.message ?? '').trim());
  }
}

function order(left: number, right: number): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Writes the events about an object, unless they are not wanted. */
export async function writeEventsAbout(w: Writer, object: KubeObject, context: DescribeContext): Promise<void> {
  if (context.showEvents) writeEvents(w, await searchEvents(eventTarget(object), context), context.now);
}
