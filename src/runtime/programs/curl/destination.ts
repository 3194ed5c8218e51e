import { FileError } from '../../files/file-error';
import { absolutePath, parentOf } from '../../files/path';
import { joined, toBytes } from '../../streams';
import { CurlFailure } from './failure';
import { type CurlSession, warn } from './session';

/** Where what is received goes. */
export type Destination = {
  /** A file's path as it was given; empty for standard output. */
  readonly path: string;
  readonly write: (data: string | Uint8Array) => void;
  /** Puts what was written to its file. @throws CurlFailure */
  readonly close: (isComplete: boolean) => void;
};

function writeFile(session: CurlSession, path: string, bytes: Uint8Array): void {
  const { io, options } = session;
  const { files } = io.world;
  try {
    if (options.has('create-dirs')) files.makeFolders(parentOf(absolutePath(path, io.cwd)));
    files.write(path, bytes, io.cwd);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    warn(session, `Failed to open the file ${path}: ${error.reason}`);
    throw new CurlFailure(23, 'Failure writing output to destination');
  }
}

/** Opens where a transfer's output goes. @param path undefined or `-` for standard output */
export function openDestination(session: CurlSession, path: string | undefined): Destination {
  const { io, options } = session;
  if (path === undefined || path === '-') {
    return { path: '', write: (data) => io.stdout.write(data), close: () => undefined };
  }
  const folder = options.last('output-dir');
  const whole = folder === undefined ? path : `${folder}/${path}`;
  const chunks: Uint8Array[] = [];
  return {
    path: whole,
    write(data) {
      // A file that cannot be written is told of when there is something for it.
      if (chunks.length === 0) writeFile(session, whole, new Uint8Array());
      chunks.push(toBytes(data));
    },
    close(isComplete) {
      if (isComplete || chunks.length > 0) writeFile(session, whole, joined(chunks));
    },
  };
}

/** Adds a response's head to where `-D` wants it. */
export function dumpHead({ io, options }: CurlSession, text: string): void {
  const path = options.last('dump-header');
  if (path === undefined) return;
  if (path === '-') io.stdout.write(text);
  else io.world.files.append(path, toBytes(text), io.cwd);
}
