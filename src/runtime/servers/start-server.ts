import type { ContainerWorld } from '../container-world';
import type { Serving } from '../process/process-record';
import type { Output } from '../streams';
import { plainServer } from './plain';
import type { ServerSpec } from './server';

/** The server of a name in a container; that without a name is a program that is not known here. */
export function serverOf(world: ContainerWorld, name: string): ServerSpec | undefined {
  const { servers = {} } = world.image;
  return name === '' ? plainServer : Object.hasOwn(servers, name) ? servers[name] : undefined;
}

/**
 * Starts a server of a container: it says what it says then.
 * @returns what it is to end with at once, where it does not stay in the foreground, and whether it listens
 */
export function startServer(
  world: ContainerWorld,
  { name, argv }: Serving,
  output: Output,
): { readonly exitCode: number | undefined; readonly listens: boolean } {
  const spec = serverOf(world, name);
  const context = { world, argv };
  const problem = spec?.problem?.(context);
  if (problem !== undefined) {
    output.write(problem.log);
    return { exitCode: problem.exitCode, listens: false };
  }
  output.write(spec?.startLog?.(context) ?? '');
  spec?.prepare?.(context);
  return { exitCode: spec?.isDaemon?.(context) ? 0 : undefined, listens: true };
}
