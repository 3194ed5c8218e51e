import { PipeClosed } from './signals';

/** Where a process writes. A text is written as UTF-8. */
export type Output = {
  /** @throws PipeClosed where nobody reads any more */
  readonly write: (data: string | Uint8Array) => void;
  /** Whether it is a terminal: some programs then print in columns. */
  readonly isTerminal?: boolean;
};

/** What a process reads: bytes as they come. */
export interface Input {
  /** The next bytes; undefined at the end. */
  read(): Promise<Uint8Array | undefined>;
  /** The next line without its newline; undefined at the end. */
  readLine(): Promise<string | undefined>;
  /** All that is left. */
  readAll(): Promise<Uint8Array>;
  /** All that is left, as text. */
  readText(): Promise<string>;
  readonly isTerminal?: boolean;
}

/** What passes through memory at once may not be larger. */
const LARGEST = 64 * 1024 * 1024;
const NEWLINE = 10;
const encoder = new TextEncoder();

/** Text or bytes as bytes. */
export function toBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? encoder.encode(data) : data;
}

/** One array of bytes out of several. */
export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [only, ...others] = chunks;
  if (only !== undefined && others.length === 0) return only;
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** Reads from whatever hands over bytes. @param next the next bytes; undefined at the end */
export function inputFrom(next: () => Promise<Uint8Array | undefined>, isTerminal = false): Input {
  let unread: Uint8Array = new Uint8Array();
  async function more(): Promise<boolean> {
    const bytes = await next();
    if (bytes === undefined) return false;
    if (unread.length + bytes.length > LARGEST) throw new PipeClosed();
    unread = joined([unread, bytes]);
    return true;
  }
  function take(count: number): Uint8Array {
    const bytes = unread.subarray(0, count);
    unread = unread.subarray(count);
    return bytes;
  }
  const input: Input = {
    isTerminal,
    async read() {
      if (unread.length === 0) return await next();
      return take(unread.length);
    },
    async readLine() {
      let from = 0;
      for (;;) {
        const end = unread.indexOf(NEWLINE, from);
        if (end >= 0) return new TextDecoder().decode(take(end + 1).subarray(0, end));
        from = unread.length;
        if (await more()) continue;
        return unread.length === 0 ? undefined : new TextDecoder().decode(take(unread.length));
      }
    },
    async readAll() {
      while (await more());
      return take(unread.length);
    },
    async readText() {
      return new TextDecoder().decode(await input.readAll());
    },
  };
  return input;
}

/** Bytes to read. */
export function inputOf(data: string | Uint8Array): Input {
  let left: Uint8Array | undefined = toBytes(data);
  return inputFrom(async () => {
    const bytes = left;
    left = undefined;
    return bytes !== undefined && bytes.length > 0 ? bytes : undefined;
  });
}

/** Nothing to read. */
export const emptyInput: Input = inputFrom(async () => undefined);

/** An output that keeps what is written to it. */
export type Buffer = Output & { readonly bytes: () => Uint8Array; readonly text: () => string };

/** Makes an output that keeps what is written to it, up to a limit. */
export function createBuffer(): Buffer {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return {
    write(data) {
      const bytes = toBytes(data);
      size += bytes.length;
      if (size > LARGEST) throw new PipeClosed();
      chunks.push(bytes);
    },
    bytes: () => joined(chunks),
    text: () => new TextDecoder().decode(joined(chunks)),
  };
}

/** Where what nobody wants goes. */
export const nowhere: Output = { write: () => undefined };

/** A pipe: what is written at one end is read at the other. */
export type Pipe = {
  readonly output: Output;
  readonly input: Input;
  /** Nothing more is written. */
  readonly end: () => void;
  /** Nothing more is read: who writes on hears PipeClosed. */
  readonly abandon: () => void;
};

/** Makes a pipe that holds what is written until it is read. */
export function createPipe(): Pipe {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let isEnded = false;
  let isAbandoned = false;
  let wake: (() => void) | undefined;
  const notify = (): void => {
    wake?.();
    wake = undefined;
  };
  return {
    output: {
      write(data) {
        const bytes = toBytes(data);
        if (bytes.length === 0) return;
        if (isAbandoned || size + bytes.length > LARGEST) throw new PipeClosed();
        size += bytes.length;
        chunks.push(bytes);
        notify();
      },
    },
    input: inputFrom(async () => {
      while (chunks.length === 0 && !isEnded) await new Promise<void>((resolve) => (wake = resolve));
      const bytes = chunks.shift();
      size -= bytes?.length ?? 0;
      return bytes;
    }),
    end() {
      isEnded = true;
      notify();
    },
    abandon() {
      isAbandoned = true;
      chunks.length = 0;
    },
  };
}
