import { compareText, type JsonObject } from '../../../apimachinery/json';
import { canonicalQuantity, QuantityError } from '../../../apimachinery/quantity';
import { names } from '../../../resources/core/resourcequota';
import type { Invocation } from '../../command';
import { CommandError } from '../../command-error';
import { refuseNoName } from '../../generate/key-values';
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
  return {
    kind: 'ResourceQuota',
    apiVersion: 'v1',
    metadata: { name, creationTimestamp: null },
    spec: { hard: hardLimits(flags.text('hard')), scopes: scopesIn(flags.text('scopes')) },
    status: {},
  };
}

/** @upstream kubectl pkg/cmd/create populateResourceListV1 */
function hardLimits(text: string): JsonObject | undefined {
  if (text === '') return undefined;
  const limits = text.split(',').map((statement): [resource: string, quantity: string] => {
    const [resource = '', quantity, ...more] = statement.split('=');
    if (quantity === undefined || more.length > 0) {
      throw new CommandError(`Invalid argument syntax ${statement}, expected <resource>=<value>`);
    }
    return [resource, readQuantity(quantity)];
  });
  return Object.fromEntries(limits.sort(([left], [right]) => compareText(left, right)));
}

function readQuantity(text: string): string {
  try {
    return canonicalQuantity(text);
  } catch (error) {
    throw error instanceof QuantityError ? new CommandError(error.message) : error;
  }
}

/** Which scopes there are is the server's to say. */
function scopesIn(text: string): string[] | undefined {
  if (text === '') return undefined;
  const scopes = text.split(',');
  if (scopes.includes('')) throw new CommandError('invalid resource quota scope ""');
  return scopes;
}
