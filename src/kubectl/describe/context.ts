import type { KubeObject } from '../../apimachinery/meta';
import type { Client } from '../../client/client';

/** What a describer may ask besides the object. */
export type DescribeContext = {
  readonly client: Client;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly showEvents: boolean;
};

/** Describes one object: all lines of it, each ended. */
export type Describer<T extends KubeObject = KubeObject> = (object: T, context: DescribeContext) => Promise<string>;
