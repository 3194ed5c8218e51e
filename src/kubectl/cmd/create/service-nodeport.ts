import { serviceCommand } from './service';

export const command = serviceCommand({
  name: 'create service nodeport',
  type: 'NodePort',
  usage: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
  examples: ['create service nodeport web --tcp=80:8080', 'create service nodeport web --tcp=80 --node-port=30080'],
  flags: [{ name: 'node-port', type: 'int', default: '0', usage: 'The port of the Service on every node.' }],
});
