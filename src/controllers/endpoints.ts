import { canonicalJson } from '../apimachinery/hash';
import { compareText, deepEqual } from '../apimachinery/json';
import { keyOf } from '../apimachinery/meta';
import { formatTime } from '../apimachinery/time';
import { type Controller, type ControllerContext, splitKey } from '../client/controller';
import { find } from '../client/find';
import {
  type EndpointAddress,
  type EndpointPort,
  type EndpointSubset,
  type Endpoints,
  names as endpoints,
} from '../resources/core/endpoints';
import { isHeadless, names as services } from '../resources/core/service';
import type { Service } from '../resources/core/service-types';
import { type Backend, backendsOf, selectsPods, servicesOf, targetPortOn, targetRef } from './service-endpoints';

const CHANGED_ANNOTATION = 'endpoints.kubernetes.io/last-change-trigger-time';

/** Keeps the Endpoints of Services that select pods. @upstream pkg/controller/endpoint/endpoints_controller.go */
export const endpointsController: Controller = {
  name: 'endpoint-controller',
  watches: { services: ({ object }) => [keyOf(object)], pods: servicesOf },
  sync,
};

async function sync(key: string, context: ControllerContext): Promise<undefined> {
  const { client } = context;
  const { namespace, name } = splitKey(key);
  const service = await find(client, services, name, namespace);
  const known = await find(client, endpoints, name, namespace);
  if (service === undefined) {
    if (known !== undefined) await client.delete(endpoints, name, { namespace });
    return;
  }
  if (!selectsPods(service)) return;
  const wanted = wantedEndpoints(service, known, await backendsOf(client, service), context.now());
  if (known === undefined) await client.create(endpoints, wanted, { namespace });
  else if (!deepEqual(known, wanted)) await client.update(endpoints, wanted, { namespace });
}

function wantedEndpoints(
  service: Service,
  known: Endpoints | undefined,
  backends: readonly Backend[],
  now: number,
): Endpoints {
  const { name, namespace } = service.metadata;
  const subsets = subsetsOf(service, backends);
  const labels = { ...service.metadata.labels, 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' };
  if (isHeadless(service)) Object.assign(labels, { 'service.kubernetes.io/headless': '' });
  const isSame = known !== undefined && deepEqual(known.subsets, subsets);
  const changed = isSame ? known.metadata.annotations?.[CHANGED_ANNOTATION] : formatTime(now);
  const annotations = backends.length > 0 && changed !== undefined ? { [CHANGED_ANNOTATION]: changed } : undefined;
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    ...known,
    metadata: {
      ...known?.metadata,
      name,
      namespace,
      labels,
      annotations: isSame ? known.metadata.annotations : annotations,
    },
    subsets,
  };
}

/** Addresses that offer the same ports stand together. @upstream pkg/api/v1/endpoints RepackSubsets */
function subsetsOf(service: Service, backends: readonly Backend[]): EndpointSubset[] | undefined {
  const subsets = new Map<string, Required<EndpointSubset>>();
  for (const backend of backends.filter(({ ready, terminating }) => ready || !terminating)) {
    for (const ports of portSets(service, backend)) {
      const key = canonicalJson(ports);
      const subset = subsets.get(key) ?? { addresses: [], notReadyAddresses: [], ports };
      subset[backend.ready ? 'addresses' : 'notReadyAddresses'].push(addressOf(backend));
      subsets.set(key, subset);
    }
  }
  if (subsets.size === 0) return undefined;
  return [...subsets.values()].map(({ addresses, notReadyAddresses, ports }) => ({
    addresses: sorted(addresses),
    notReadyAddresses: sorted(notReadyAddresses),
    ports: ports.length > 0 ? ports : undefined,
  }));
}

function portSets(service: Service, { pod }: Backend): EndpointPort[][] {
  const ports = service.spec.ports ?? [];
  if (ports.length === 0) return isHeadless(service) ? [[]] : [];
  const offered = ports.flatMap((port): EndpointPort[] => {
    const number = targetPortOn(pod, port);
    if (number === undefined) return [];
    return [{ name: port.name || undefined, port: number, protocol: port.protocol, appProtocol: port.appProtocol }];
  });
  return offered.length > 0 ? [offered] : [];
}

function addressOf({ pod, ip, hostname }: Backend): EndpointAddress {
  return { ip, hostname, nodeName: pod.spec.nodeName, targetRef: targetRef(pod) };
}

function sorted(addresses: readonly EndpointAddress[]): EndpointAddress[] | undefined {
  if (addresses.length === 0) return undefined;
  return addresses.toSorted((left, right) => compareText(left.ip, right.ip));
}
