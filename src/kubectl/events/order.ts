import { parseTime } from '../../apimachinery/time';
import type { Event } from '../../resources/core/event';
import { goSort } from '../printers/go-sort';

/** Events by when they last happened, those that do not say it first. @upstream kubectl pkg/cmd/events SortableEvents */
export function sortEvents(events: readonly Event[]): Event[] {
  const sorted = [...events];
  goSort(sorted, (left, right) => lastTime(left) < lastTime(right));
  return sorted;
}

function lastTime({ series, lastTimestamp, eventTime }: Event): number {
  const ms = parseTime(series === undefined ? (lastTimestamp ?? eventTime) : series.lastObservedTime);
  return Number.isNaN(ms) ? Number.NEGATIVE_INFINITY : ms;
}
