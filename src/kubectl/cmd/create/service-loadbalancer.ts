import { serviceCommand } from './service';

export const command = serviceCommand({
  name: 'create service loadbalancer',
  type: 'LoadBalancer',
  usage: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
  examples: ['create service loadbalancer web --tcp=80:8080'],
  flags: [],
});
