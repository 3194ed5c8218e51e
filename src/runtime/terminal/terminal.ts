import type { CommandIO } from '../../client/containers';
import { Killed } from '../signals';
import { type Input, inputFrom, type Output, toBytes } from '../streams';
import { createTerminal } from './line-discipline';

/** A container's terminal: lines are typed at it, and what is written appears on it. */
export type Terminal = {
  readonly input: Input;
  readonly output: Output;
  /** The next line that is typed at a prompt; `INTERRUPT` where it was given up, undefined at the end. */
  readonly nextLine: (prompt: string) => Promise<string | typeof INTERRUPT | undefined>;
  /** Runs something that ^C ends. */
  readonly interruptible: <T>(run: () => Promise<T>) => Promise<T>;
  /** Waits until something is over, or ^C is pressed. @throws Killed */
  readonly race: <T>(wait: Promise<T>) => Promise<T>;
  /** @throws Killed where ^C was pressed meanwhile */
  readonly check: () => void;
  /** Whether a shell that comes to the end of what is typed says nothing. */
  readonly isSilent?: boolean;
};

export const INTERRUPT = Symbol('interrupt');
const END = Symbol('end');
type Event = string | typeof INTERRUPT | typeof END;

function writer(write: (bytes: Uint8Array) => void, newline: string): (data: string | Uint8Array) => void {
  const decoder = new TextDecoder();
  return (data) => {
    const text = typeof data === 'string' ? data : decoder.decode(data, { stream: true });
    write(toBytes(text.replace(/\r?\n/g, newline)));
  };
}

/** The key that ends what runs. */
const CTRL_C = 3;

/** What is pressed at a terminal: it waits for whoever reads next, who has it shown. */
class Keyboard {
  private readonly pressed: number[] = [];
  private isClosed = false;
  private wake: (() => void) | undefined;

  /** @param show what the terminal shows of what is typed */
  constructor(private readonly discipline: ReturnType<typeof createTerminal>) {}

  press(bytes: Uint8Array): void {
    this.pressed.push(...bytes);
    this.notify();
  }

  /** Gives up what nobody has read. */
  clear(): void {
    this.pressed.length = 0;
  }

  close(): void {
    this.isClosed = true;
    this.notify();
  }

  private notify(): void {
    this.wake?.();
    this.wake = undefined;
  }

  /** The next event of what is there already. */
  take(): Event | undefined {
    for (let byte = this.pressed.shift(); byte !== undefined; byte = this.pressed.shift()) {
      const [typed] = this.discipline.feed(Uint8Array.of(byte));
      if (typed?.type === 'line') return typed.text;
      if (typed !== undefined) return typed.type === 'interrupt' ? INTERRUPT : END;
    }
    if (!this.isClosed) return undefined;
    return this.discipline.takeRest() ?? END;
  }

  /** The next event, as soon as there is one; undefined where somebody else does not wait any longer. */
  async next(isOver: () => boolean): Promise<Event | undefined> {
    for (;;) {
      const event = this.take();
      if (event !== undefined || isOver()) return event;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

/** What runs at a terminal, and ^C, which ends it. */
class Foreground {
  private onInterrupt: (() => void) | undefined;
  isRunning = false;
  isInterrupted = false;

  constructor(private readonly outside: CommandIO['outside']) {}

  interrupt(): void {
    this.isInterrupted = true;
    this.onInterrupt?.();
  }

  check(): void {
    if (this.isInterrupted) throw new Killed('SIGINT');
  }

  async race<T>(wait: Promise<T>): Promise<T> {
    this.check();
    const interrupted = new Promise<typeof INTERRUPT>((resolve) => {
      this.onInterrupt = () => resolve(INTERRUPT);
    });
    const first = await this.outside(() => Promise.race([wait, interrupted]));
    if (first === INTERRUPT) throw new Killed('SIGINT');
    return first;
  }

  async run<T>(run: () => Promise<T>): Promise<T> {
    this.isRunning = true;
    this.isInterrupted = false;
    try {
      return await run();
    } finally {
      this.isRunning = false;
      this.isInterrupted = false;
      this.onInterrupt = undefined;
    }
  }
}

/** A terminal whose keys come as they are pressed. */
export function openTerminal({ stdin, stdout, outside }: CommandIO): Terminal {
  const show = writer(stdout, '\r\n');
  const keyboard = new Keyboard(createTerminal(show));
  const foreground = new Foreground(outside);

  /** What runs hears of ^C at once; other keys wait until they are read. */
  function press(bytes: Uint8Array): void {
    const at = bytes.lastIndexOf(CTRL_C);
    if (!foreground.isRunning || at < 0) return keyboard.press(bytes);
    keyboard.clear();
    show('^C\n');
    foreground.interrupt();
    keyboard.press(bytes.subarray(at + 1));
  }

  async function pump(): Promise<void> {
    for await (const bytes of stdin ?? []) press(bytes);
  }
  pump()
    .catch(() => undefined)
    .finally(() => keyboard.close());

  async function next(): Promise<Event> {
    const event = keyboard.take();
    if (event !== undefined) return event;
    const typed = foreground.isRunning
      ? await foreground.race(keyboard.next(() => foreground.isInterrupted))
      : await outside(() => keyboard.next(() => false));
    return typed ?? END;
  }

  return {
    input: inputFrom(async () => {
      const event = await next();
      if (event === INTERRUPT) throw new Killed('SIGINT');
      return event === END ? undefined : toBytes(`${event}\n`);
    }, true),
    output: { write: show, isTerminal: true },
    async nextLine(prompt) {
      show(prompt);
      const event = await next();
      return event === END ? undefined : event;
    },
    interruptible: (run) => foreground.run(run),
    race: (wait) => foreground.race(wait),
    check: () => foreground.check(),
  };
}

/** A terminal that somebody sends lines to without having one: they are shown as they are read. */
export function openLineTerminal({ stdin, stdout, outside }: CommandIO): Terminal {
  const show = writer(stdout, '\n');
  const lines = stdin?.[Symbol.asyncIterator]();
  const input = inputFrom(async () => {
    const read = await outside(async () => await lines?.next());
    return read?.done ? undefined : read?.value;
  });
  return {
    input,
    output: { write: show, isTerminal: true },
    async nextLine(prompt) {
      const line = await input.readLine();
      if (line !== undefined) show(`${prompt}${line}\n`);
      return line;
    },
    isSilent: true,
    interruptible: (run) => run(),
    race: (wait) => outside(() => wait),
    check: () => undefined,
  };
}
