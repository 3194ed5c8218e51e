import type { Ask } from '../dns/ask';
import type { HostnameFacts } from '../dns/hostname';
import type { ResolvConf } from '../dns/resolv-conf';
import type { Node } from '../resources/core/node';
import type { Container, Pod } from '../resources/core/pod-types';
import type { ContainerUser } from './container-user';
import type { FileSystem } from './files/file-system';
import type { ImageFacts } from './images/facts';
import type { Network } from './network/network';
import type { ProcessInfo } from './process/process-info';
import type { Output } from './streams';

/** A container's time. */
export type ContainerClock = {
  /** Milliseconds since 1970, by the cluster's clock. */
  readonly now: () => number;
  /**
   * Waits for so many milliseconds of the cluster's time; for ever where none are given.
   * @throws Killed, Suspended where the process does not go on here
   */
  readonly sleep: (milliseconds?: number) => Promise<void>;
  /**
   * Waits for something to happen that only others can bring about, by the user's own clock; without it as `sleep` does.
   * @param again the command that goes on with the same, where the process is left while it waits
   */
  readonly follow?: (milliseconds: number, again: readonly string[]) => Promise<void>;
  /** Between two commands of a script: lets the rest wait for time that the last one took. @throws Suspended */
  readonly pause?: () => void;
  /** A clock for a process that goes on by itself. */
  readonly fork?: () => ContainerClock;
};

/** All that a program inside a container can see. */
export type ContainerWorld = {
  readonly pod: Pod;
  readonly container: Container;
  /** The pod's node, as far as it is known. */
  readonly node: Node | undefined;
  readonly clock: ContainerClock;
  readonly hostname: HostnameFacts;
  readonly dns: Ask;
  readonly resolvConf: ResolvConf;
  /** The variables that a process starts with, in the order in which `env` prints them. */
  readonly env: ReadonlyMap<string, string>;
  readonly files: FileSystem;
  readonly user: ContainerUser;
  readonly image: ImageFacts;
  readonly network: Network;
  /** The processes of the container, the main one first. */
  readonly processes: () => readonly ProcessInfo[];
  /** Writes to the container's log, as its main process does. */
  readonly log: (text: string | Uint8Array) => void;
  /**
   * Runs a server that the image has, which goes on for ever; an empty name stands for a program that is not known here.
   * @returns its exit code where it does not stay; undefined where such a program is not run here
   */
  readonly serve: (name: string, argv: readonly string[], output: Output) => Promise<number | undefined>;
};
