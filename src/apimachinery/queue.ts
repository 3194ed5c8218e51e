/** What one side puts in and the other takes out, in order; whoever takes waits until something comes, or the end. */
export type Queue<T> = AsyncIterable<T> & {
  readonly push: (item: T) => void;
  readonly end: () => void;
};

/** @param onTake told of each item as it is taken out */
export function queue<T>(onTake: (item: T) => void = () => {}): Queue<T> {
  const waiting: T[] = [];
  let isEnded = false;
  let wake: () => void = () => {};
  return {
    push(item) {
      if (isEnded) return;
      waiting.push(item);
      wake();
    },
    end() {
      isEnded = true;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (waiting.length > 0) {
          const item = waiting.shift() as T;
          onTake(item);
          yield item;
        }
        if (isEnded) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
