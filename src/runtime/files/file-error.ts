const reasons = {
  ENOENT: 'No such file or directory',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  EEXIST: 'File exists',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EINVAL: 'Invalid argument',
  EFBIG: 'File too large',
  ENOSPC: 'No space left on device',
  EROFS: 'Read-only file system',
  EBUSY: 'Device or resource busy',
  EXDEV: 'Invalid cross-device link',
  ENOTEMPTY: 'Directory not empty',
  ELOOP: 'Too many levels of symbolic links',
} as const;

/** The names that Linux has for what goes wrong with files. */
export type FileErrorCode = keyof typeof reasons;

/** Something cannot be done with a file; `reason` is what C's strerror says of it. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly reason: string;

  constructor(
    readonly code: FileErrorCode,
    readonly path: string,
  ) {
    super(`${code}: ${reasons[code].toLowerCase()}, '${path}'`);
    this.reason = reasons[code];
  }
}

/** Runs something and answers the file error that it ends with, if it does. */
export function fileErrorOf(run: () => void): FileError | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
}
