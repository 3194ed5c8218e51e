import { deepEqual } from '../../../apimachinery/json';
import { type Kubeconfig, kubeconfigJson } from '../../kubeconfig';
import type { Kubectl } from '../../kubectl';

/**
 * Writes a kubeconfig that a command has changed; a file that says the same already stays as it is, byte for byte.
 * @upstream client-go tools/clientcmd/config.go ModifyConfig
 */
export function save({ kubeconfig }: Kubectl, before: Kubeconfig, after: Kubeconfig): void {
  // As upstream: what a file says of its kind and its extensions is never changed.
  const { kind, apiVersion, extensions } = before;
  const changed = { ...after, kind, apiVersion, extensions };
  if (!deepEqual(kubeconfigJson(before), kubeconfigJson(changed))) kubeconfig.write(changed);
}

/** The entries of a list with one of them replaced or added. */
export function withEntry<T extends { name: string }>(list: readonly T[], entry: T): T[] {
  return [...list.filter(({ name }) => name !== entry.name), entry];
}

/** The entries of a list but one. */
export function withoutEntry<T extends { name: string }>(list: readonly T[], unwanted: string): T[] {
  return list.filter(({ name }) => name !== unwanted);
}

/** The entry of a list with a name. */
export function findEntry<T extends { name: string }>(list: readonly T[], wanted: string): T | undefined {
  return list.find(({ name }) => name === wanted);
}
