import { allVerbs, type Kind, qualifiedResource } from '../../apimachinery/meta';
import { names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import type { Kubectl } from '../kubectl';
import { attachablePod, findPodOwner } from '../resource/attachable-pod';
import { kindFor, kindsFor, preferredKinds } from '../resource/mapper';

/** The names of all objects of these types: `pods`, `deploy,sts`. */
export async function objectNames({ client, namespace }: Kubectl, types: string): Promise<string[]> {
  const names: string[] = [];
  for (const kind of kindsFor(await client.kinds(), types)) {
    const { items } = await client.list(kind, { namespace: kind.namespaced ? namespace : undefined });
    names.push(...items.map(({ metadata }) => metadata.name));
  }
  return names;
}

/** The types that can be read, by group. */
export async function resourceTypes({ client }: Kubectl): Promise<string[]> {
  const readable = ({ verbs }: Kind): boolean => (verbs ?? allVerbs).includes('get');
  const kinds = preferredKinds(await client.kinds()).filter(readable);
  return kinds.toSorted(byGroup).map(qualifiedResource);
}

function byGroup(left: Kind, right: Kind): number {
  const [one, other] = [left, right].map(({ group, plural }) => `${group}/${plural}`);
  return (one ?? '') < (other ?? '') ? -1 : 1;
}

/** The pod that `POD` or `TYPE/NAME` means. @param patience how long to wait for one, in milliseconds */
async function podOf(kubectl: Kubectl, target: string, patience = 100): Promise<Pod> {
  if (!target.includes('/')) return await kubectl.client.get(pods, target, kubectl.namespace);
  return await attachablePod(kubectl, await findPodOwner(kubectl, target), patience);
}

/** The containers of the pod that `POD` or `TYPE/NAME` means. */
export async function containerNames(kubectl: Kubectl, target: string): Promise<string[]> {
  const { spec } = await podOf(kubectl, target);
  return [...(spec.initContainers ?? []), ...spec.containers].map(({ name }) => name);
}

/** Ports to forward, `80:80`, of a service or of the pod that a target means. @param typed the local port, if typed */
export async function forwardedPorts(kubectl: Kubectl, target: string, typed: string): Promise<string[]> {
  const [type = '', name = ''] = target.split('/');
  const local = typed.split(':')[0] ?? '';
  const pair = (port: number): string => `${local === '' ? port : local}:${port}`;
  if (['service', 'services', 'svc'].includes(type)) {
    const services = kindFor(await kubectl.client.kinds(), 'services');
    const { spec } = (await kubectl.client.get(services, name, kubectl.namespace)) as { spec?: { ports?: Port[] } };
    return (spec?.ports ?? []).map(({ port }) => pair(port));
  }
  const { spec } = await podOf(kubectl, target);
  return spec.containers.flatMap(({ ports = [] }) => ports.map(({ containerPort }) => pair(containerPort)));
}

type Port = { readonly port: number };
