/** How a command leaves the commands around it. */
export type Leaving =
  | { readonly kind: 'exit' | 'return'; readonly status: number }
  | { readonly kind: 'break' | 'continue'; readonly levels: number };

/** Thrown by exit, return, break and continue; caught by what they leave. */
export class ControlFlow extends Error {
  constructor(readonly leaving: Leaving) {
    super(leaving.kind);
  }
}

/** Thrown where the script itself is wrong (`${X:?}`, a bad number): ends the command; a fatal one the script. */
export class ShellError extends Error {
  constructor(
    message: string,
    readonly status = 1,
    readonly isFatal = false,
  ) {
    super(message);
  }
}

/** Runs what may end by `exit` or, outside a function, by `return`; answers the exit code. */
export async function catchExit(run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ControlFlow)) throw error;
    const { leaving } = error;
    if (leaving.kind === 'exit' || leaving.kind === 'return') return leaving.status;
    throw error;
  }
}
