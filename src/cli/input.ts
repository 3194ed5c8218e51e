import { readFileSync } from 'node:fs';
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
