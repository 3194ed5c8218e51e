import { deepEqual } from '../apimachinery/json';
import { keyOf } from '../apimachinery/meta';
import { type Controller, splitKey } from '../client/controller';
import { find } from '../client/find';
import { isNodeReady, names as nodes } from '../resources/core/node';
import { names as services } from '../resources/core/service';

/** k3s's service load balancer: every ready node's address stands for the Service. Other clusters leave it pending. */
export const serviceLoadBalancerController: Controller = {
  name: 'service-lb-controller',
  watches: { services: ({ object }) => [keyOf(object)] },
  async sync(key, { client, recorder }) {
    const { namespace, name } = splitKey(key);
    const service = await find(client, services, name, namespace);
    if (service?.spec.type !== 'LoadBalancer' || service.metadata.deletionTimestamp !== undefined) return undefined;
    const { items } = await client.list(nodes);
    const ingress = items
      .filter(isNodeReady)
      .flatMap(({ status }) =>
        (status.addresses ?? [])
          .filter(({ type }) => type === 'InternalIP')
          .map(({ address }) => ({ ip: address, ipMode: 'VIP' })),
      );
    const status = { loadBalancer: { ingress } };
    if (deepEqual(service.status, status)) return undefined;
    await client.update(services, { ...service, status }, { namespace, subresource: 'status' });
    const message = `LoadBalancer Ingress IP addresses updated: ${ingress.map(({ ip }) => ip).join(', ')}`;
    await recorder({ component: 'service-lb-controller' })(service, {
      type: 'Normal',
      reason: 'UpdatedIngressIP',
      message,
    });
    return undefined;
  },
};
