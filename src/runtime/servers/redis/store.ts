import type { ContainerWorld } from '../../container-world';
import { FileError } from '../../files/file-error';
import { bytesOf } from '../answer';

/** What a key holds. */
export type Value = (
  | { type: 'string'; value: string }
  | { type: 'list'; value: string[] }
  | { type: 'set'; value: string[] }
  | { type: 'hash'; value: { [field: string]: string } }
) & {
  /** Milliseconds since 1970 after which it is gone. */
  expires?: number;
};

/** What a server keeps: its keys, and the settings that were changed. */
export type Data = { keys: { [key: string]: Value }; settings: { [name: string]: string } };

/** Kept in a file of the container, so that it lasts from one request to the next and as long as its volume does. */
export class RedisStore {
  readonly data: Data;

  constructor(
    private readonly world: ContainerWorld,
    private readonly folder: string,
  ) {
    this.data = this.load();
  }

  private get path(): string {
    return `${this.folder.replace(/\/$/, '')}/dump.json`;
  }

  private load(): Data {
    const empty: Data = { keys: {}, settings: {} };
    if (this.world.files.find(this.path)?.type !== 'file') return empty;
    try {
      const data: Data = JSON.parse(this.world.files.readText(this.path));
      const now = this.world.clock.now();
      const live = Object.entries(data.keys).filter(([, { expires }]) => expires === undefined || expires > now);
      return { ...empty, ...data, keys: Object.fromEntries(live) };
    } catch {
      return empty;
    }
  }

  /** @returns whether it could be kept */
  save(): boolean {
    try {
      this.world.files.write(this.path, bytesOf(`${JSON.stringify(this.data)}\n`));
      return true;
    } catch (error) {
      if (error instanceof FileError) return false;
      throw error;
    }
  }

  get(key: string): Value | undefined {
    return Object.hasOwn(this.data.keys, key) ? this.data.keys[key] : undefined;
  }

  set(key: string, value: Value | undefined): void {
    if (value === undefined) delete this.data.keys[key];
    else Object.defineProperty(this.data.keys, key, { value, enumerable: true, configurable: true, writable: true });
  }

  now(): number {
    return this.world.clock.now();
  }
}
