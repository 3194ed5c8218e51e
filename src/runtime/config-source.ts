import { encodeBytes } from '../apimachinery/base64';
import { isNotFound } from '../apimachinery/errors';
import type { KubeObject } from '../apimachinery/meta';
import type { Client } from '../client/client';
import { names as configMapKind } from '../resources/core/configmap';
import type { Container, Pod } from '../resources/core/pod-types';
import { names as secretKind } from '../resources/core/secret';
import { decodeLeniently } from './base64';
import type { FileContent } from './files/node';

/** The entries of a ConfigMap or Secret, decoded. */
export type ConfigData = { readonly [key: string]: FileContent };

/** The data of the ConfigMaps and Secrets of a pod's namespace that it names. */
export type ConfigSources = {
  readonly configMaps: ReadonlyMap<string, ConfigData>;
  readonly secrets: ReadonlyMap<string, ConfigData>;
};

type Names = {
  readonly configMaps: readonly (string | undefined)[];
  readonly secrets: readonly (string | undefined)[];
};

function namesIn(pod: Pod, container: Container): Names {
  const volumes = pod.spec.volumes ?? [];
  const projected = volumes.flatMap((volume) => volume.projected?.sources ?? []);
  const env = container.env ?? [];
  const envFrom = container.envFrom ?? [];
  return {
    configMaps: [
      ...env.map(({ valueFrom }) => valueFrom?.configMapKeyRef?.name),
      ...envFrom.map(({ configMapRef }) => configMapRef?.name),
      ...[...volumes, ...projected].map(({ configMap }) => configMap?.name),
    ],
    secrets: [
      ...env.map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
      ...envFrom.map(({ secretRef }) => secretRef?.name),
      ...volumes.map(({ secret }) => secret?.secretName),
      ...projected.map(({ secret }) => secret?.name),
    ],
  };
}

async function readAll<T extends KubeObject>(
  names: readonly (string | undefined)[],
  read: (name: string) => Promise<T>,
  dataOf: (object: T) => ConfigData,
): Promise<Map<string, ConfigData>> {
  const found = new Map<string, ConfigData>();
  for (const name of new Set(names)) {
    if (!name) continue;
    try {
      found.set(name, dataOf(await read(name)));
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  return found;
}

function decoded(base64: string): FileContent {
  const bytes = decodeLeniently(base64);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: encodeBytes(bytes) };
  }
}

function mapped<T>(data: { readonly [key: string]: T } = {}, change: (value: T) => FileContent): ConfigData {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, change(value)]));
}

/** Reads the ConfigMaps and Secrets that a container's variables and volumes name; missing ones are left out. */
export async function loadConfigSources(client: Client, pod: Pod, container: Container): Promise<ConfigSources> {
  const { namespace } = pod.metadata;
  const { configMaps, secrets } = namesIn(pod, container);
  return {
    configMaps: await readAll(
      configMaps,
      (name) => client.get(configMapKind, name, namespace),
      ({ data, binaryData }) => ({ ...mapped(data, (text) => ({ text })), ...mapped(binaryData, decoded) }),
    ),
    secrets: await readAll(
      secrets,
      (name) => client.get(secretKind, name, namespace),
      ({ data }) => mapped(data, decoded),
    ),
  };
}
