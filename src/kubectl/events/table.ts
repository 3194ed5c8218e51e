import type { Event } from '../../resources/core/event';
import { eventAge } from '../describe/events';
import { alignColumns, type ColumnWidths, escapeTerminal } from '../printers/table';

export type EventTableOptions = { readonly withNamespace: boolean; readonly noHeaders: boolean };

/** Prints events one by one or many at once, under one header; columns keep their widths from print to print. */
export type EventTable = (events: readonly Event[], now: number) => string;

const header = ['LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'];

/** @upstream kubectl pkg/cmd/events/event_printer.go */
export function eventTable({ withNamespace, noHeaders }: EventTableOptions): EventTable {
  const widths: ColumnWidths = [];
  let rows: string[][] = noHeaders ? [] : [[...(withNamespace ? ['NAMESPACE'] : []), ...header]];
  return (events, now) => {
    for (const event of events)
      rows.push([...(withNamespace ? [event.metadata.namespace ?? ''] : []), ...cells(event, now)]);
    const text = rows.map((row) => `${row.join('\t')}\n`).join('');
    rows = [];
    return alignColumns(text, widths);
  };
}

function cells(event: Event, now: number): string[] {
  const { type = '', reason = '', involvedObject, message = '' } = event;
  const object = `${involvedObject.kind ?? ''}/${involvedObject.name ?? ''}`;
  return [eventAge(event, now), ...[type, reason, object, message.trim()].map(escapeTerminal)];
}
