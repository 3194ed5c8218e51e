import type { Json } from '../apimachinery/json';
import type { LogEntry } from '../kubelet/container-log';
import type { Store } from '../store/store';
import { recordPrefixes } from './forget';

const PREFIX = recordPrefixes.log;

/** The kubelet lets a log file grow to 10 MiB; the state is one file, so a log here is a good deal shorter. */
const LIMIT = 64 * 1024;
const KEPT = 48 * 1024;

/** What a container's process wrote, oldest first. @param key `UID/CONTAINER/RESTARTS` */
export function logOf(store: Store, key: string): readonly LogEntry[] {
  return (store.getRecord(`${PREFIX}${key}`) ?? []) as LogEntry[];
}

/** Appends to a container's log. The oldest lines of a long log are given up. @param at milliseconds since 1970 */
export function appendLog(store: Store, key: string, text: string, at: number): void {
  if (text === '') return;
  store.begin();
  const before = logOf(store, key);
  const last = before.at(-1);
  const isSame = last !== undefined && (last.at === at || !last.text.endsWith('\n'));
  const entries = isSame
    ? [...before.slice(0, -1), { at: last.at, text: last.text + text }]
    : [...before, { at, text }];
  store.setRecord(`${PREFIX}${key}`, shortened(entries) as unknown as Json);
}

function shortened(entries: readonly LogEntry[]): readonly LogEntry[] {
  const size = entries.reduce((sum, { text }) => sum + text.length, 0);
  if (size <= LIMIT) return entries;
  let left = KEPT;
  const kept: LogEntry[] = [];
  for (const { at, text } of entries.toReversed()) {
    if (left <= 0) break;
    const tail = text.length <= left ? text : text.slice(-left).replace(/^[^\n]*\n/, '');
    kept.unshift({ at, text: tail });
    left -= text.length;
  }
  return kept;
}
