import type { JsonObject } from '../../../apimachinery/json';
import { names } from '../../../resources/core/resourcequota';
import type { Invocation } from '../../command';
import { CommandError } from '../../command-error';
import { refuseNoName } from '../../generate/key-values';
import { resourceList } from '../../generate/resource-list';
import { generatorCommand } from './generator';

/** @upstream kubectl pkg/cmd/create/create_quota.go */
export const command = generatorCommand({
  name: 'create quota',
  failure: 'failed to create quota: ',
  usage: 'NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]',
  examples: ['create quota small --hard=cpu=1,memory=1G,pods=2', 'create quota idle --hard=pods=9 --scopes=BestEffort'],
  flags: [
    { name: 'hard', type: 'string', usage: 'The limits: resource=quantity pairs with commas between them.' },
    { name: 'scopes', type: 'string', usage: 'What the quota counts: scopes with commas between them.' },
  ],
  kind: names,
  generate,
});

function generate(name: string, { flags }: Invocation): JsonObject {
  refuseNoName(name);
  const hard = flags.text('hard');
  return {
    kind: 'ResourceQuota',
    apiVersion: 'v1',
    metadata: { name, creationTimestamp: null },
    spec: { hard: hard === '' ? undefined : resourceList(hard), scopes: scopesIn(flags.text('scopes')) },
    status: {},
  };
}

/** Which scopes there are is the server's to say. */
function scopesIn(text: string): string[] | undefined {
  if (text === '') return undefined;
  const scopes = text.split(',');
  if (scopes.includes('')) throw new CommandError('invalid resource quota scope ""');
  return scopes;
}
