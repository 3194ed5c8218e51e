import type { Streams } from '../kubectl/kubectl';
import type { ByteReader } from './input';
import { STDERR, STDOUT, writeAll } from './write-all';

/**
 * The program's streams. What is written waits until it is flushed: a command's answers appear only once what they
 * tell of has been stored.
 */
export function processStreams(interruption: () => AbortSignal): Streams {
  let interrupted: AbortSignal | undefined;
  const waiting: { file: number; data: string | Uint8Array }[] = [];
  let bytes: ByteReader | undefined;
  const flush = (): void => {
    for (const { file, data } of waiting.splice(0)) writeAll(file, data);
  };
  return {
    out: (data) => void (data.length > 0 && waiting.push({ file: STDOUT, data })),
    err: (data) => void (data.length > 0 && waiting.push({ file: STDERR, data })),
    flush,
    async readInput() {
      const { readAll } = await import('./input');
      return await readAll();
    },
    async *readBytes(isRaw) {
      bytes = (await import('./input')).byteReader(isRaw);
      yield* bytes;
    },
    terminal: {
      size: () => ({ columns: process.stdout.columns ?? 0, rows: process.stdout.rows ?? 0 }),
      onResize: (listener) => void process.stdout.on('resize', listener),
    },
    closeInput() {
      bytes?.close();
    },
    get isInputTerminal() {
      return process.stdin.isTTY === true;
    },
    get isOutputTerminal() {
      return process.stdout.isTTY === true;
    },
    get interrupted() {
      interrupted ??= interruption();
      return interrupted;
    },
    // Longer than timers can wait is as good as for ever.
    after: (milliseconds) => AbortSignal.timeout(Math.min(milliseconds, 2 ** 31 - 1)),
  };
}
