import type { Containers } from '../client/containers';
import type { Machines } from './machines';

/** The containers of a cluster, which are loaded when one of them is reached. */
export function containersOf(machines: () => Promise<Machines>): Containers {
  return {
    run: async (...args) => await (await machines()).containers.run(...args),
    log: async (...args) => await (await machines()).containers.log(...args),
    followLog: async (...args) => await (await machines()).containers.followLog(...args),
    connect: async (...args) => await (await machines()).containers.connect(...args),
  };
}
