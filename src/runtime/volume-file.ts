import type { StringMap } from '../apimachinery/meta';
import type { Container, KeyToPath, Pod, ProjectedSource, Volume } from '../resources/core/pod-types';
import type { ConfigSources } from './environment';
import { podFieldValue } from './field-ref';
import { absolutePath } from './path';

type File = readonly [path: string, text: string];

function keyFiles(data: StringMap | undefined, items: readonly KeyToPath[] | undefined): File[] {
  if (data === undefined) return [];
  if (items === undefined) return Object.entries(data);
  return items.flatMap(({ key, path }) => (data[key] === undefined ? [] : [[path, data[key]] as const]));
}

function projectedFiles(source: ProjectedSource, pod: Pod, { configMaps, secrets }: ConfigSources): File[] {
  const { configMap, secret, downwardAPI } = source;
  return [
    ...(configMap ? keyFiles(configMaps.get(configMap.name ?? ''), configMap.items) : []),
    ...(secret ? keyFiles(secrets.get(secret.name ?? ''), secret.items) : []),
    ...(downwardAPI?.items ?? []).map(
      ({ path, fieldRef }): File => [path, podFieldValue(pod, fieldRef?.fieldPath ?? '')],
    ),
  ];
}

function filesOf(volume: Volume, pod: Pod, sources: ConfigSources): File[] {
  const { configMap, secret, projected } = volume;
  if (configMap) return keyFiles(sources.configMaps.get(configMap.name ?? ''), configMap.items);
  if (secret) return keyFiles(sources.secrets.get(secret.secretName ?? ''), secret.items);
  return (projected?.sources ?? []).flatMap((source) => projectedFiles(source, pod, sources));
}

/** The files that ConfigMaps, Secrets and the downward API put into a container, by absolute path. */
export function volumeFiles(pod: Pod, container: Container, sources: ConfigSources): Map<string, string> {
  const files = new Map<string, string>();
  for (const { name, mountPath, subPath } of container.volumeMounts ?? []) {
    const volume = pod.spec.volumes?.find((candidate) => candidate.name === name);
    if (volume === undefined) continue;
    for (const [path, text] of filesOf(volume, pod, sources)) {
      if (subPath === undefined) files.set(absolutePath(path, mountPath), text);
      else if (path === subPath) files.set(absolutePath(mountPath, '/'), text);
    }
  }
  return files;
}
