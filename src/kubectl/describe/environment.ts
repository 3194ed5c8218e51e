import { milliValue, parseQuantity, quantityValue, zeroQuantity } from '../../apimachinery/quantity';
import type { Container, EnvFromSource, EnvVar, EnvVarSource, Pod } from '../../resources/core/pod-types';
import type { Writer } from './writer';

type ResourceFieldRef = NonNullable<EnvVarSource['resourceFieldRef']>;

/** The fields of a pod that kubectl itself can look up; it leaves the others blank. */
function fieldValue(pod: Pod | undefined, fieldPath: string): string {
  switch (fieldPath) {
    case 'metadata.name':
      return pod?.metadata.name ?? '';
    case 'metadata.namespace':
      return pod?.metadata.namespace ?? '';
    default:
      return '';
  }
}

/**
 * A container's limit or request in units of the divisor, rounded up.
 * @upstream kubectl util/resource ExtractContainerResourceValue
 */
function resourceValue({ resource, divisor }: ResourceFieldRef, { resources }: Container): string {
  const [list, name] = resource.split('.', 2);
  if (!/^(limits|requests)\.(cpu|memory|ephemeral-storage)$/.test(resource) || name === undefined) return '';
  const text = (list === 'limits' ? resources?.limits : resources?.requests)?.[name];
  const amount = text === undefined ? zeroQuantity : parseQuantity(text);
  const given = parseQuantity(divisor ?? '1');
  const unit = given.nanos === 0n ? parseQuantity('1') : given;
  const measure = name === 'cpu' ? milliValue : quantityValue;
  return String(Math.ceil(measure(amount) / measure(unit)));
}

function resourceFieldText(reference: ResourceFieldRef, container: Container): string {
  const value = resourceValue(reference, container);
  const unlimited = value === '0' && ['limits.cpu', 'limits.memory'].includes(reference.resource);
  return `${unlimited ? 'node allocatable' : value} (${reference.resource})`;
}

function optionalText(optional: boolean | undefined): string {
  return `Optional: ${optional ?? false}`;
}

function writeSource(w: Writer, name: string, source: EnvVarSource, container: Container, pod: Pod | undefined): void {
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = source;
  if (fieldRef) {
    const value = fieldValue(pod, fieldRef.fieldPath);
    w.line(3, `${name}:`, `${value} (${fieldRef.apiVersion ?? ''}:${fieldRef.fieldPath})`);
  } else if (resourceFieldRef) {
    w.line(3, `${name}:`, resourceFieldText(resourceFieldRef, container));
  } else if (secretKeyRef) {
    const from = `<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name ?? ''}'>`;
    w.line(3, `${name}:`, from, optionalText(secretKeyRef.optional));
  } else if (configMapKeyRef) {
    const from = `<set to the key '${configMapKeyRef.key}' of config map '${configMapKeyRef.name ?? ''}'>`;
    w.line(3, `${name}:`, from, optionalText(configMapKeyRef.optional));
  }
}

function writeVariable(w: Writer, { name, value = '', valueFrom }: EnvVar, container: Container, pod?: Pod): void {
  if (valueFrom) {
    writeSource(w, name, valueFrom, container, pod);
    return;
  }
  for (const [index, text] of value.split('\n').entries()) w.line(3, index === 0 ? `${name}:` : '', text);
}

function writeFrom(w: Writer, { prefix = '', configMapRef, secretRef }: EnvFromSource): void {
  const reference = configMapRef ?? secretRef;
  let from = '';
  if (reference) from = configMapRef ? 'ConfigMap' : 'Secret';
  if (prefix !== '') from += ` with prefix '${prefix}'`;
  w.line(3, reference?.name ?? '', from, optionalText(reference?.optional));
}

/**
 * Writes where a container's variables come from.
 * @param pod whose fields variables may name; a template's are left blank
 * @upstream describe.go describeContainerEnvFrom, describeContainerEnvVars
 */
export function writeEnvironment(w: Writer, container: Container, pod?: Pod): void {
  const { env = [], envFrom = [] } = container;
  if (envFrom.length > 0) w.line(2, 'Environment Variables from:');
  for (const source of envFrom) writeFrom(w, source);
  if (env.length === 0) w.line(2, 'Environment:', '<none>');
  else w.line(2, 'Environment:');
  for (const variable of env) writeVariable(w, variable, container, pod);
}
