/** Bytes that one side puts in and the other takes out, in order. */
export type ByteQueue = AsyncIterable<Uint8Array> & {
  readonly push: (bytes: Uint8Array) => void;
  readonly end: () => void;
};

/** @param onSize told how many bytes wait, after each change: whoever fills the queue may pause */
export function byteQueue(onSize: (bytes: number) => void = () => {}): ByteQueue {
  const waiting: Uint8Array[] = [];
  let size = 0;
  let isEnded = false;
  let wake: () => void = () => {};

  function resize(change: number): void {
    size += change;
    onSize(size);
  }

  return {
    push(bytes) {
      if (isEnded) return;
      waiting.push(bytes);
      resize(bytes.length);
      wake();
    },
    end() {
      isEnded = true;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const bytes = waiting.shift();
        if (bytes !== undefined) {
          resize(-bytes.length);
          yield bytes;
        } else if (isEnded) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
