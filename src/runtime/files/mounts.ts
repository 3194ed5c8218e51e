import { parseQuantity, quantityValue } from '../../apimachinery/quantity';
import type { Container, Pod, Volume as PodVolume, VolumeMount } from '../../resources/core/pod-types';
import type { ClaimVolume, VolumeStore } from '../volumes';
import { type ConfigVolumeFacts, configVolumeFiles } from './config-volume';
import { deviceVolume } from './device-volume';
import type { Mount } from './file-system';
import { type FileNode, type FileTree, folder, link, textFile } from './node';
import { absolutePath, restBelow } from './path';
import { fixedVolume, partOf, type Volume, writableVolume } from './volume';

/** What a container's mounts are made from; the functions answer with what is there by now. */
export type MountFacts = {
  readonly pod: Pod;
  readonly container: Container;
  /** How often the container was started before. */
  readonly restarts: number;
  readonly store: VolumeStore;
  readonly config: () => ConfigVolumeFacts;
  /** The volumes behind the pod's claims, by the claims' names. */
  readonly claims: () => ReadonlyMap<string, ClaimVolume>;
  readonly systemFiles: () => { readonly [path: string]: FileNode };
  readonly env: ReadonlyMap<string, string>;
  readonly groups: readonly number[];
};

/** What a container may write beside its volumes, and a volume that names no size, in bytes. */
export const DISK = 256 * 1024 * 1024;

const nodeDisk = { source: '/dev/vda1', type: 'ext4' };

/** The files of a node, as far as its pods have made them. */
function nodeFolder({ pod, store }: MountFacts, path: string): Volume {
  const node = writableVolume(store.keeping(`node/${pod.spec.nodeName}`, DISK));
  const root = absolutePath(path, '/');
  if (root !== '/' && node.get(root) === undefined) {
    const parts = root.split('/').slice(1);
    for (const [index] of parts.entries()) {
      const at = `/${parts.slice(0, index + 1).join('/')}`;
      if (node.get(at) === undefined) node.put(at, folder());
    }
  }
  return partOf(node, root);
}

function sizeLimit(volume: PodVolume): number {
  const limit = volume.emptyDir?.sizeLimit;
  return limit === undefined ? DISK : quantityValue(parseQuantity(limit));
}

/** A volume that can be written gets its group from the pod's fsGroup. @upstream pkg/volume/volume_linux.go */
function claimed(name: string, facts: MountFacts): Omit<Mount, 'path'> | undefined {
  const claim = facts.claims().get(name);
  if (claim === undefined) return undefined;
  if (claim.hostPath !== undefined) return { volume: nodeFolder(facts, claim.hostPath), ...nodeDisk };
  return { volume: writableVolume(facts.store.keeping(`pv/${claim.name}`, claim.capacity), owned(facts)), ...nodeDisk };
}

function owned({ groups: [group] }: MountFacts): Volume {
  const root: FileNode = group === undefined ? folder(0o777) : { ...folder(0o2775), gid: group };
  return fixedVolume(() => ({ '/': root }));
}

function mounted(volume: PodVolume, facts: MountFacts): Omit<Mount, 'path'> | undefined {
  const { pod, store } = facts;
  if (configVolumeFiles(volume, facts.config()) !== undefined) {
    const isSecret = volume.configMap === undefined && volume.downwardAPI === undefined;
    return {
      volume: fixedVolume(() => configVolumeFiles(volume, facts.config()) ?? {}),
      readOnly: true,
      ...(isSecret ? { source: 'tmpfs', type: 'tmpfs' } : nodeDisk),
    };
  }
  if (volume.hostPath !== undefined) return { volume: nodeFolder(facts, volume.hostPath.path), ...nodeDisk };
  if (volume.persistentVolumeClaim !== undefined) {
    const { claimName, readOnly } = volume.persistentVolumeClaim;
    const found = claimed(claimName, facts);
    return found && { ...found, readOnly };
  }
  if (volume.ephemeral !== undefined) return claimed(`${pod.metadata.name}-${volume.name}`, facts);
  const isMemory = volume.emptyDir?.medium === 'Memory';
  const keeping = store.keeping(`emptydir/${pod.metadata.uid}/${volume.name}`, sizeLimit(volume));
  return {
    volume: writableVolume(keeping, owned(facts)),
    ...(isMemory ? { source: 'tmpfs', type: 'tmpfs' } : nodeDisk),
  };
}

/** A part of a volume; a folder that is not there yet is made, as the kubelet does. */
function subMount(mount: Omit<Mount, 'path'>, subPath: string): Omit<Mount, 'path'> {
  const { volume, readOnly } = mount;
  const place = absolutePath(subPath, '/');
  const parts = place.split('/').slice(1);
  for (const [index] of parts.entries()) {
    const at = `/${parts.slice(0, index + 1).join('/')}`;
    if (!readOnly && volume.get(at) === undefined) volume.put(at, folder(0o777));
  }
  return { ...mount, volume: partOf(volume, place) };
}

/** The files below a path, links of config volumes followed. */
function filesBelow(files: { readonly [path: string]: FileNode }, subPath: string): FileTree {
  const data = files['/..data'];
  const root = data?.type === 'link' ? `/${data.target}` : '';
  const place = `${root}${absolutePath(subPath, '/')}`;
  const found: FileTree = {};
  for (const [path, node] of Object.entries(files)) {
    const rest = restBelow(place, path);
    if (rest !== undefined) found[rest] = node;
  }
  return found;
}

/** What a subPath names in a ConfigMap or Secret is what it was when the container started. */
function frozenMount(volume: PodVolume, mount: VolumeMount, subPath: string, facts: MountFacts): Volume {
  const { pod, container, restarts, store } = facts;
  const name = `subpath/${pod.metadata.uid}/${container.name}/${restarts}${mount.mountPath}`;
  const { tree, set } = store.keeping(name, DISK);
  if (Object.keys(tree()).length === 0) {
    const files = configVolumeFiles(volume, facts.config()) ?? {};
    for (const [path, node] of Object.entries(filesBelow(files, subPath))) set(path, node);
  }
  return fixedVolume(() => tree() as { readonly [path: string]: FileNode });
}

function volumeMount(mount: VolumeMount, facts: MountFacts): Mount[] {
  const volume = facts.pod.spec.volumes?.find(({ name }) => name === mount.name);
  const found = volume && mounted(volume, facts);
  if (volume === undefined || found === undefined) return [];
  const expanded = mount.subPathExpr?.replace(/\$\(([^)]*)\)/g, (whole, name: string) => facts.env.get(name) ?? whole);
  const subPath = mount.subPath || expanded;
  const isConfig = subPath && configVolumeFiles(volume, facts.config()) !== undefined;
  const frozen = isConfig ? { ...found, volume: frozenMount(volume, mount, subPath, facts) } : undefined;
  const part = frozen ?? (subPath ? subMount(found, subPath) : found);
  const readOnly = (mount.readOnly ?? false) || (found.readOnly ?? false);
  return [{ ...part, path: absolutePath(mount.mountPath, '/'), readOnly }];
}

const processFiles: { readonly [path: string]: FileNode } = {
  '/': folder(0o555),
  '/cpuinfo': textFile(
    'processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: Simulated CPU\n\nprocessor\t: 1\nvendor_id\t: GenuineIntel\nmodel name\t: Simulated CPU\n\n',
    0o444,
  ),
  '/meminfo': textFile(
    'MemTotal:        8152520 kB\nMemFree:         4076260 kB\nMemAvailable:    6114390 kB\n',
    0o444,
  ),
  '/loadavg': textFile('0.10 0.10 0.10 1/200 1\n', 0o444),
  '/self': link('1'),
  '/1': folder(0o555),
  '/1/fd': folder(0o500),
};

/** Everything that a container has mounted, the root first. */
export function containerMounts(facts: MountFacts): Mount[] {
  const { pod, container, restarts, store, systemFiles } = facts;
  const layer = store.keeping(`layer/${pod.metadata.uid}/${container.name}/${restarts}`, DISK);
  const readOnly = container.securityContext?.readOnlyRootFilesystem === true;
  return [
    {
      path: '/',
      volume: writableVolume(layer, fixedVolume(systemFiles)),
      source: 'overlay',
      type: 'overlay',
      readOnly,
    },
    { path: '/proc', volume: fixedVolume(() => processFiles), source: 'proc', type: 'proc', readOnly: true },
    { path: '/dev', volume: deviceVolume(), source: 'tmpfs', type: 'tmpfs' },
    { path: '/sys', volume: fixedVolume(() => ({})), source: 'sysfs', type: 'sysfs', readOnly: true },
    ...(container.volumeMounts ?? []).flatMap((mount) => volumeMount(mount, facts)),
  ];
}
