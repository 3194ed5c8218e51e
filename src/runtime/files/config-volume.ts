import type { KeyToPath, Pod, Volume as PodVolume, ProjectedSource } from '../../resources/core/pod-types';
import type { ConfigData, ConfigSources } from '../config-source';
import { podFieldValue } from '../field-ref';
import { resourceFieldValue } from '../resource-field';
import { type FileContent, type FileNode, folder, link } from './node';
import { below, parentOf } from './path';

/** What config volumes are filled from. */
export type ConfigVolumeFacts = {
  readonly pod: Pod;
  readonly sources: ConfigSources;
  /** The token of the pod's service account. */
  readonly token: string;
  /** Milliseconds since 1970 at which the volume was set up. */
  readonly since: number;
};

type Entry = { readonly path: string; readonly content: FileContent; readonly mode?: number };

const DEFAULT_MODE = 0o644;

function keyEntries(data: ConfigData | undefined, items: readonly KeyToPath[] | undefined): Entry[] {
  if (data === undefined) return [];
  if (items === undefined) return Object.entries(data).map(([path, content]) => ({ path, content }));
  return items.flatMap(({ key, path, mode }) => {
    const content = data[key];
    return content === undefined ? [] : [{ path, content, mode }];
  });
}

type DownwardItem = {
  readonly path: string;
  readonly mode?: number;
  readonly fieldRef?: { readonly fieldPath: string };
  readonly resourceFieldRef?: Parameters<typeof resourceFieldValue>[1];
};

function downwardEntries(items: readonly DownwardItem[] = [], pod: Pod): Entry[] {
  return items.map(({ path, mode, fieldRef, resourceFieldRef }) => {
    const text = resourceFieldRef
      ? resourceFieldValue(pod, resourceFieldRef)
      : podFieldValue(pod, fieldRef?.fieldPath ?? '');
    return { path, mode, content: { text } };
  });
}

function projectedEntries(source: ProjectedSource, { pod, sources, token }: ConfigVolumeFacts): Entry[] {
  const { configMap, secret, downwardAPI, serviceAccountToken } = source;
  return [
    ...(configMap ? keyEntries(sources.configMaps.get(configMap.name ?? ''), configMap.items) : []),
    ...(secret ? keyEntries(sources.secrets.get(secret.name ?? ''), secret.items) : []),
    ...downwardEntries(downwardAPI?.items, pod),
    ...(serviceAccountToken ? [{ path: serviceAccountToken.path, content: { text: token } }] : []),
  ];
}

function entriesOf(volume: PodVolume, facts: ConfigVolumeFacts): { entries: Entry[]; mode: number } | undefined {
  const { configMap, secret, projected, downwardAPI } = volume;
  const { configMaps, secrets } = facts.sources;
  const filled = (entries: Entry[], mode = DEFAULT_MODE) => ({ entries, mode });
  if (configMap)
    return filled(keyEntries(configMaps.get(configMap.name ?? ''), configMap.items), configMap.defaultMode);
  if (secret) return filled(keyEntries(secrets.get(secret.secretName ?? ''), secret.items), secret.defaultMode);
  if (downwardAPI) {
    return filled(downwardEntries(downwardAPI.items as DownwardItem[] | undefined, facts.pod), downwardAPI.defaultMode);
  }
  if (projected === undefined) return undefined;
  const entries = (projected.sources ?? []).flatMap((source) => projectedEntries(source, facts));
  return filled(entries, projected.defaultMode);
}

/** The folder of one update: `..2026_01_31_10_20_30.123456789`. */
function stampOf(since: number): string {
  const [date = '', time = ''] = new Date(since).toISOString().split(/[T.]/);
  return `..${`${date}_${time}`.replaceAll(/[-:]/g, '_')}.${String((since * 7919) % 1_000_000_000).padStart(9, '0')}`;
}

/**
 * The files of a ConfigMap's, Secret's, downward API's or projected volume: they lie in a folder of their own, behind
 * links, so that an update replaces all at once. Undefined where the volume is none of these.
 * @upstream pkg/volume/util/atomic_writer.go
 */
export function configVolumeFiles(
  volume: PodVolume,
  facts: ConfigVolumeFacts,
): { readonly [path: string]: FileNode } | undefined {
  const found = entriesOf(volume, facts);
  if (found === undefined) return undefined;
  const { since } = facts;
  const stamp = stampOf(since);
  const files: { [path: string]: FileNode } = {
    '/': folder(0o777, since),
    [`/${stamp}`]: folder(0o755, since),
    '/..data': link(stamp, since),
  };
  for (const { path, content, mode } of found.entries) {
    const place = `/${stamp}/${path}`;
    for (let at = parentOf(place); at !== `/${stamp}` && at !== '/'; at = parentOf(at))
      files[at] = folder(0o755, since);
    files[place] = { type: 'file', mode: mode ?? found.mode, mtime: since, content };
    const [top = path] = path.split('/');
    files[below('/', top)] = link(`..data/${top}`, since);
  }
  return files;
}
