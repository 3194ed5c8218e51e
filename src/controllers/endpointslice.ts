import { canonicalJson } from '../apimachinery/hash';
import { deepEqual } from '../apimachinery/json';
import { controllerReference, keyOf, type StringMap } from '../apimachinery/meta';
import { formatTime } from '../apimachinery/time';
import type { Client } from '../client/client';
import { type Controller, type ControllerContext, splitKey } from '../client/controller';
import { find } from '../client/find';
import { names as nodes } from '../resources/core/node';
import { isHeadless, names as services } from '../resources/core/service';
import type { Service } from '../resources/core/service-types';
import {
  type Endpoint,
  type EndpointSlice,
  type EndpointSlicePort,
  names as endpointslices,
} from '../resources/discovery/endpointslice';
import { type Backend, backendsOf, selectsPods, servicesOf, targetPortOn, targetRef } from './service-endpoints';

export const SERVICE_LABEL = 'kubernetes.io/service-name';
const MANAGER_LABEL = 'endpointslice.kubernetes.io/managed-by';
const MANAGER = 'endpointslice-controller.k8s.io';
const CHANGED_ANNOTATION = 'endpoints.kubernetes.io/last-change-trigger-time';
const ZONE_LABEL = 'topology.kubernetes.io/zone';
const PER_SLICE = 100;

type Content = { readonly ports: EndpointSlicePort[]; readonly endpoints: Endpoint[] };

/** Keeps the EndpointSlices of Services that select pods. @upstream pkg/controller/endpointslice */
export const endpointSliceController: Controller = {
  name: 'endpointslice-controller',
  watches: { services: ({ object }) => [keyOf(object)], pods: servicesOf },
  sync,
};

async function sync(key: string, context: ControllerContext): Promise<undefined> {
  const { client } = context;
  const { namespace, name } = splitKey(key);
  const service = await find(client, services, name, namespace);
  const { items } = await client.list(endpointslices, {
    namespace,
    labelSelector: `${SERVICE_LABEL}=${name},${MANAGER_LABEL}=${MANAGER}`,
  });
  const wanted = service !== undefined && selectsPods(service) ? await wantedContents(client, service) : [];
  for (const slice of items.slice(wanted.length))
    await client.delete(endpointslices, slice.metadata.name, { namespace });
  if (service === undefined) return;
  for (const [index, content] of wanted.entries()) await write(context, service, items[index], content);
}

async function wantedContents(client: Client, service: Service): Promise<Content[]> {
  const groups = new Map<string, Content>();
  for (const backend of await backendsOf(client, service)) {
    const ports = portsOn(service, backend);
    if (ports.length === 0 && service.spec.ports?.length) continue;
    const key = canonicalJson(ports);
    const group = groups.get(key) ?? { ports, endpoints: [] };
    group.endpoints.push(await endpointOf(client, backend));
    groups.set(key, group);
  }
  if (groups.size === 0) return [{ ports: [], endpoints: [] }];
  return [...groups.values()].flatMap(split);
}

function split({ ports, endpoints }: Content): Content[] {
  const slices: Content[] = [];
  for (let at = 0; at < endpoints.length; at += PER_SLICE)
    slices.push({ ports, endpoints: endpoints.slice(at, at + PER_SLICE) });
  return slices;
}

function portsOn({ spec }: Service, { pod }: Backend): EndpointSlicePort[] {
  return (spec.ports ?? []).flatMap((port) => {
    const number = targetPortOn(pod, port);
    if (number === undefined) return [];
    return [{ name: port.name ?? '', port: number, protocol: port.protocol, appProtocol: port.appProtocol }];
  });
}

async function endpointOf(
  client: Client,
  { pod, ip, ready, serving, terminating, hostname }: Backend,
): Promise<Endpoint> {
  const node = await find(client, nodes, pod.spec.nodeName ?? '');
  return {
    addresses: [ip],
    conditions: { ready, serving, terminating },
    hostname,
    nodeName: pod.spec.nodeName,
    targetRef: targetRef(pod),
    zone: node?.metadata.labels?.[ZONE_LABEL],
  };
}

async function write(
  context: ControllerContext,
  service: Service,
  known: EndpointSlice | undefined,
  content: Content,
): Promise<void> {
  const { client, now } = context;
  const { name, namespace } = service.metadata;
  const ports = content.ports.length > 0 ? content.ports : null;
  const labels = labelsFor(service);
  if (known === undefined) {
    const slice: EndpointSlice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: '',
        generateName: `${name}-`,
        namespace,
        labels,
        annotations: content.endpoints.length > 0 ? { [CHANGED_ANNOTATION]: formatTime(now()) } : undefined,
        ownerReferences: [controllerReference(service)],
      },
      addressType: 'IPv4',
      endpoints: content.endpoints,
      ports,
    };
    await client.create(endpointslices, slice, { namespace });
    return;
  }
  const isSame = deepEqual(known.endpoints, content.endpoints) && deepEqual(known.ports, ports);
  if (isSame && deepEqual(known.metadata.labels, labels)) return;
  const annotations = { ...known.metadata.annotations, [CHANGED_ANNOTATION]: formatTime(now()) };
  const metadata = { ...known.metadata, labels, annotations };
  await client.update(endpointslices, { ...known, metadata, endpoints: content.endpoints, ports }, { namespace });
}

function labelsFor(service: Service): StringMap {
  const labels = { ...service.metadata.labels, [MANAGER_LABEL]: MANAGER, [SERVICE_LABEL]: service.metadata.name };
  return isHeadless(service) ? { ...labels, 'service.kubernetes.io/headless': '' } : labels;
}
