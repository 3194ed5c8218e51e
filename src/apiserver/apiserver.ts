import type { DeleteOptions } from '../apimachinery/delete-options';
import type { Kind, KubeObject } from '../apimachinery/meta';
import type { Client, List, ListOptions, Patch, WatchEvent, WatchOptions, WriteOptions } from '../client/client';
import { getObject, listObjects } from '../registry/objects';
import {
  type CustomResourceDefinition,
  names as customresourcedefinitions,
} from '../resources/apiextensions/customresourcedefinition';
import { servedKinds } from '../resources/kinds';
import { isMetricsKind } from '../resources/metrics/metrics-kind';
import { isVersionedKind } from '../resources/versioned-kind';
import { listPage } from './list-page';
import { requireStored } from './reviews/require-stored';
import { selects } from './selection';
import { inVersion } from './version';
import type { Writer, WriterWorld } from './writer';

export type ApiServerWorld = WriterWorld & {
  /** Changes after a version, for watches. */
  readonly watch: (kind: Kind, options: WatchOptions, from: string) => AsyncIterable<WatchEvent>;
};

/** The API server in this process: every request becomes a verb on the registry. */
export class ApiServer implements Client {
  private loaded: Writer | undefined;

  constructor(private readonly world: ApiServerWorld) {}

  async get<T extends KubeObject>(kind: Kind<T>, name: string, namespace?: string, subresource?: string): Promise<T> {
    requireStored(kind);
    if (isMetricsKind(kind)) return (await import('./metrics')).getMetrics(this.world, kind, namespace, name) as T;
    if (subresource !== undefined) {
      const { readSubresource } = await import('./read-subresource');
      return readSubresource(kind, subresource, () => getObject(this.world, kind, namespace, name)) as T;
    }
    return inVersion(kind, getObject(this.world, kind, namespace, name)) as T;
  }

  async list<T extends KubeObject>(kind: Kind<T>, options: ListOptions = {}): Promise<List<T>> {
    requireStored(kind);
    const items = (await this.objects(kind, options.namespace)).filter(await selects(kind, options));
    return listPage(items.map((item) => inVersion(kind, item)) as T[], options, String(this.world.store.version));
  }

  async *watch<T extends KubeObject>(kind: Kind<T>, options: WatchOptions): AsyncIterable<WatchEvent<T>> {
    const list = await this.list(kind, options);
    if (options.resourceVersion === undefined) for (const object of list.items) yield { type: 'ADDED', object };
    const from = options.resourceVersion ?? list.resourceVersion;
    for await (const { type, object } of this.world.watch(kind, options, from)) {
      yield { type, object: inVersion(kind, object) as T };
    }
  }

  async create<T extends KubeObject>(kind: Kind<T>, object: T, options?: WriteOptions): Promise<T> {
    return await (await this.writer(kind)).create(kind, object, options);
  }

  async update<T extends KubeObject>(kind: Kind<T>, object: T, options?: WriteOptions): Promise<T> {
    return await (await this.writer(kind)).update(kind, object, options);
  }

  async patch<T extends KubeObject>(kind: Kind<T>, name: string, patch: Patch, options?: WriteOptions): Promise<T> {
    return await (await this.writer(kind)).patch(kind, name, patch, options);
  }

  async delete<T extends KubeObject>(kind: Kind<T>, name: string, options?: DeleteOptions): Promise<T> {
    return await (await this.writer(kind)).delete(kind, name, options);
  }

  async kinds(): Promise<readonly Kind[]> {
    const definitions = listObjects(this.world, customresourcedefinitions);
    if (definitions.length === 0) return servedKinds;
    const { customKinds } = await import('../resources/apiextensions/custom-kind');
    return [...servedKinds, ...customKinds(definitions as CustomResourceDefinition[])];
  }

  private async objects(kind: Kind, namespace: string | undefined): Promise<KubeObject[]> {
    if (!isMetricsKind(kind)) return listObjects(this.world, kind, namespace);
    return (await import('./metrics')).listMetrics(this.world, kind, namespace);
  }

  /** Commands that only read do without. */
  private async writer(kind: Kind): Promise<Pick<Client, 'create' | 'update' | 'patch' | 'delete'>> {
    if (this.loaded === undefined) {
      const { Writer } = await import('./writer');
      this.loaded = new Writer(this.world);
    }
    if (!isVersionedKind(kind)) return this.loaded;
    const { versionedWriter } = await import('./versioned-writer');
    return versionedWriter(this.loaded, kind, (name, namespace) => this.get(kind, name, namespace));
  }
}
