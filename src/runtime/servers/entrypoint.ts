import type { ContainerWorld } from '../container-world';
import type { ServerStart } from './server';

/** Whether an image's entrypoint script started the server, and not the container's own command. */
export function hasEntrypoint({ container, image }: ContainerWorld, name = 'entrypoint.sh'): boolean {
  const line = container.command ?? image.entrypoint ?? [];
  return line.some((part) => part.includes(name));
}

/** The value of `--name VALUE` or `--name=VALUE` in a command line. */
export function optionOf(argv: readonly string[], ...names: readonly string[]): string | undefined {
  for (const [index, arg] of argv.entries()) {
    for (const name of names) {
      if (arg === name) return argv[index + 1];
      if (arg.startsWith(`${name}=`)) return arg.slice(name.length + 1);
    }
  }
  return undefined;
}

/** The port that a text names, or another. */
export function portNumber(text: string | undefined, fallback: number): number {
  const port = Number(/(\d+)$/.exec(text ?? '')?.[1]);
  return Number.isInteger(port) && port > 0 && port < 65536 ? port : fallback;
}

/** The folder that a server was started in. */
export function folderOf({ world, cwd }: ServerStart): string {
  return cwd ?? world.container.workingDir ?? world.image.workingDir ?? '/';
}

/** The address that a container is reached at. */
export function addressOf({ pod }: ContainerWorld): string {
  return pod.status.podIP ?? '127.0.0.1';
}
