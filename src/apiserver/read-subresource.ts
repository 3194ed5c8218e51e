import { noSuchResource } from '../apimachinery/errors';
import type { Kind, KubeObject } from '../apimachinery/meta';
import { strategyFor } from '../resources/strategies';
import { isScalable, readScale } from './scale';

/**
 * A subresource that can be read: the scale, or the object as it is written by its status.
 * @throws StatusError NotFound where the kind has none of that name
 */
export function readSubresource(kind: Kind, subresource: string, object: () => KubeObject): KubeObject {
  if (subresource === 'scale' && isScalable(kind)) return readScale(kind, object());
  if (subresource === 'status' && strategyFor(kind).hasStatus) return object();
  throw noSuchResource();
}
