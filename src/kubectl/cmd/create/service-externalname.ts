import { serviceCommand } from './service';

export const command = serviceCommand({
  name: 'create service externalname',
  type: 'ExternalName',
  usage: 'NAME --external-name external.name [--dry-run=server|client|none]',
  examples: ['create service externalname db --external-name db.example.com'],
  flags: [
    { name: 'external-name', type: 'string', usage: 'The name outside the cluster that the Service stands for.' },
  ],
  required: ['external-name'],
});
