import { bytesOf, textOf } from '../answer';

/** What a command answers. @upstream redis.io RESP2 */
export type Reply = { readonly ok: string } | { readonly error: string } | number | string | null | readonly Reply[];

/** A reply as it is sent. */
export function written(reply: Reply): string {
  if (reply === null) return '$-1\r\n';
  if (typeof reply === 'number') return `:${reply}\r\n`;
  if (typeof reply === 'string') return `$${bytesOf(reply).length}\r\n${reply}\r\n`;
  if ('ok' in reply) return `+${reply.ok}\r\n`;
  if ('error' in reply) return `-${reply.error}\r\n`;
  return `*${reply.length}\r\n${reply.map(written).join('')}`;
}

/** Cuts a line into words as `redis-cli` and telnet send it; quotes keep spaces. */
function inlineWords(line: string): string[] {
  return [...line.matchAll(/"((?:\\.|[^"\\])*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double?.replace(/\\(.)/g, '$1') ?? single ?? plain ?? '',
  );
}

/** Reads commands out of what a client has sent so far. */
export class CommandReader {
  private unread = new Uint8Array();

  /** @returns the whole commands, each as its words */
  read(sent: Uint8Array): string[][] {
    const joined = new Uint8Array(this.unread.length + sent.length);
    joined.set(this.unread);
    joined.set(sent, this.unread.length);
    this.unread = joined;
    const found: string[][] = [];
    for (;;) {
      const next = this.next();
      if (next === undefined) return found;
      if (next.length > 0) found.push(next);
    }
  }

  private next(): string[] | undefined {
    const first = this.lineAt(0);
    if (first === undefined) return undefined;
    if (!first.text.startsWith('*')) {
      this.unread = this.unread.slice(first.end);
      return inlineWords(first.text);
    }
    let at = first.end;
    const words: string[] = [];
    for (let left = Number(first.text.slice(1)) || 0; left > 0; left -= 1) {
      const size = this.lineAt(at);
      if (size === undefined) return undefined;
      const length = Number(size.text.slice(1)) || 0;
      if (this.unread.length < size.end + length + 2) return undefined;
      words.push(textOf(this.unread.slice(size.end, size.end + length)));
      at = size.end + length + 2;
    }
    this.unread = this.unread.slice(at);
    return words;
  }

  private lineAt(start: number): { readonly text: string; readonly end: number } | undefined {
    const end = this.unread.indexOf(10, start);
    if (end < 0) return undefined;
    return { text: textOf(this.unread.slice(start, end)).replace(/\r$/, ''), end: end + 1 };
  }
}
