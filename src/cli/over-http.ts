import type { Client } from '../client/client';
import type { Flags } from '../kubectl/command';
import type { Kubectl } from '../kubectl/kubectl';
import type { Backend } from '../server/http/backend';
import type { Cluster } from '../simulator/cluster';
import type { Store } from '../store/store';
import type { ContextSettings } from './kubeconfig-store';

type Place = {
  /** What the command has done so far is kept before others read it. */
  readonly store: Store;
  readonly statePath: string;
  /** Makes the cluster of the state file anew. */
  readonly open: () => Cluster;
  readonly settings: ContextSettings;
  readonly flags: Flags;
};

/** The API of a cluster in a file, over HTTP, for what cannot do without; it is served while it is needed. */
export function overHttp(place: Place): Pick<Kubectl, 'proxy'> & Required<Pick<Client, 'raw'>> {
  const { store, statePath, open, settings, flags } = place;
  async function backend(): Promise<Backend> {
    store.commit();
    return (await import('./serve/backend')).clusterBackend(open, statePath);
  }
  return {
    proxy: async (options) => (await import('./proxy/start')).startLocalProxy(options, await backend()),
    async raw(path) {
      const [{ readPath }, { impersonationHeaders }] = await Promise.all([
        import('./local-api'),
        import('./remote-credentials'),
      ]);
      return await readPath(await backend(), path, impersonationHeaders(settings, flags));
    },
  };
}
