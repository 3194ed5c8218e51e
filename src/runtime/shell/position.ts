import type { Json } from '../../apimachinery/json';

/** What one construct of a script remembers of where it stands: plain data. */
export type Frame = { [field: string]: Json };

/**
 * Where a script stands, construct by construct from the outside in, so that it can be left while it waits and gone
 * on with by another run of the program.
 */
export class Position {
  private readonly frames: Frame[] = [];
  private readonly pending: Frame[];
  /** How many constructs surround the running command that cannot be left: pipelines, subshells, substitutions. */
  private opaque = 0;
  /** How many of these are programs. */
  private programs = 0;

  /** @param pending the frames to go on from, outermost first */
  constructor(pending: readonly Frame[] = []) {
    this.pending = structuredClone([...pending]);
  }

  /** The position of what is never left: it goes on beside a script. */
  static closed(): Position {
    const position = new Position();
    position.opaque = 1;
    return position;
  }

  /** Whether the way back to where the script stood is still being gone. */
  get isResuming(): boolean {
    return this.pending.length > 0;
  }

  /** Whether the script can be left here. */
  get isTransparent(): boolean {
    return this.opaque === 0;
  }

  /** Whether the script can be left in a program that says itself how to go on. */
  get isLeavable(): boolean {
    return this.opaque === this.programs;
  }

  /**
   * The frames of all that is running.
   * @param then what becomes of the innermost command when the script goes on: it is done, it begins, or another one
   * stands for it
   */
  snapshot(then: 'done' | 'begin' | readonly string[]): Frame[] {
    if (then === 'begin') return structuredClone(this.frames);
    const waited: Frame = then === 'done' ? { waited: true } : { waited: true, again: [...then] };
    return structuredClone([...this.frames, waited]);
  }

  /** Runs a construct with its frame: that of an earlier run, or a new one. The construct changes it as it goes. */
  async within<F extends Frame, T>(initial: F, run: (frame: F) => Promise<T>): Promise<T> {
    if (this.opaque > 0) return await run(initial);
    const frame = (this.pending.shift() as F | undefined) ?? initial;
    this.frames.push(frame);
    try {
      return await run(frame);
    } finally {
      this.frames.pop();
    }
  }

  /** Runs a program: only what waits in it knows how it can be left. */
  async inProgram<T>(run: () => Promise<T>): Promise<T> {
    this.programs += 1;
    try {
      return await this.opaquely(run);
    } finally {
      this.programs -= 1;
    }
  }

  /** Runs a construct that cannot be left. */
  async opaquely<T>(run: () => Promise<T>): Promise<T> {
    this.opaque += 1;
    try {
      return await run();
    } finally {
      this.opaque -= 1;
    }
  }

  /** What stands for the command that comes now, where it is the one that the script waited in: nothing, if it is done. */
  takeWaited(): readonly string[] | undefined {
    const [waited] = this.pending;
    if (this.pending.length !== 1 || waited?.waited !== true) return undefined;
    this.pending.shift();
    return Array.isArray(waited.again) ? waited.again.map(String) : [];
  }

  /** Whether the command that comes now is a call of a function that the script stood in. */
  peekCall(): Frame | undefined {
    const [next] = this.pending;
    return next?.call === undefined ? undefined : next;
  }
}
