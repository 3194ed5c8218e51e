import type { Blobs } from './files/node';
import type { Keeping } from './files/volume';

/** What a claim's volume is: its own, or a folder of its node. */
export type ClaimVolume = {
  readonly name: string;
  /** In bytes. */
  readonly capacity: number;
  /** The folder of the node that it stands for, where it was made by hand for one. */
  readonly hostPath?: string;
};

/** Where the contents of containers' files are kept. */
export type VolumeStore = {
  readonly blobs: Blobs;
  /**
   * A tree of files by its name: `layer/UID/CONTAINER/RESTARTS`, `emptydir/UID/VOLUME`, `pv/NAME`, `node/NAME`.
   * @param capacity bytes
   */
  readonly keeping: (name: string, capacity: number) => Keeping;
};
