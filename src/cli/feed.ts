import { type FSWatcher, mkdirSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { ChangeFeed } from '../simulator/watch';
import { HistoryReader } from '../store/adapters/history-file';
import type { Change } from '../store/store';

/** File systems that tell of no changes are looked at this often, in milliseconds. */
const LOOK = 250;

/** What other processes commit to a state file, as they do it. */
export function fileFeed(statePath: string): ChangeFeed {
  return (signal) => {
    mkdirSync(dirname(statePath), { recursive: true });
    return readOn(statePath, new HistoryReader(statePath), signal);
  };
}

async function* readOn(
  statePath: string,
  reader: HistoryReader,
  signal: AbortSignal | undefined,
): AsyncIterable<readonly Change[]> {
  let wake = (): void => {};
  const watcher: FSWatcher = watch(dirname(statePath), (_event, name) => {
    if (name === null || name.startsWith(basename(statePath))) wake();
  });
  const stop = (): void => wake();
  signal?.addEventListener('abort', stop);
  try {
    while (signal?.aborted !== true) {
      const changes = reader.read();
      if (changes.length > 0) yield changes;
      else
        await pause((resume) => {
          wake = resume;
        });
    }
  } finally {
    watcher.close();
    signal?.removeEventListener('abort', stop);
  }
}

function pause(register: (resume: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LOOK);
    register(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
