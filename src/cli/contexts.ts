import { emptyKubeconfig, type Kubeconfig } from '../kubectl/kubeconfig';
import { SIMULATOR } from './server-address';

type Named = { readonly name: string };

const byName = (left: Named, right: Named): number => (left.name < right.name ? -1 : 1);

/** A kubeconfig with a simulated cluster's context added, which is the current one from now on. */
export function withContext(config: Kubeconfig, context: string): Kubeconfig {
  const others = <T extends Named>(list: readonly T[]): T[] => list.filter(({ name }) => name !== context);
  const known = config.contexts.find(({ name }) => name === context)?.context;
  return {
    ...config,
    clusters: [...others(config.clusters), { name: context, cluster: { server: SIMULATOR } }].sort(byName),
    contexts: [
      ...others(config.contexts),
      { name: context, context: { ...known, cluster: context, user: context } },
    ].sort(byName),
    users: [...others(config.users), { name: context, user: {} }].sort(byName),
    'current-context': context,
  };
}

/** What a user starts with: the context of the cluster that the first command makes. */
export const firstKubeconfig: Kubeconfig = withContext(emptyKubeconfig, 'minikube');
