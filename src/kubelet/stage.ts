import type { ControllerContext, Requeue } from '../client/controller';
import type { EventNote } from '../client/recorder';
import type { Node } from '../resources/core/node';
import type { Pod, PodStatus } from '../resources/core/pod-types';
import type { KubeletRuntime } from './runtime';

/** What a stage may look at. */
export type StageFacts = {
  readonly pod: Pod;
  readonly node: Node;
  readonly now: number;
  readonly runtime: KubeletRuntime;
  readonly context: ControllerContext;
};

/** What a stage comes to. */
export type Step = {
  /** The pod's next status; undefined leaves it. */
  readonly status?: PodStatus;
  readonly notes?: readonly EventNote[];
  readonly requeue?: Requeue;
  /** Nothing more than to look again: what comes after it goes on. */
  readonly goesOn?: boolean;
  /** The pod is gone from the node: take the object out. */
  readonly remove?: boolean;
};

/**
 * One transition of a pod on its node. Stages are tried in order; the first that answers a step is the one that is
 * taken, and the pod is looked at again.
 */
export type Stage = {
  readonly name: string;
  readonly next: (facts: StageFacts) => Step | undefined | Promise<Step | undefined>;
};
