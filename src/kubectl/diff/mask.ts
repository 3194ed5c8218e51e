import { isObject, type Json, type JsonObject } from '../../apimachinery/json';
import type { KubeObject } from '../../apimachinery/meta';

const MASK = '***';

/** An object as it is, if it is, and as it would be. */
export type Versions = { readonly live: KubeObject | undefined; readonly merged: KubeObject };

/**
 * A Secret's two versions without what it keeps; values that are not the same still look different.
 * @upstream kubectl pkg/cmd/diff Masker
 */
export function masked({ live, merged }: Versions): Versions {
  const [before, after] = [dataOf(live), dataOf(merged)];
  const isChanged = (key: string): boolean => key in before && key in after && before[key] !== after[key];
  return {
    live: live && withData(live, (key) => (isChanged(key) ? `${MASK} (before)` : MASK)),
    merged: withData(merged, (key) => (isChanged(key) ? `${MASK} (after)` : MASK)),
  };
}

function dataOf(object: KubeObject | undefined): JsonObject {
  return isObject(object?.data) ? object.data : {};
}

function withData(object: KubeObject, maskOf: (key: string) => Json): KubeObject {
  if (!isObject(object.data)) return object;
  const data = Object.fromEntries(Object.keys(object.data).map((key) => [key, maskOf(key)]));
  return { ...object, data };
}
