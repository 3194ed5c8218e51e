import type { KubeObject } from '../../apimachinery/meta';

/** Whether an object is as it should be. @throws where that cannot be told of this object */
export type IsMet = (object: KubeObject) => boolean;
