import { serviceCommand } from './service';

export const command = serviceCommand({
  name: 'create service clusterip',
  type: 'ClusterIP',
  usage: 'NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]',
  examples: ['create service clusterip web --tcp=80:8080', 'create service clusterip web --clusterip=None'],
  flags: [{ name: 'clusterip', type: 'string', usage: 'The address of the Service; None makes it headless.' }],
});
