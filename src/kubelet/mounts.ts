import type { Client } from '../client/client';
import { find } from '../client/find';
import { names as configmaps } from '../resources/core/configmap';
import type { Container, Pod } from '../resources/core/pod-types';
import { names as secrets } from '../resources/core/secret';

/** Why a pod's volumes cannot be mounted, in the kubelet's words; undefined when they can. */
export async function mountProblem(client: Client, pod: Pod): Promise<string | undefined> {
  for (const { name, configMap, secret } of pod.spec.volumes ?? []) {
    if (configMap && !configMap.optional && (await lacks(client, pod, 'configmap', configMap.name))) {
      return `MountVolume.SetUp failed for volume "${name}" : configmap "${configMap.name}" not found`;
    }
    if (secret && !secret.optional && (await lacks(client, pod, 'secret', secret.secretName))) {
      return `MountVolume.SetUp failed for volume "${name}" : secret "${secret.secretName}" not found`;
    }
  }
  return undefined;
}

/** Why a container's environment cannot be made; undefined when it can. */
export async function environmentProblem(client: Client, pod: Pod, container: Container): Promise<string | undefined> {
  const references = [
    ...(container.envFrom ?? []).map(({ configMapRef, secretRef }) => ({ configMap: configMapRef, secret: secretRef })),
    ...(container.env ?? []).map(({ valueFrom }) => ({
      configMap: valueFrom?.configMapKeyRef,
      secret: valueFrom?.secretKeyRef,
    })),
  ];
  for (const { configMap, secret } of references) {
    if (configMap && !configMap.optional && (await lacks(client, pod, 'configmap', configMap.name))) {
      return `configmap "${configMap.name}" not found`;
    }
    if (secret && !secret.optional && (await lacks(client, pod, 'secret', secret.name)))
      return `secret "${secret.name}" not found`;
  }
  return undefined;
}

async function lacks(client: Client, pod: Pod, kind: 'configmap' | 'secret', name = ''): Promise<boolean> {
  const { namespace } = pod.metadata;
  const object =
    kind === 'secret' ? await find(client, secrets, name, namespace) : await find(client, configmaps, name, namespace);
  return object === undefined;
}
