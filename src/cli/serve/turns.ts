type Transact = <T>(work: () => Promise<T>) => Promise<T>;
type Outside = <T>(wait: () => Promise<T>) => Promise<T>;

/** A turn at a cluster, which is held until it is given back. */
type Turn = { readonly end: () => void; readonly ended: Promise<void> };

/** Waits for a turn. @throws what the cluster throws where it cannot be read */
function takeTurn(transact: Transact): Promise<Turn> {
  return new Promise((resolve, reject) => {
    const ended: Promise<void> = transact(
      () => new Promise<void>((end) => queueMicrotask(() => resolve({ end, ended }))),
    );
    ended.catch(reject);
  });
}

/**
 * Does work on a cluster, alone but for what it waits for: then the turn is given back, and another one taken.
 * @param transact works on the cluster alone, and stores what was done
 */
export async function workInTurns<T>(transact: Transact, work: (outside: Outside) => Promise<T>): Promise<T> {
  let turn: Turn | undefined = await takeTurn(transact);
  let taking: Promise<void> | undefined;

  async function giveBack(): Promise<void> {
    const held = turn;
    turn = undefined;
    held?.end();
    await held?.ended;
  }

  async function take(): Promise<void> {
    turn = await takeTurn(transact);
    taking = undefined;
  }

  // Several parts of the work may wait at once: the first gives the turn back, the first to go on takes one for all.
  const outside: Outside = async (wait) => {
    await giveBack();
    try {
      return await wait();
    } finally {
      if (turn === undefined) {
        taking ??= take();
        await taking;
      }
    }
  };
  try {
    return await work(outside);
  } finally {
    await giveBack();
  }
}
