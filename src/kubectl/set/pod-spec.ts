import { isObject, type JsonObject } from '../../apimachinery/json';
import type { KubeObject } from '../../apimachinery/meta';
import type { Container, PodSpec } from '../../resources/core/pod-types';

const inTemplate = ['ReplicationController', 'Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet', 'Job'];

/**
 * The pod spec in a pod or in a workload's template, to be changed in place.
 * @throws Error for kinds without pods
 * @upstream kubectl pkg/polymorphichelpers/updatepodspec.go
 */
export function podSpecOf(object: KubeObject): PodSpec {
  const { kind, apiVersion } = object;
  if (kind === 'Pod') return within(object, ['spec']);
  if (inTemplate.includes(kind)) return within(object, ['spec', 'template', 'spec']);
  if (kind === 'CronJob') return within(object, ['spec', 'jobTemplate', 'spec', 'template', 'spec']);
  const version = apiVersion.split('/').at(-1);
  throw new Error(`the object is not a pod or does not have a pod template: *${version}.${kind}`);
}

/** What is at a path; objects that are missing are made. */
function within(object: KubeObject, path: readonly string[]): PodSpec {
  let value: JsonObject = object;
  for (const field of path) {
    const next = value[field];
    const below: JsonObject = isObject(next) ? next : {};
    value[field] = below;
    value = below;
  }
  return value as PodSpec;
}

/** A pod's containers whose names a pattern matches, with those that initialize it behind the others. */
export function selectContainers({ containers, initContainers }: PodSpec, pattern: string): Container[] {
  return [...(containers ?? []), ...(initContainers ?? [])].filter(({ name }) => selects(pattern, name));
}

/** @upstream kubectl pkg/cmd/set/helper.go selectString, with what it does wrong */
function selects(pattern: string, name: string): boolean {
  if (pattern === '*') return true;
  if (!pattern.includes('*')) return name === pattern;
  const parts = pattern.split('*');
  let position = 0;
  for (const [index, part] of parts.entries()) {
    if (part === '') continue;
    const next = name.slice(position).indexOf(part);
    const isLast = index === parts.length - 1;
    if (next < position || (index === 0 && position !== 0) || (isLast && name.length !== part.length + next)) {
      return false;
    }
    position = next;
  }
  return true;
}
