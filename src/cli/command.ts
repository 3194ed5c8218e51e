import type { CommandSpec, Invocation } from '../kubectl/command';
import type { Kubectl } from '../kubectl/kubectl';
import type { Session } from './session';

/** A command that may need more of this run than kubectl's own do. */
export type CliCommand = Omit<CommandSpec, 'run'> & {
  readonly run: (invocation: Invocation, kubectl: Kubectl, session: Session) => ReturnType<CommandSpec['run']>;
};
