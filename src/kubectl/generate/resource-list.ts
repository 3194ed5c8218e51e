import { compareText } from '../../apimachinery/json';
import type { StringMap } from '../../apimachinery/meta';
import { canonicalQuantity, QuantityError } from '../../apimachinery/quantity';
import { CommandError } from '../command-error';

/**
 * Quantities by resource, of `cpu=1,memory=1Gi`; sorted.
 * @throws CommandError
 * @upstream kubectl pkg/generate/versioned populateResourceListV1
 */
export function resourceList(text: string): StringMap {
  if (text === '') return {};
  const amounts = text.split(',').map((statement): [resource: string, quantity: string] => {
    const [resource = '', quantity, ...more] = statement.split('=');
    if (quantity === undefined || more.length > 0) {
      throw new CommandError(`Invalid argument syntax ${statement}, expected <resource>=<value>`);
    }
    return [resource, readQuantity(quantity)];
  });
  return Object.fromEntries(amounts.sort(([left], [right]) => compareText(left, right)));
}

function readQuantity(text: string): string {
  try {
    return canonicalQuantity(text);
  } catch (error) {
    throw error instanceof QuantityError ? new CommandError(error.message) : error;
  }
}
