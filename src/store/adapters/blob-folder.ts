import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BlobStore, StateError } from '../store';

/** A name is a hash, and never a path. */
const NAME = /^[0-9a-f]{64}$/;

/** Contents as files of a folder, each named by the SHA-256 of what it holds; the folder is made when it is needed. */
export function blobFolder(folder: string): BlobStore {
  return {
    read(name) {
      if (!NAME.test(name)) return undefined;
      try {
        return readFileSync(join(folder, name));
      } catch {
        return undefined;
      }
    },
    nameOf: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    write(name, bytes) {
      const path = join(folder, name);
      const aside = `${path}.${process.pid}.tmp`;
      if (existsSync(path)) return;
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileSync(aside, bytes, { mode: 0o600 });
        renameSync(aside, path);
      } catch (error) {
        rmSync(aside, { force: true });
        throw new StateError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    keep(names) {
      for (const name of namesIn(folder)) if (!names.has(name)) rmSync(join(folder, name), { force: true });
      if (names.size === 0) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
