import { formatQuantity, parseQuantity } from '../../apimachinery/quantity';
import type {
  MetricSpec,
  MetricStatus,
  MetricTarget,
  MetricValue,
} from '../../resources/autoscaling/horizontalpodautoscaler';
import { goQuote } from './go-value';
import { objectField, textField } from './json-field';
import type { Writer } from './writer';

const unknown = '<unknown>';

/** A quantity, or what Go prints for none. */
function quantityText(text: string | undefined): string {
  return text === undefined ? '<nil>' : formatQuantity(parseQuantity(text));
}

function averageText(target: MetricTarget, current: MetricValue | undefined): string {
  return `${current ? quantityText(current.averageValue) : unknown} / ${quantityText(target.averageValue)}`;
}

function valueText(target: MetricTarget, current: MetricValue | undefined): string {
  return `${current ? quantityText(current.value) : unknown} / ${quantityText(target.value)}`;
}

function utilizationText(target: MetricTarget, current: MetricValue | undefined): string {
  const used = current?.averageUtilization;
  const now = used === undefined ? unknown : `${used}% (${quantityText(current?.averageValue)})`;
  return `${now} / ${target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`}`;
}

function writeResource(w: Writer, subject: string, target: MetricTarget, current: MetricValue | undefined): void {
  if (target.averageValue !== undefined) w.line(1, `${subject}:`, averageText(target, current));
  else w.line(1, `${subject}  (as a percentage of request):`, utilizationText(target, current));
}

function writeObject(w: Writer, object: NonNullable<MetricSpec['object']>, current: MetricValue | undefined): void {
  const described = objectField(object, 'describedObject');
  const where = `${textField(described, 'kind')}/${textField(described, 'name')}`;
  const subject = `"${object.metric.name}" on ${where}`;
  if (object.target.type === 'AverageValue') {
    w.line(1, `${subject} (target average value):`, averageText(object.target, current));
  } else {
    w.line(1, `${subject} (target value):`, valueText(object.target, current));
  }
}

function writeExternal(w: Writer, external: NonNullable<MetricSpec['external']>, current: MetricValue | undefined) {
  const name = goQuote(external.metric.name);
  if (external.target.averageValue === undefined) {
    w.line(1, `${name} (target value):`, valueText(external.target, current));
  } else {
    const known = current?.averageValue === undefined ? undefined : current;
    w.line(1, `${name} (target average value):`, averageText(external.target, known));
  }
}

/** Writes one metric: what it is now and what it should be. @upstream describe.go describeHorizontalPodAutoscalerV2 */
export function writeMetric(w: Writer, metric: MetricSpec, status: MetricStatus | undefined): void {
  const { type, external, pods, object, resource, containerResource } = metric;
  if (type === 'External' && external) writeExternal(w, external, status?.external?.current);
  else if (type === 'Pods' && pods) {
    w.line(1, `${goQuote(pods.metric.name)} on pods:`, averageText(pods.target, status?.pods?.current));
  } else if (type === 'Object' && object) writeObject(w, object, status?.object?.current);
  else if (type === 'Resource' && resource) {
    writeResource(w, `resource ${resource.name} on pods`, resource.target, status?.resource?.current);
  } else if (type === 'ContainerResource' && containerResource) {
    const { name, container, target } = containerResource;
    const subject = `resource ${name} of container "${container}" on pods`;
    writeResource(w, subject, target, status?.containerResource?.current);
  } else w.line(1, `<unknown metric type ${goQuote(type)}>`);
}
