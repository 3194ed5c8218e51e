import type { ContainerWorld } from '../container';
import type { ShellKind } from '../images/facts';
import { type Interpreter, maxTurns, type ShellState } from './state';

/** What a new shell starts with. */
export type ShellStart = {
  readonly world: ContainerWorld;
  readonly kind: ShellKind;
  readonly interpreter: Interpreter;
  readonly name: string;
  readonly isInteractive: boolean;
  readonly env?: ReadonlyMap<string, string>;
  readonly positional?: readonly string[];
  /** Option letters: `e`, `x`, `u`. */
  readonly letters?: string;
  readonly cwd?: string;
  readonly budget?: ShellState['budget'];
};

/** The state of a new shell; every variable that it inherits is exported. */
export function createState(start: ShellStart): ShellState {
  const { world, letters = '' } = start;
  const env = start.env ?? world.env;
  return {
    world,
    kind: start.kind,
    interpreter: start.interpreter,
    name: start.name,
    isInteractive: start.isInteractive,
    variables: new Map(env),
    exported: new Set(env.keys()),
    arrays: new Map(),
    functions: new Map(),
    options: {
      errexit: letters.includes('e'),
      nounset: letters.includes('u'),
      xtrace: letters.includes('x'),
      pipefail: false,
    },
    positional: start.positional ?? [],
    status: 0,
    cwd: start.cwd ?? world.container.workingDir ?? '/',
    source: { text: '', firstLine: 1 },
    conditions: 0,
    loops: 0,
    frames: [],
    depth: 0,
    budget: start.budget ?? { turns: maxTurns },
  };
}
