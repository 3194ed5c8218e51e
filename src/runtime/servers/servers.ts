import type { PortServer } from '../../client/containers';
import type { ContainerWorld } from '../container';
import { baseName } from '../images/facts';
import { parseImage } from '../images/image';
import { nginx } from './nginx';

/** The servers that images start, by the images' names: the port where each listens, and how it answers. */
const servers: Readonly<Record<string, { port: number; start: (world: ContainerWorld) => PortServer }>> = {
  nginx: { port: 80, start: nginx },
  'nginx-slim': { port: 80, start: nginx },
};

/** What listens on a port of a container that runs its image's own process; undefined where nothing does. */
export function serverOf(world: ContainerWorld, port: number): PortServer | undefined {
  const { image, command } = world.container;
  const name = baseName(parseImage(image));
  const found = Object.hasOwn(servers, name) ? servers[name] : undefined;
  return found === undefined || command !== undefined || found.port !== port ? undefined : found.start(world);
}
