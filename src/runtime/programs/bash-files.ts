import type { CpOptions, FileContent, FsStat, IFileSystem, MkdirOptions, RmOptions } from 'just-bash';
import { FileError } from '../files/file-error';
import type { FileSystem, Stat } from '../files/file-system';
import { absolutePath, baseOf, below } from '../files/path';

function statOf(stat: Stat): FsStat {
  return {
    isFile: stat.type === 'file',
    isDirectory: stat.type === 'folder',
    isSymbolicLink: stat.type === 'link',
    mode: stat.mode,
    size: stat.size,
    mtime: new Date(stat.mtime),
  };
}

function bytesOf(content: FileContent, encoding?: string): Uint8Array {
  if (typeof content !== 'string') return content;
  const isLatin1 = encoding === 'latin1' || encoding === 'binary';
  return isLatin1
    ? Uint8Array.from(content, (character) => character.charCodeAt(0))
    : new TextEncoder().encode(content);
}

const encodingOf = (options: unknown): string | undefined =>
  typeof options === 'string' ? options : (options as { encoding?: string } | undefined)?.encoding;

/** A container's files as just-bash asks for them. */
export function bashFiles(files: FileSystem): IFileSystem {
  return {
    readFile: async (path, options) => {
      const bytes = files.read(path);
      const isLatin1 = ['latin1', 'binary'].includes(encodingOf(options) ?? '');
      return isLatin1 ? latin1(bytes) : new TextDecoder().decode(bytes);
    },
    readFileBuffer: async (path) => files.read(path),
    writeFile: async (path, content, options) => files.write(path, bytesOf(content, encodingOf(options))),
    appendFile: async (path, content, options) => files.append(path, bytesOf(content, encodingOf(options))),
    exists: async (path) => files.find(path) !== undefined,
    stat: async (path) => statOf(files.stat(path)),
    lstat: async (path) => statOf(files.stat(path, '/', false)),
    mkdir: async (path, options?: MkdirOptions) =>
      options?.recursive ? files.makeFolders(path) : files.makeFolder(path),
    readdir: async (path) => files.list(path),
    rm: async (path, options?: RmOptions) => remove(files, path, options),
    cp: async (from, to, options?: CpOptions) => {
      const source = files.stat(from);
      if (source.type === 'folder' && !options?.recursive) throw new FileError('EISDIR', from);
      const place = files.isFolder(to) ? below(files.resolve(to), baseOf(source.path)) : files.resolve(to);
      files.copyNodes(source.path, place);
    },
    mv: async (from, to) => files.rename(from, to),
    resolvePath: (base, path) => absolutePath(path, base),
    getAllPaths: () => [],
    chmod: async (path, mode) => files.change(path, { mode }),
    symlink: async (target, path) => files.makeLink(target, path),
    link: async (from, to) => files.copyNodes(files.stat(from).path, files.resolve(to)),
    readlink: async (path) => {
      const stat = files.stat(path, '/', false);
      if (stat.type !== 'link') throw new FileError('EINVAL', path);
      return stat.target;
    },
    realpath: async (path) => files.stat(path).path,
    utimes: async (path, _atime, mtime) => files.change(path, { mtime: mtime.getTime() }),
  };
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

function remove(files: FileSystem, path: string, options: RmOptions = {}): void {
  const stat = files.find(path, '/', false);
  if (stat === undefined) {
    if (!options.force) throw new FileError('ENOENT', path);
  } else if (stat.type === 'folder' && !options.recursive) files.removeFolder(path);
  else files.remove(path);
}
