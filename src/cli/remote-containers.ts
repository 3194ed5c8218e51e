import type { Containers } from '../client/containers';
import { CommandError } from '../kubectl/command-error';

const UNREACHABLE =
  'processes in containers of a real cluster cannot be reached yet: that takes a WebSocket connection, which kubectl-lite does not make';

async function refuse(): Promise<never> {
  throw new CommandError(UNREACHABLE);
}

/** The containers of a cluster that is not simulated. */
export const remoteContainers: Containers = {
  unreachable: UNREACHABLE,
  exec: refuse,
  shell: refuse,
  log: refuse,
  connect: refuse,
  finish: refuse,
  defaultCommand: () => [],
};
