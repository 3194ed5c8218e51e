import type { AdmissionContext } from '../admission/plugin';
import { plugins } from '../admission/plugins';
import type { DeleteOptions } from '../apimachinery/delete-options';
import { badRequest, conflict, methodNotAllowed, modifiedMeanwhile, notFound } from '../apimachinery/errors';
import { deepEqual } from '../apimachinery/json';
import { apiVersionOf, type Kind, type KubeObject, type ManagedFieldsEntry } from '../apimachinery/meta';
import { formatTime } from '../apimachinery/time';
import type { Patch, WriteOptions } from '../client/client';
import { deleteObject, finishDeletion } from '../registry/deletion';
import { getObject, listObjects, objectKey, type RegistryWorld } from '../registry/objects';
import { prepareCreate, prepareUpdate, storeObject } from '../registry/registry';
import { names as certificatesigningrequests } from '../resources/certificates/certificatesigningrequest';
import { isMetricsKind } from '../resources/metrics/metrics-kind';
import { isReview, type UserInfo } from '../resources/reviews';
import { strategyFor } from '../resources/strategies';
import { withZeroValues } from '../resources/zero-values';
import { allocateForService } from './allocation';
import { bindPod } from './binding';
import { keepDecision, nameRequester } from './certificate-request';
import { keepEphemeralContainers } from './ephemeral-containers';
import { checkFieldsOf } from './field-validation';
import { requireStored } from './reviews/require-stored';
import { readScale, writeScale } from './scale';

/** What writing needs of the world. */
export type WriterWorld = RegistryWorld & {
  /** The range of cluster IPs. */
  readonly serviceCidr: () => string;
  /** Who asks where nobody else is said to. */
  readonly administrator: () => UserInfo;
};

/** The writing half of the API server: from a request over admission and the registry into the store. */
export class Writer {
  constructor(private readonly world: WriterWorld) {}

  async create<T extends KubeObject>(kind: Kind<T>, object: T, options: WriteOptions = {}): Promise<T> {
    if (isMetricsKind(kind)) throw methodNotAllowed();
    if (isReview(kind)) return (await this.review(kind, object, options)) as T;
    if (options.subresource === 'binding') return bindPod(this.world, object, options.namespace) as T;
    if (options.subresource === 'eviction') {
      const { evictPod } = await import('./eviction');
      return evictPod(this.world, object, options) as T;
    }
    if (options.subresource === 'token') {
      const { issueToken } = await import('./token');
      return (await issueToken(this.world, object, options.namespace)) as T;
    }
    await checkFieldsOf(kind, object, options.fieldValidation, options.warn);
    const candidate = this.decoded(kind, object, options.namespace);
    if (kind.plural === certificatesigningrequests.plural)
      nameRequester(candidate, options.user ?? this.world.administrator());
    this.world.store.begin();
    candidate.metadata.managedFields = await this.managedFields(kind, undefined, candidate, options);
    return this.add(kind, candidate, options) as T;
  }

  async update<T extends KubeObject>(kind: Kind<T>, object: T, options: WriteOptions = {}): Promise<T> {
    if (options.subresource === 'scale') {
      this.world.store.begin();
      const current = getObject(this.world, kind, options.namespace, object.metadata.name);
      return (await this.rescale(kind, object, current, options)) as T;
    }
    await checkFieldsOf(kind, object, options.fieldValidation, options.warn);
    return (await this.replace(kind, object, options)) as T;
  }

  async patch<T extends KubeObject>(kind: Kind<T>, name: string, patch: Patch, options: WriteOptions = {}): Promise<T> {
    this.world.store.begin();
    if (patch.type === 'apply') return (await this.apply(kind, name, patch, options)) as T;
    const { patched } = await import('./patch');
    const current = getObject(this.world, kind, options.namespace, name);
    if (options.subresource === 'scale') {
      return (await this.rescale(kind, patched(kind, readScale(kind, current), patch), current, options)) as T;
    }
    const object = patched(kind, current, patch);
    await checkFieldsOf(kind, object, options.fieldValidation, options.warn);
    return (await this.replace(kind, object, options)) as T;
  }

  async delete<T extends KubeObject>(kind: Kind<T>, name: string, options: DeleteOptions = {}): Promise<T> {
    requireStored(kind);
    this.world.store.begin();
    const object = getObject(this.world, kind, options.namespace, name);
    return deleteObject(this.world, kind, object, options) as T;
  }

  /** Answers a kind that is not stored. */
  private async review(kind: Kind, object: KubeObject, options: WriteOptions): Promise<KubeObject> {
    const { answerReview } = await import('./reviews/reviews');
    const asked = this.decoded(kind, object, options.namespace);
    return answerReview(this.world, kind, asked, options.user ?? this.world.administrator());
  }

  private async rescale(
    kind: Kind,
    scale: KubeObject,
    current: KubeObject,
    options: WriteOptions,
  ): Promise<KubeObject> {
    return await writeScale(kind, scale, current, async (object) => {
      const managedFields = await this.managedFields(kind, current, object, options);
      const scaled = { ...object, metadata: { ...object.metadata, managedFields } };
      return this.put(kind, scaled, current, { ...options, subresource: undefined });
    });
  }

  /** Server-side apply: makes the object, or what the configuration says of it. */
  private async apply(
    kind: Kind,
    name: string,
    { body, force }: Extract<Patch, { type: 'apply' }>,
    options: WriteOptions,
  ): Promise<KubeObject> {
    const { appliedObject, readConfiguration } = await import('./field-manager/field-manager');
    const { fieldManager = '', subresource } = options;
    const config = readConfiguration(kind, name, body, fieldManager);
    await checkFieldsOf(kind, config, options.fieldValidation, options.warn);
    this.place(kind, config, options.namespace);
    const live = this.world.store.get(objectKey(kind, config.metadata.namespace, name));
    const time = formatTime(this.world.now());
    const object = appliedObject({ kind, live, object: config, fieldManager, subresource, time }, force, (made) =>
      this.decoded(kind, made, options.namespace),
    );
    if (live !== undefined) return this.put(kind, object, live, options);
    if (subresource !== undefined) throw notFound(kind, name);
    return this.add(kind, object, options);
  }

  private async replace(kind: Kind, object: KubeObject, options: WriteOptions): Promise<KubeObject> {
    const candidate = this.decoded(kind, object, options.namespace);
    const { namespace, name, uid } = candidate.metadata;
    this.world.store.begin();
    const old = this.world.store.get(objectKey(kind, namespace, name));
    if (old === undefined) throw notFound(kind, name);
    if (uid !== undefined && uid !== old.metadata.uid) throw conflict(kind, name, `${modifiedMeanwhile}`);
    if (options.subresource === 'approval') keepDecision(candidate, old, this.world.now());
    if (options.subresource === 'ephemeralcontainers') keepEphemeralContainers(candidate, old);
    candidate.metadata.managedFields = await this.managedFields(kind, old, candidate, options);
    return this.put(kind, candidate, old, options);
  }

  /** Stores a new object. */
  private add(kind: Kind, object: KubeObject, { dryRun }: WriteOptions): KubeObject {
    this.admit(kind, object, 'CREATE');
    const prepared = prepareCreate(this.world, kind, object);
    this.allocate(kind, prepared);
    return dryRun ? prepared : storeObject(this.world, kind, prepared);
  }

  /** Stores an object in the place of an old one. */
  private put(kind: Kind, object: KubeObject, old: KubeObject, { dryRun, subresource }: WriteOptions): KubeObject {
    this.admit(kind, object, 'UPDATE');
    const prepared = prepareUpdate(kind, object, old, subresource);
    this.allocate(kind, prepared);
    if (dryRun) return prepared;
    if (finishDeletion(this.world, kind, prepared)) return prepared;
    return deepEqual(prepared, old) ? old : storeObject(this.world, kind, prepared);
  }

  /** Whose an object's fields are after a write; a writer without a name is not noted. */
  private async managedFields(
    kind: Kind,
    live: KubeObject | undefined,
    object: KubeObject,
    { fieldManager, subresource }: WriteOptions,
  ): Promise<ManagedFieldsEntry[] | undefined> {
    if (fieldManager === undefined) return object.metadata.managedFields ?? live?.metadata.managedFields;
    const { managedAfterUpdate } = await import('./field-manager/field-manager');
    return managedAfterUpdate({ kind, live, object, fieldManager, subresource, time: formatTime(this.world.now()) });
  }

  /** A copy of an object as a decoder makes it, in its place. */
  private decoded(kind: Kind, object: KubeObject, namespace: string | undefined): KubeObject {
    const made = withZeroValues(kind, object);
    this.place(kind, made, namespace);
    strategyFor(kind).setDefaults?.(made);
    return made;
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
