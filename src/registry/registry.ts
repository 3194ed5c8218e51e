import { alreadyExists, conflict, type FieldError, invalid, modifiedMeanwhile } from '../apimachinery/errors';
import { deepEqual } from '../apimachinery/json';
import type { Kind, KubeObject } from '../apimachinery/meta';
import { randomSuffix, randomUuid } from '../apimachinery/random';
import { formatTime } from '../apimachinery/time';
import { validateObjectMeta, validateObjectMetaUpdate } from '../resources/metadata';
import { strategyFor } from '../resources/strategies';
import { nameProblemsOf, type Strategy } from '../resources/strategy';
import { objectKey, type RegistryWorld } from './objects';

/**
 * Prepares an object that is to be created: metadata, the kind's strategy, validation.
 * @throws StatusError AlreadyExists, Invalid
 * @upstream apiserver registry/rest BeforeCreate
 */
export function prepareCreate(world: RegistryWorld, kind: Kind, object: KubeObject): KubeObject {
  const strategy = strategyFor(kind);
  const { metadata } = object;
  if (!metadata.name && metadata.generateName) metadata.name = metadata.generateName + randomSuffix(world.random);
  metadata.uid = randomUuid(world.random);
  strategy.prepareForCreate?.(object);
  metadata.creationTimestamp = formatTime(world.now());
  delete metadata.resourceVersion;
  delete metadata.deletionTimestamp;
  delete metadata.deletionGracePeriodSeconds;
  if (strategy.hasGeneration) metadata.generation = 1;
  refuse(kind, object, [
    ...validateObjectMeta(object, kind.namespaced, nameProblemsOf(strategy)),
    ...(strategy.validate?.(object) ?? []),
    ...(strategy.validateCreate?.(object) ?? []),
  ]);
  if (world.store.get(objectKey(kind, metadata.namespace, metadata.name)) !== undefined) {
    throw alreadyExists(kind, metadata.name);
  }
  return object;
}

/** Stores an object that was prepared. */
export function storeObject({ store }: RegistryWorld, kind: Kind, object: KubeObject): KubeObject {
  return store.put(objectKey(kind, object.metadata.namespace, object.metadata.name), object);
}

/** Takes an object out of the store. */
export function removeObject({ store }: RegistryWorld, kind: Kind, object: KubeObject): KubeObject {
  return store.delete(objectKey(kind, object.metadata.namespace, object.metadata.name)) ?? object;
}

/**
 * Prepares an object that replaces another one: what a writer cannot change stays, the rest is validated.
 * @param subresource `status` and `approval` write the status only, `finalize` the spec only
 * @throws StatusError Conflict, Invalid
 * @upstream apiserver registry/rest BeforeUpdate
 */
export function prepareUpdate(kind: Kind, object: KubeObject, old: KubeObject, subresource?: string): KubeObject {
  const strategy = strategyFor(kind);
  const { metadata } = object;
  if (metadata.resourceVersion && metadata.resourceVersion !== old.metadata.resourceVersion) {
    throw conflict(kind, metadata.name, modifiedMeanwhile);
  }
  const kept = { ...old.metadata, managedFields: metadata.managedFields };
  if (subresource === 'status' || subresource === 'approval') {
    return { ...old, status: object.status ?? {}, metadata: kept };
  }
  if (subresource === 'finalize') return { ...old, spec: object.spec ?? {}, metadata: kept };
  keepMetadata(object, old);
  strategy.prepareForUpdate?.(object, old);
  if (strategy.hasGeneration) metadata.generation = nextGeneration(object, old);
  refuse(kind, object, [
    ...validateObjectMeta(object, kind.namespaced, nameProblemsOf(strategy)),
    ...validateObjectMetaUpdate(object, old),
    ...(strategy.validate?.(object) ?? []),
    ...(validateUpdateOf(strategy, subresource)?.(object, old) ?? []),
  ]);
  return object;
}

/** A subresource may allow what the main resource does not. */
function validateUpdateOf<T extends KubeObject>(
  strategy: Strategy<T>,
  subresource: string | undefined,
): Strategy<T>['validateUpdate'] {
  return (subresource && strategy.subresources?.[subresource]) || strategy.validateUpdate;
}

function keepMetadata({ metadata }: KubeObject, { metadata: old }: KubeObject): void {
  metadata.uid ??= old.uid;
  metadata.creationTimestamp = old.creationTimestamp;
  metadata.resourceVersion = old.resourceVersion;
  metadata.generation = old.generation;
  metadata.deletionTimestamp = old.deletionTimestamp;
  metadata.deletionGracePeriodSeconds = old.deletionGracePeriodSeconds;
}

function nextGeneration(object: KubeObject, old: KubeObject): number {
  const { metadata: _, status: __, ...content } = object;
  const { metadata: _old, status: __old, ...before } = old;
  const generation = old.metadata.generation ?? 1;
  return deepEqual(content, before) ? generation : generation + 1;
}

function refuse(kind: Kind, object: KubeObject, errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalid(kind, object.metadata.name ?? '', errors);
}
