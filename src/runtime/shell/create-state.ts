import type { ContainerWorld } from '../container-world';
import type { ShellKind } from '../images/facts';
import type { Launch } from '../launch';
import { Position } from './position';
import { type Interpreter, maxCommands, type ShellState } from './state';

/** What a new shell starts with. */
export type ShellStart = {
  readonly world: ContainerWorld;
  readonly kind: ShellKind;
  readonly interpreter: Interpreter;
  readonly launch: Launch;
  readonly name: string;
  readonly isInteractive: boolean;
  readonly env?: ReadonlyMap<string, string>;
  readonly positional?: readonly string[];
  /** Option letters: `e`, `x`, `u`, `f`. */
  readonly letters?: string;
  readonly cwd?: string;
  readonly pid?: number;
  readonly budget?: ShellState['budget'];
  /** Where an earlier run left the script. */
  readonly position?: Position;
};

/** What one run of a shell may use up. */
export function newBudget(): ShellState['budget'] {
  return { commands: maxCommands, nextPid: 100, processes: 0 };
}

/** The state of a new shell; every variable that it inherits is exported. */
export function createState(start: ShellStart): ShellState {
  const { world, letters = '' } = start;
  const env = start.env ?? world.env;
  return {
    world,
    kind: start.kind,
    interpreter: start.interpreter,
    launch: start.launch,
    position: start.position ?? new Position(),
    name: start.name,
    pid: start.pid ?? 1,
    isInteractive: start.isInteractive,
    variables: new Map(env),
    exported: new Set(env.keys()),
    readonly: new Set(),
    arrays: new Map(),
    associative: new Set(),
    functions: new Map(),
    aliases: new Map(),
    traps: new Map(),
    jobs: [],
    options: {
      errexit: letters.includes('e'),
      nounset: letters.includes('u'),
      xtrace: letters.includes('x'),
      noglob: letters.includes('f'),
      pipefail: false,
    },
    positional: start.positional ?? [],
    status: 0,
    lastJob: undefined,
    cwd: start.cwd ?? world.container.workingDir ?? world.image.workingDir ?? '/',
    source: { text: '', firstLine: 1 },
    conditions: 0,
    loops: 0,
    frames: [],
    depth: 0,
    budget: start.budget ?? newBudget(),
  };
}
