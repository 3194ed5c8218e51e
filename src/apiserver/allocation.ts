import type { KubeObject } from '../apimachinery/meta';
import { allocateClusterIP } from '../registry/cluster-ip';
import { allocateNodePorts } from '../registry/node-port';
import { listObjects, type RegistryWorld } from '../registry/objects';
import { names as services } from '../resources/core/service';
import type { Service } from '../resources/core/service-types';

/** Gives a Service its addresses and ports; `others` are all the Services but itself. */
export function allocateForService(world: RegistryWorld, object: KubeObject, serviceCidr: string): void {
  const service = object as Service;
  const others = (listObjects(world, services) as Service[]).filter(
    (other) => other.metadata.name !== service.metadata.name || other.metadata.namespace !== service.metadata.namespace,
  );
  allocateClusterIP(service, others, serviceCidr, world.random);
  allocateNodePorts(service, others, world.random);
}
