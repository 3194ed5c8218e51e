import type { Kind, ObjectMeta } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';
import type { ObjectReference } from './endpoints';

export type EventSource = { component?: string; host?: string };

export type Event = {
  apiVersion: 'v1';
  kind: 'Event';
  metadata: ObjectMeta;
  involvedObject: ObjectReference;
  reason?: string;
  message?: string;
  source?: EventSource;
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  count?: number;
  type?: string;
  eventTime?: string | null;
  series?: { count?: number; lastObservedTime?: string };
  action?: string;
  reportingComponent?: string;
  reportingInstance?: string;
};

export const names: Kind<Event> = {
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  singular: 'event',
  shortNames: ['ev'],
  categories: [],
  namespaced: true,
};

export const strategy: Strategy<Event> = {
  selectableFields: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
};

/** When the event last happened. */
function lastSeen(event: Event): string | undefined {
  return event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? undefined;
}

function objectText({ involvedObject: { kind, name } }: Event): string {
  return kind ? `${kind.toLowerCase()}/${name ?? ''}` : (name ?? '');
}

function sourceText({ source, reportingComponent, reportingInstance }: Event): string {
  const parts = [source?.component || reportingComponent || '', source?.host || reportingInstance || ''];
  return parts.filter((part, index) => index === 0 || part !== '').join(', ');
}

export const columns: readonly Column<Event>[] = [
  { name: 'Last Seen', cell: (event, now) => age(lastSeen(event), now) },
  { name: 'Type', cell: ({ type }) => type ?? '' },
  { name: 'Reason', cell: ({ reason }) => reason ?? '' },
  { name: 'Object', cell: objectText },
  { name: 'Subobject', wide: true, cell: ({ involvedObject }) => involvedObject.fieldPath ?? '' },
  { name: 'Source', wide: true, cell: sourceText },
  { name: 'Message', cell: ({ message }) => message?.trim() ?? '' },
  { name: 'First Seen', wide: true, cell: (event, now) => age(event.firstTimestamp ?? event.eventTime, now) },
  { name: 'Count', wide: true, cell: ({ series, count }) => String(series?.count ?? count ?? 1) },
  { name: 'Name', wide: true, cell: ({ metadata }) => metadata.name },
];
