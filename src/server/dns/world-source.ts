import type { DnsWorld } from '../../dns/dns-world';

/** Where the name server learns what there is. */
export type WorldSource = {
  /** Reads all that the name server knows. */
  readonly world: () => Promise<DnsWorld>;
  /**
   * A cheap mark that differs whenever the world may have changed, such as the store's version. While it stays the
   * same, the world is not read again; without it, the world is read for every question.
   */
  readonly version?: () => string | number;
};

/** Reads the world, once for each version. What could not be read is tried anew by the next question. */
export function cachedWorld({ world, version }: WorldSource): () => Promise<DnsWorld> {
  if (version === undefined) return world;
  let cached: { readonly version: string | number; readonly loading: Promise<DnsWorld> } | undefined;
  return async () => {
    // Taken before reading: what changes meanwhile has another version, and is read by the next question.
    const current = version();
    if (cached?.version === current) return cached.loading;
    const loading = world();
    cached = { version: current, loading };
    loading.catch(() => {
      if (cached?.loading === loading) cached = undefined;
    });
    return loading;
  };
}
