import { deepEqual } from '../apimachinery/json';
import { controllerReference, keyOf } from '../apimachinery/meta';
import type { Client } from '../client/client';
import { type Controller, type ControllerContext, splitKey } from '../client/controller';
import { find } from '../client/find';
import { type EndpointSubset, type Endpoints, names as endpoints } from '../resources/core/endpoints';
import { names as services } from '../resources/core/service';
import { type Endpoint, type EndpointSlice, names as endpointslices } from '../resources/discovery/endpointslice';
import { selectsPods } from './service-endpoints';

const SERVICE_LABEL = 'kubernetes.io/service-name';
const MANAGER_LABEL = 'endpointslice.kubernetes.io/managed-by';
const MANAGER = 'endpointslicemirroring-controller.k8s.io';

/** Mirrors Endpoints that people write for Services without a selector. @upstream pkg/controller/endpointslicemirroring */
export const endpointSliceMirroringController: Controller = {
  name: 'endpointslicemirroring-controller',
  watches: { endpoints: ({ object }) => [keyOf(object)], services: ({ object }) => [keyOf(object)] },
  sync,
};

async function sync(key: string, { client }: ControllerContext): Promise<undefined> {
  const { namespace, name } = splitKey(key);
  const service = await find(client, services, name, namespace);
  const source = await find(client, endpoints, name, namespace);
  const labelSelector = `${SERVICE_LABEL}=${name},${MANAGER_LABEL}=${MANAGER}`;
  const { items } = await client.list(endpointslices, { namespace, labelSelector });
  const mirrors = source !== undefined && service !== undefined && !selectsPods(service) && !hasOwnSlices(source);
  const subsets = mirrors ? (source.subsets ?? []) : [];
  for (const slice of items.slice(subsets.length))
    await client.delete(endpointslices, slice.metadata.name, { namespace });
  if (source === undefined) return;
  for (const [index, subset] of subsets.entries()) await write(client, source, items[index], subset);
}

/** The API server writes the slice of its own Service itself. */
function hasOwnSlices({ metadata }: Endpoints): boolean {
  return metadata.labels?.['endpointslice.kubernetes.io/skip-mirror'] === 'true';
}

async function write(
  client: Client,
  source: Endpoints,
  known: EndpointSlice | undefined,
  subset: EndpointSubset,
): Promise<void> {
  const { name, namespace } = source.metadata;
  const wanted = endpointsOf(subset);
  const ports = subset.ports?.map((port) => ({ ...port, name: port.name ?? '' })) ?? null;
  if (known !== undefined) {
    if (deepEqual(known.endpoints, wanted) && deepEqual(known.ports, ports)) return;
    await client.update(endpointslices, { ...known, endpoints: wanted, ports }, { namespace });
    return;
  }
  const slice: EndpointSlice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      generateName: `${name}-`,
      namespace,
      labels: { ...source.metadata.labels, [MANAGER_LABEL]: MANAGER, [SERVICE_LABEL]: name },
      ownerReferences: [controllerReference(source)],
    },
    addressType: 'IPv4',
    endpoints: wanted,
    ports,
  };
  await client.create(endpointslices, slice, { namespace });
}

function endpointsOf({ addresses, notReadyAddresses }: EndpointSubset): Endpoint[] {
  const mirror = (ready: boolean) => (address: NonNullable<EndpointSubset['addresses']>[number]) => ({
    addresses: [address.ip],
    conditions: { ready },
    hostname: address.hostname,
    nodeName: address.nodeName,
    targetRef: address.targetRef,
  });
  return [...(addresses ?? []).map(mirror(true)), ...(notReadyAddresses ?? []).map(mirror(false))];
}
