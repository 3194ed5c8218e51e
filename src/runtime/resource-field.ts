import { parseQuantity } from '../apimachinery/quantity';
import { containerOf } from '../resources/core/pod';
import type { Container, EnvVarSource, Pod } from '../resources/core/pod-types';

type Reference = NonNullable<EnvVarSource['resourceFieldRef']>;

/**
 * The value of a container's resource as the downward API gives it: in units of the divisor, rounded up. What is not
 * set is told as nothing; a real kubelet tells the node's size there.
 * @upstream pkg/api/v1/resource/helpers.go ExtractContainerResourceValue
 */
export function resourceFieldValue(pod: Pod, { containerName, resource, divisor }: Reference, own?: Container): string {
  const container = containerName ? containerOf(pod, containerName) : own;
  const [group = '', name = ''] = resource.split('.');
  const quantity = container?.resources?.[group as 'limits' | 'requests']?.[name];
  if (quantity === undefined) return '0';
  const unit = parseQuantity(!divisor || divisor === '0' ? '1' : divisor).nanos;
  const { nanos } = parseQuantity(quantity);
  return String((nanos + unit - 1n) / unit);
}
