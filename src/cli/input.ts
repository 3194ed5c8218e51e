import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { queue } from '../apimachinery/queue';

/** All of the standard input. */
export async function readAll(): Promise<string> {
  try {
    return readFileSync(0, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  }
}

/** Lines of the standard input; until it is closed, the program waits for more of them. */
export type LineReader = {
  readonly next: (prompt: string) => Promise<string | undefined>;
  readonly close: () => void;
};

/** Reads the standard input line by line; a terminal gets a prompt, editing and a history. */
export function lineReader(): LineReader {
  const isTerminal = process.stdin.isTTY === true;
  const reader = createInterface({
    input: process.stdin,
    output: isTerminal ? process.stdout : undefined,
    terminal: isTerminal,
  });
  const lines: string[] = [];
  const waiting: ((line: string | undefined) => void)[] = [];
  let ended = false;
  reader.on('line', (line) => {
    const take = waiting.shift();
    if (take === undefined) lines.push(line);
    else take(line);
  });
  reader.on('SIGINT', () => {
    process.stdout.write('^C\n');
    reader.prompt();
  });
  reader.on('close', () => {
    ended = true;
    for (const take of waiting.splice(0)) take(undefined);
  });
  function next(prompt: string): Promise<string | undefined> {
    if (isTerminal && !ended) {
      reader.setPrompt(prompt);
      reader.prompt();
    }
    const line = lines.shift();
    if (line !== undefined || ended) return Promise.resolve(line);
    return new Promise((resolve) => waiting.push(resolve));
  }

  return { next, close: () => reader.close() };
}

/** The standard input in pieces; closing it gives the terminal back as it was. */
export type ByteReader = AsyncIterable<Uint8Array> & { readonly close: () => void };

/** Reads the standard input as it comes. @param isRaw whether a terminal hands over each key, ^C included */
export function byteReader(isRaw: boolean): ByteReader {
  const { stdin } = process;
  const pieces = queue<Uint8Array>();
  if (isRaw) stdin.setRawMode?.(true);
  stdin.on('data', pieces.push);
  stdin.once('end', pieces.end);
  stdin.once('error', pieces.end);
  return Object.assign(pieces, {
    close() {
      stdin.off('data', pieces.push);
      pieces.end();
      if (isRaw) stdin.setRawMode?.(false);
      stdin.pause();
      stdin.unref?.();
    },
  });
}
