import { FileError } from '../../files/file-error';
import { baseOf } from '../../files/path';
import { toBytes } from '../../streams';
import type { CurlUrl } from '../curl/url';
import type { ProgramIo } from '../program';

/** The name that a URL's file gets: the last part of its path with its query, or `index.html`. */
export function fileNameOf({ path, query }: CurlUrl): string {
  const name = baseOf(path);
  return `${name === '' ? 'index.html' : name}${query}`;
}

/** Writes a file; answers why it cannot be written. */
export function saveFile({ world, cwd }: ProgramIo, path: string, bytes: Uint8Array): string | undefined {
  try {
    world.files.write(path, bytes, cwd);
    return undefined;
  } catch (error) {
    if (error instanceof FileError) return error.reason;
    throw error;
  }
}

/** What `--post-data` and `--post-file` send; undefined where there is none. @throws FileError */
export function postBody(
  data: string | undefined,
  file: string | undefined,
  { world, cwd }: ProgramIo,
): Uint8Array | undefined {
  if (file !== undefined) return world.files.read(file, cwd);
  return data === undefined ? undefined : toBytes(data);
}

/** Splits `Name: value`. */
export function splitHeader(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  return colon < 0 ? [line.trim(), ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}
