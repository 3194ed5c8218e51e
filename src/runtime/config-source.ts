import { isNotFound } from '../apimachinery/errors';
import type { KubeObject, StringMap } from '../apimachinery/meta';
import type { Client } from '../client/client';
import { names as configMapKind } from '../resources/core/configmap';
import type { Container, Pod } from '../resources/core/pod-types';
import { names as secretKind } from '../resources/core/secret';
import { decodeLeniently } from './base64';
import type { ConfigSources } from './environment';

const defined = (names: readonly (string | undefined)[]): string[] =>
  [...new Set(names.filter((name) => name !== undefined && name !== ''))].filter((name) => name !== undefined);

function configMapNames(pod: Pod, container: Container): string[] {
  const volumes = pod.spec.volumes ?? [];
  return defined([
    ...(container.env ?? []).map(({ valueFrom }) => valueFrom?.configMapKeyRef?.name),
    ...(container.envFrom ?? []).map(({ configMapRef }) => configMapRef?.name),
    ...volumes.map(({ configMap }) => configMap?.name),
    ...volumes.flatMap(({ projected }) => (projected?.sources ?? []).map(({ configMap }) => configMap?.name)),
  ]);
}

function secretNames(pod: Pod, container: Container): string[] {
  const volumes = pod.spec.volumes ?? [];
  return defined([
    ...(container.env ?? []).map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
    ...(container.envFrom ?? []).map(({ secretRef }) => secretRef?.name),
    ...volumes.map(({ secret }) => secret?.secretName),
    ...volumes.flatMap(({ projected }) => (projected?.sources ?? []).map(({ secret }) => secret?.name)),
  ]);
}

async function readAll<T extends KubeObject>(
  names: readonly string[],
  read: (name: string) => Promise<T>,
  dataOf: (object: T) => StringMap,
): Promise<Map<string, StringMap>> {
  const found = new Map<string, StringMap>();
  for (const name of names) {
    try {
      found.set(name, dataOf(await read(name)));
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  return found;
}

/** Reads the ConfigMaps and Secrets that a container's variables and volumes name; missing ones are left out. */
export async function loadConfigSources(client: Client, pod: Pod, container: Container): Promise<ConfigSources> {
  const { namespace } = pod.metadata;
  return {
    configMaps: await readAll(
      configMapNames(pod, container),
      (name) => client.get(configMapKind, name, namespace),
      ({ data }) => data ?? {},
    ),
    secrets: await readAll(
      secretNames(pod, container),
      (name) => client.get(secretKind, name, namespace),
      ({ data }) => Object.fromEntries(Object.entries(data ?? {}).map(([key, text]) => [key, decodeLeniently(text)])),
    ),
  };
}
