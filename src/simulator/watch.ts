import { type Kind, keyOf, keyPrefix } from '../apimachinery/meta';
import { selects } from '../apiserver/selection';
import type { WatchEvent, WatchOptions } from '../client/client';
import { listObjects, type RegistryWorld } from '../registry/objects';
import type { Change } from '../store/store';

/** Changes as others commit them from the call on, in order; ends when the signal says so. */
export type ChangeFeed = (signal: AbortSignal | undefined) => AsyncIterable<readonly Change[]>;

/** A kind's changes after a version, as far as the selectors go. An object that no longer matches counts as deleted. */
export async function* watchChanges(
  world: RegistryWorld,
  feed: ChangeFeed,
  kind: Kind,
  options: WatchOptions,
  from: string,
): AsyncIterable<WatchEvent> {
  const changes = feed(options.signal);
  world.store.refresh();
  const prefix = keyPrefix(kind, options.namespace);
  const isSelected = await selects(kind, options);
  const known = new Set<string>();
  for (const object of listObjects(world, kind, options.namespace).filter(isSelected)) {
    known.add(keyOf(object));
    if (Number(object.metadata.resourceVersion) > Number(from)) yield { type: 'MODIFIED', object };
  }
  const seen = world.store.version;
  for await (const batch of changes) {
    for (const { key, object, type, version } of batch) {
      if (version <= seen || !key.startsWith(prefix)) continue;
      const id = keyOf(object);
      if (type !== 'DELETED' && isSelected(object)) {
        yield { type: known.has(id) ? 'MODIFIED' : 'ADDED', object };
        known.add(id);
      } else if (known.delete(id)) {
        yield { type: 'DELETED', object };
      }
    }
  }
}
