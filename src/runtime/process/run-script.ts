import type { ContainerClock, ContainerWorld } from '../container-world';
import type { ShellKind } from '../images/facts';
import { runProgram } from '../run-program';
import { createState } from '../shell/create-state';
import { interpreter } from '../shell/interpret';
import { parseText } from '../shell/parse';
import { Position } from '../shell/position';
import type { Streams } from '../shell/state';
import { syntaxErrorText } from '../shell/syntax-error';
import { runToEnd } from '../shell/traps';
import { Suspended } from '../signals';
import { emptyInput } from '../streams';
import { type Leavable, processClock } from './process-clock';
import type { SavedShell } from './process-record';
import { restoreShell, saveShell } from './saved-shell';

/** A script that begins. */
export type NewScript = {
  readonly kind: ShellKind;
  readonly name: string;
  readonly text: string;
  readonly positional: readonly string[];
  readonly letters: string;
};

/** What became of a script: it ended, or it waits. Times are milliseconds since 1970. */
export type ScriptOutcome =
  | { readonly type: 'ended'; readonly exitCode: number; readonly at: number }
  | { readonly type: 'waiting'; readonly until: number | undefined; readonly shell: SavedShell };

/** Where a process's output goes: to the log, with the time. */
export type WriteLog = (data: string | Uint8Array, at: number) => void;

/**
 * Runs a container's script from its beginning, or from where it waited, until it ends or waits.
 * @param worldFor the container's world with a clock of the process's own
 * @param at when it begins or goes on: milliseconds since 1970
 */
export async function runScript(
  worldFor: (clock: ContainerClock) => ContainerWorld,
  script: NewScript | SavedShell,
  at: number,
  write: WriteLog,
): Promise<ScriptOutcome> {
  const saved = 'frames' in script ? script : undefined;
  const { kind, name, text, positional } = script;
  const letters = 'letters' in script ? script.letters : '';
  const position = new Position(saved?.frames);
  let shell: SavedShell | undefined;
  // Where the script waits is kept there: what surrounds it is wound up on the way out.
  const keep: Leavable['keep'] = (then) => {
    shell = saveShell(state, text, position.snapshot(then));
  };
  const clock = processClock(at, { position, keep });
  const world = worldFor(clock);
  const state = createState({
    world,
    kind,
    interpreter,
    launch: runProgram,
    name,
    isInteractive: false,
    positional,
    letters,
    position,
  });
  const output = { write: (data: string | Uint8Array) => write(data, clock.now()) };
  const streams: Streams = { stdin: emptyInput, stdout: output, stderr: output };
  const parsed = parseText(text);
  if (parsed.kind !== 'script') {
    output.write(syntaxErrorText(parsed, text, state));
    return { type: 'ended', exitCode: 2, at };
  }
  state.source = { text, firstLine: 1 };
  if (saved !== undefined) restoreShell(state, saved, parsed.script);
  try {
    const exitCode = await runToEnd(state, streams, () => interpreter.run(parsed.script, state, streams));
    return { type: 'ended', exitCode, at: clock.now() };
  } catch (error) {
    if (!(error instanceof Suspended)) throw error;
    return { type: 'waiting', until: error.until, shell: shell ?? saveShell(state, text, []) };
  } finally {
    world.files.flush();
  }
}
