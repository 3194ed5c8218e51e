import { decodeBase64 } from '../../apimachinery/base64';
import { goQuote } from '../../apimachinery/go-value';
import { compareText } from '../../apimachinery/json';
import type { KubeObject, StringMap } from '../../apimachinery/meta';
import { labelKeyProblems } from '../../apimachinery/names';
import { milliValue, parseQuantity, quantityValue } from '../../apimachinery/quantity';
import { names as configMaps } from '../../resources/core/configmap';
import type { Container, EnvVarSource } from '../../resources/core/pod-types';
import { names as secrets } from '../../resources/core/secret';
import type { Kubectl } from '../kubectl';

/** Where a variable has its value from, in words. @upstream kubectl pkg/cmd/set/env GetEnvVarRefString */
export function referenceText({ configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef }: EnvVarSource): string {
  if (configMapKeyRef) return `configmap ${configMapKeyRef.name ?? ''}, key ${configMapKeyRef.key}`;
  if (secretKeyRef) return `secret ${secretKeyRef.name ?? ''}, key ${secretKeyRef.key}`;
  if (fieldRef) return `field path ${fieldRef.fieldPath}`;
  if (!resourceFieldRef) return 'invalid valueFrom';
  const container = resourceFieldRef.containerName ? `${resourceFieldRef.containerName}/` : '';
  return `resource field ${container}${resourceFieldRef.resource}`;
}

/**
 * The value that a variable refers to.
 * @throws Error where it cannot be told
 * @upstream kubectl pkg/cmd/set/env GetEnvVarRefValue
 */
export async function referenceValue(
  { secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef }: EnvVarSource,
  object: KubeObject,
  container: Container,
  { client, namespace }: Kubectl,
): Promise<string> {
  if (secretKeyRef) {
    const { name = '', key } = secretKeyRef;
    const value = (await client.get(secrets, name, namespace)).data?.[key];
    if (value === undefined) throw new Error(`key ${key} not found in secret ${name}`);
    return decodeBase64(value);
  }
  if (configMapKeyRef) {
    const { name = '', key } = configMapKeyRef;
    const value = (await client.get(configMaps, name, namespace)).data?.[key];
    if (value === undefined) throw new Error(`key ${key} not found in config map ${name}`);
    return value;
  }
  if (fieldRef) return fieldValue(object, fieldRef.fieldPath);
  if (resourceFieldRef) return resourceValue(resourceFieldRef, container);
  throw new Error('invalid valueFrom');
}

/** @upstream kubectl pkg/cmd/set/env extractFieldPathAsString: it reads the object itself, not the pods it makes */
function fieldValue({ metadata }: KubeObject, path: string): string {
  const [, map, key] = /^(.+?)\['(.*)'\]$/s.exec(path) ?? [];
  if (map !== undefined && key !== undefined) {
    if (map !== 'metadata.annotations' && map !== 'metadata.labels') {
      throw new Error(`fieldPath ${goQuote(path)} does not support subscript`);
    }
    const isLabel = map === 'metadata.labels';
    const problems = labelKeyProblems(isLabel ? key : key.toLowerCase());
    if (problems.length > 0) throw new Error(`invalid key subscript in ${path}: ${problems.join(';')}`);
    return metadata[isLabel ? 'labels' : 'annotations']?.[key] ?? '';
  }
  switch (path) {
    case 'metadata.annotations':
      return mapLines(metadata.annotations ?? {});
    case 'metadata.labels':
      return mapLines(metadata.labels ?? {});
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'metadata.uid':
      return metadata.uid ?? '';
    default:
      throw new Error(`unsupported fieldPath: ${path}`);
  }
}

function mapLines(map: StringMap): string {
  const keys = Object.keys(map).sort(compareText);
  return keys.map((key) => `${key}=${goQuote(map[key] ?? '')}`).join('\n');
}

const countable = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/;

function resourceValue(
  { resource, divisor }: NonNullable<EnvVarSource['resourceFieldRef']>,
  { resources = {} }: Container,
): string {
  const [, list, name = ''] = countable.exec(resource) ?? [];
  if (list !== 'limits' && list !== 'requests') throw new Error(`Unsupported container resource : ${resource}`);
  const amount = parseQuantity(resources[list]?.[name] ?? '0');
  const given = parseQuantity(divisor ?? '1');
  const unit = given.nanos === 0n ? parseQuantity('1') : given;
  const measure = name === 'cpu' ? milliValue : quantityValue;
  return String(Math.ceil(measure(amount) / measure(unit)));
}
