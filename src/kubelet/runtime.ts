import type { Container, Pod } from '../resources/core/pod-types';

/** What becomes of a container's process. */
export type Outcome =
  | { readonly type: 'running' }
  /** It ends by itself after so many milliseconds. */
  | { readonly type: 'exited'; readonly exitCode: number; readonly after: number };

/** What a pod is made to suffer from. */
export type Fault = 'unready' | 'crash' | 'image-pull';

/** The machine below the kubelet: processes, addresses, images and whatever goes wrong. */
export type KubeletRuntime = {
  /** The outcome of a container's process. @param attempt how often it was restarted before */
  readonly outcome: (pod: Pod, container: Container, attempt: number) => Promise<Outcome>;
  /** A free pod address on a node. */
  readonly allocateIP: (nodeName: string) => string;
  readonly faultOf: (pod: Pod) => Fault | undefined;
  /** Whether an image can be had at all. */
  readonly canPull: (image: string) => boolean;
};
