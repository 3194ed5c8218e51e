import type { Container, Pod } from '../resources/core/pod-types';

/** What becomes of a container's process. Times are milliseconds since 1970. */
export type Outcome =
  /** It runs; where it has a time, it is to be looked at again then. */
  | { readonly type: 'running'; readonly until?: number }
  | { readonly type: 'exited'; readonly exitCode: number }
  /** The container runtime could not start it. */
  | { readonly type: 'failed'; readonly message: string };

/** What a pod is made to suffer from. */
export type Fault = 'unready' | 'crash' | 'image-pull';

/** The machine below the kubelet: processes, addresses, images and whatever goes wrong. */
export type KubeletRuntime = {
  /** Starts a container's process, or goes on with it. @param attempt how often it was restarted before */
  readonly outcome: (pod: Pod, container: Container, attempt: number) => Promise<Outcome>;
  /** A free pod address on a node. */
  readonly allocateIP: (nodeName: string) => string;
  readonly faultOf: (pod: Pod) => Fault | undefined;
  /** Whether an image can be had at all. */
  readonly canPull: (image: string) => boolean;
};
