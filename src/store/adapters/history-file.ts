import { appendFileSync, closeSync, fstatSync, openSync, readSync, statSync, writeFileSync } from 'node:fs';
import type { Change } from '../store';

const LIMIT = 4 * 1024 * 1024;

/** The history beside a state file. */
export function historyPath(statePath: string): string {
  return `${statePath}.history`;
}

/** Appends a commit's steps, one JSON line each; a history that has grown too long starts anew. */
export function appendHistory(statePath: string, changes: readonly Change[]): void {
  if (changes.length === 0) return;
  const path = historyPath(statePath);
  const text = changes.map((change) => `${JSON.stringify(change)}\n`).join('');
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LIMIT) writeFileSync(path, text, { mode: 0o600 });
  else appendFileSync(path, text, { mode: 0o600 });
}

/** Reads the steps that others append, from the end that the history has when the reader is made. */
export class HistoryReader {
  private readonly path: string;
  private offset: number;
  private rest = '';

  constructor(statePath: string) {
    this.path = historyPath(statePath);
    this.offset = statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** The steps since the last call. A history that was started anew is read from its beginning. */
  read(): Change[] {
    let file: number;
    try {
      file = openSync(this.path, 'r');
    } catch {
      return [];
    }
    try {
      const { size } = fstatSync(file);
      if (size < this.offset) {
        this.offset = 0;
        this.rest = '';
      }
      const bytes = Buffer.alloc(size - this.offset);
      this.offset += readSync(file, bytes, 0, bytes.length, this.offset);
      return this.parse(bytes.toString('utf8'));
    } finally {
      closeSync(file);
    }
  }

  private parse(text: string): Change[] {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    return lines.filter((line) => line !== '').map((line): Change => JSON.parse(line));
  }
}
