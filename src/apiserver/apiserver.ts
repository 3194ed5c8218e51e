import type { AdmissionContext } from '../admission/plugin';
import { plugins } from '../admission/plugins';
import type { DeleteOptions } from '../apimachinery/delete-options';
import { badRequest, conflict, modifiedMeanwhile, notFound, StatusError } from '../apimachinery/errors';
import { matchesFields, parseFieldSelector } from '../apimachinery/fields';
import { deepEqual } from '../apimachinery/json';
import { matchesSelector, parseSelector } from '../apimachinery/labels';
import { apiVersionOf, type Kind, type KubeObject } from '../apimachinery/meta';
import type { Client, List, ListOptions, Patch, WatchEvent, WatchOptions, WriteOptions } from '../client/client';
import { deleteObject, finishDeletion } from '../registry/deletion';
import {
  getObject,
  listObjects,
  objectKey,
  prepareCreate,
  prepareUpdate,
  type RegistryWorld,
  storeObject,
} from '../registry/registry';
import { allKinds } from '../resources/kinds';
import { strategyFor } from '../resources/strategies';
import { withZeroValues } from '../resources/zero-values';
import { allocateForService } from './allocation';
import { bindPod } from './binding';
import { checkFieldsOf } from './field-validation';
import { listPage } from './list-page';
import { readScale, writeScale } from './scale';

export type ApiServerWorld = RegistryWorld & {
  /** The range of cluster IPs. */
  readonly serviceCidr: () => string;
  /** Changes after a version, for watches. */
  readonly watch: (kind: Kind, options: WatchOptions, from: string) => AsyncIterable<WatchEvent>;
};

/** The API server in this process: every request becomes a verb on the registry. */
export class ApiServer implements Client {
  constructor(private readonly world: ApiServerWorld) {}

  async get<T extends KubeObject>(kind: Kind<T>, name: string, namespace?: string): Promise<T> {
    return getObject(this.world, kind, namespace, name) as T;
  }

  async list<T extends KubeObject>(kind: Kind<T>, options: ListOptions = {}): Promise<List<T>> {
    const items = listObjects(this.world, kind, options.namespace).filter(selects(kind, options));
    return listPage(items as T[], options, String(this.world.store.version));
  }

  async *watch<T extends KubeObject>(kind: Kind<T>, options: WatchOptions): AsyncIterable<WatchEvent<T>> {
    const list = await this.list(kind, options);
    if (options.resourceVersion === undefined) for (const object of list.items) yield { type: 'ADDED', object };
    const from = options.resourceVersion ?? list.resourceVersion;
    yield* this.world.watch(kind, options, from) as AsyncIterable<WatchEvent<T>>;
  }

  async create<T extends KubeObject>(kind: Kind<T>, object: T, options: WriteOptions = {}): Promise<T> {
    if (options.subresource === 'binding') return bindPod(this.world, object, options.namespace) as T;
    await checkFieldsOf(kind, object, options.fieldValidation, options.warn);
    const candidate = withZeroValues(kind.plural, object);
    this.place(kind, candidate, options.namespace);
    this.world.store.begin();
    this.admit(kind, candidate, 'CREATE');
    const prepared = prepareCreate(this.world, kind, candidate);
    this.allocate(kind, prepared);
    return (options.dryRun ? prepared : storeObject(this.world, kind, prepared)) as T;
  }

  async update<T extends KubeObject>(kind: Kind<T>, object: T, options: WriteOptions = {}): Promise<T> {
    if (options.subresource === 'scale') {
      this.world.store.begin();
      const current = getObject(this.world, kind, options.namespace, object.metadata.name);
      return this.rescale(kind, object, current, options) as T;
    }
    await checkFieldsOf(kind, object, options.fieldValidation, options.warn);
    return this.replace(kind, withZeroValues(kind.plural, object), options) as T;
  }

  async patch<T extends KubeObject>(kind: Kind<T>, name: string, patch: Patch, options: WriteOptions = {}): Promise<T> {
    const { patched } = await import('./patch');
    this.world.store.begin();
    const current = getObject(this.world, kind, options.namespace, name);
    if (options.subresource === 'scale') {
      return this.rescale(kind, patched(kind, readScale(kind, current), patch), current, options) as T;
    }
    const object = patched(kind, current, patch);
    await checkFieldsOf(kind, object, options.fieldValidation, options.warn);
    return this.replace(kind, withZeroValues(kind.plural, object), options) as T;
  }

  async delete<T extends KubeObject>(kind: Kind<T>, name: string, options: DeleteOptions = {}): Promise<T> {
    this.world.store.begin();
    const object = getObject(this.world, kind, options.namespace, name);
    return deleteObject(this.world, kind, object, options) as T;
  }

  async kinds(): Promise<readonly Kind[]> {
    return allKinds;
  }

  private rescale(kind: Kind, scale: KubeObject, current: KubeObject, options: WriteOptions): KubeObject {
    return writeScale(scale, current, (object) => this.replace(kind, object, { ...options, subresource: undefined }));
  }

  private replace(kind: Kind, object: KubeObject, options: WriteOptions): KubeObject {
    this.place(kind, object, options.namespace);
    this.world.store.begin();
    const old = this.world.store.get(objectKey(kind, object.metadata.namespace, object.metadata.name));
    if (old === undefined) throw notFound(kind, object.metadata.name);
    if (object.metadata.uid !== undefined && object.metadata.uid !== old.metadata.uid) {
      throw conflict(kind, object.metadata.name, `${modifiedMeanwhile}`);
    }
    this.admit(kind, object, 'UPDATE');
    const prepared = prepareUpdate(kind, object, old, options.subresource);
    this.allocate(kind, prepared);
    if (options.dryRun) return prepared;
    if (finishDeletion(this.world, kind, prepared)) return prepared;
    return deepEqual(prepared, old) ? old : storeObject(this.world, kind, prepared);
  }

  /** Settles an object's version, kind and namespace by the request. */
  private place(kind: Kind, object: KubeObject, namespace: string | undefined): void {
    object.apiVersion = apiVersionOf(kind);
    object.kind = kind.kind;
    if (!kind.namespaced) {
      delete object.metadata.namespace;
      return;
    }
    object.metadata.namespace ||= namespace ?? 'default';
    if (namespace !== undefined && object.metadata.namespace !== namespace) {
      throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
    }
  }

  private admit(kind: Kind, object: KubeObject, operation: AdmissionContext['operation']): void {
    strategyFor(kind.plural).setDefaults?.(object);
    const context: AdmissionContext = {
      kind,
      operation,
      random: this.world.random,
      get: (other, namespace, name) => this.world.store.get(objectKey(other, namespace, name)),
      list: (other, namespace) => listObjects(this.world, other, namespace),
    };
    for (const plugin of plugins) plugin(object, context);
  }

  private allocate(kind: Kind, object: KubeObject): void {
    if (kind.plural === 'services') allocateForService(this.world, object, this.world.serviceCidr());
  }
}

/** A list's selectors as a test. @throws StatusError BadRequest */
export function selects(kind: Kind, { labelSelector, fieldSelector }: ListOptions): (object: KubeObject) => boolean {
  try {
    const labels = parseSelector(labelSelector ?? '');
    const fields = parseFieldSelector(fieldSelector ?? '');
    for (const { path } of fields) refuseUnknownField(kind, path);
    return (object) => matchesSelector(labels, object.metadata.labels) && matchesFields(fields, object);
  } catch (error) {
    throw error instanceof StatusError ? error : badRequest(error instanceof Error ? error.message : String(error));
  }
}

const everyKindsFields = ['metadata.name', 'metadata.namespace'];

/** @upstream pkg/apis/core/v1/conversion.go AddFieldLabelConversions, apimachinery runtime DefaultMetaV1FieldSelectorConversion */
function refuseUnknownField(kind: Kind, path: string): void {
  const own = strategyFor(kind.plural).selectableFields;
  if (everyKindsFields.includes(path) || own?.includes(path)) return;
  if (own !== undefined) throw badRequest(`field label not supported: ${path}`);
  throw badRequest(`${JSON.stringify(path)} is not a known field selector: only "metadata.name", "metadata.namespace"`);
}
