import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { LowSync, type SyncAdapter } from 'lowdb';
import { compareText, type JsonObject } from '../../apimachinery/json';
import { type StateAdapter, type StateDocument, StateError } from '../store';
import { blobFolder } from './blob-folder';
import { FileLock } from './file-lock';
import { appendHistory } from './history-file';
import { sleep } from './sleep';

/**
 * The state in one JSON file, an object a line, with lowdb. The file is replaced at once (written aside, flushed,
 * renamed); the steps of each commit are appended to a history file beside it, which only watches read. Larger contents
 * of containers' files lie in a folder beside it.
 * @param path the state file; its folder is made when it is missing
 */
export function jsonFileAdapter(path: string): StateAdapter {
  const lock = new FileLock(`${path}.lock`);
  const database = new LowSync<StateDocument | null>(documentFile(path), null);
  return {
    read() {
      database.read();
      return database.data ?? undefined;
    },
    write(document, changes) {
      database.data = document;
      database.write();
      appendHistory(path, changes);
    },
    blobs: blobFolder(`${path}.files`),
    revision: () => fileRevision(path),
    lock() {
      makeFolder(path);
      lock.acquire();
    },
    unlock: () => lock.release(),
  };
}

function documentFile(path: string): SyncAdapter<StateDocument | null> {
  return {
    read: () => readDocument(path),
    write: (document) => {
      if (document !== null) replaceFile(path, documentText(document));
    },
  };
}

function fileRevision(path: string): string {
  const stat = statOf(path);
  return stat === undefined ? 'none' : `${stat.ino}-${stat.size}-${stat.mtimeNs}`;
}

function statOf(path: string) {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    throw new StateError(`cannot read the state file ${path}: ${reason(error)}\n${elsewhere}`);
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw unwritable(path, error);
  }
}

function readDocument(path: string): StateDocument | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw new StateError(`cannot read the state file ${path}: ${reason(error)}\n${advice}`);
  }
  const document = parseDocument(text, path);
  if (document.format !== 1) {
    throw new StateError(
      `the state file ${path} has format ${JSON.stringify(document.format)}, this version reads format 1\n${advice}`,
    );
  }
  return document;
}

const advice =
  'It was left as it is. Move it away, or name another one with KUBECTL_LITE_STATE=FILE, or start anew with "kubectl-lite sim reset" (which keeps a copy of it).';

const elsewhere = 'Name another file with KUBECTL_LITE_STATE=FILE or another folder with KUBECTL_LITE_HOME=DIR.';

function parseDocument(text: string, path: string): StateDocument {
  try {
    const document: unknown = JSON.parse(text);
    if (isState(document)) return document;
  } catch (error) {
    throw new StateError(`the state file ${path} is not valid JSON: ${reason(error)}\n${advice}`);
  }
  throw new StateError(`the state file ${path} does not hold a cluster's state\n${advice}`);
}

function isState(document: unknown): document is StateDocument {
  if (!isRecord(document) || !isRecord(document.objects)) return false;
  if (document.format !== 1) return document.format !== undefined;
  const { resourceVersion, simulator, objects } = document;
  return (
    typeof resourceVersion === 'number' &&
    isRecord(simulator) &&
    Object.values(objects).every((object) => isRecord(object) && isRecord(object.metadata))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One valid JSON document, an object a line, so that people, jq and diff can read it. */
function documentText(document: StateDocument): string {
  const { objects, ...rest } = document;
  const head = Object.entries(rest as JsonObject).map(
    ([field, value]) => `${JSON.stringify(field)}:${JSON.stringify(value)}`,
  );
  const lines = Object.keys(objects)
    .sort(compareText)
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(objects[key])}`);
  return `{${head.join(',\n')},\n"objects":{\n${lines.join(',\n')}\n}}\n`;
}

function replaceFile(path: string, text: string): void {
  const aside = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(aside, 'w', 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renamePatiently(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw unwritable(path, error);
  }
}

/** Windows refuses to replace a file while somebody reads it: that lasts for moments only. */
function renamePatiently(from: string, to: string): void {
  for (let attempt = 1; ; attempt++) {
    try {
      return renameSync(from, to);
    } catch (error) {
      const isBusy = ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '');
      if (process.platform !== 'win32' || !isBusy || attempt === 50) throw error;
      sleep(10);
    }
  }
}

function unwritable(path: string, error: unknown): StateError {
  return new StateError(`cannot write the state file ${path}: ${reason(error)}\nNothing was changed. ${elsewhere}`);
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
