import type { JsonObject } from '../../apimachinery/json';
import type { Kubectl } from '../kubectl';
import { printYaml } from '../printers/yaml';
import { labelsField } from './field-specs';
import { fixReferences } from './fix-references';
import { hashNames } from './hash-names';
import { loadKustomization } from './kustomization';
import { Loader } from './loader';
import type { Resource } from './resource';
import type { ResourceMap } from './resource-map';
import { setEntries } from './set-entries';
import { sortResources } from './sort-order';
import { accumulate } from './target';
import { resolveVariables } from './variables';

/** How a kustomization is built. */
export type BuildOptions = {
  /** The order where the kustomization names none. */
  readonly order: 'legacy' | 'fifo';
  /** Whether files may be read that do not lie in or below the folder. */
  readonly readsAnywhere?: boolean;
  /** Whether every resource is labeled with who made it. */
  readonly isManaged?: boolean;
};

/**
 * Builds the kustomization of a folder.
 * @throws CommandError with kustomize's words
 * @upstream kustomize api/krusty/kustomizer.go Run
 */
export async function buildKustomization(
  { files, streams }: Pick<Kubectl, 'files' | 'streams'>,
  folder: string,
  { order, readsAnywhere = false, isManaged = false }: BuildOptions,
): Promise<readonly Resource[]> {
  const loader = Loader.at(files, folder, !readsAnywhere);
  const kustomization = loadKustomization(loader, streams.err);
  const accumulated = accumulate(kustomization, loader, streams.err);
  const { map } = accumulated;
  await hashNames(map);
  fixReferences(map);
  resolveVariables(accumulated);
  dropLocal(map);
  sortResources(map, kustomization.sortOptions ?? { order });
  if (isManaged || kustomization.buildMetadata?.includes('managedByLabel')) {
    setEntries(map.resources, { 'app.kubernetes.io/managed-by': 'kustomize-(devel)' }, [labelsField]);
  }
  for (const resource of map.resources) resource.setAnnotations(resource.annotations);
  return map.resources;
}

/** Resources that are only meant for kustomize itself. @upstream kustomize api/resource/factory.go DropLocalNodes */
function dropLocal(map: ResourceMap): void {
  const isLocal = ({ annotations }: Resource) =>
    (annotations['config.kubernetes.io/local-config'] ?? 'false') !== 'false';
  map.replaceAll(map.resources.filter((resource) => !isLocal(resource)));
}

/** Resources as the documents of a file. */
export function resourcesText(resources: readonly { readonly object: JsonObject }[]): string {
  return resources.map(({ object }) => printYaml(object)).join('---\n');
}
