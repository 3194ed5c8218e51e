import { compareText } from '../../apimachinery/json';
import { joined } from '../streams';
import { FileError } from './file-error';
import { type Blobs, bytesOf, contentOf, type FileNode, sizeOf } from './node';
import { absolutePath, baseOf, below, parentOf, restBelow } from './path';
import type { Volume, VolumeUsage } from './volume';

/** A volume where a container sees it. */
export type Mount = {
  readonly path: string;
  readonly volume: Volume;
  readonly readOnly?: boolean;
  /** What `mount` and `df` print of it. */
  readonly source: string;
  readonly type: string;
};

/** Who touches files. */
export type FileUser = { readonly uid: number; readonly gid: number; readonly groups: readonly number[] };

/** What a file or folder is, with the path where its links lead. */
export type Stat = FileNode & { readonly path: string; readonly size: number };

/** One file may not be larger: contents pass through memory. */
const LARGEST = 64 * 1024 * 1024;
const MOST_LINKS = 40;
/** A file of more bytes than that is not written anew each time that something is added; so many are gathered. */
const SHORT = 64 * 1024;
const GATHERED = 8 * 1024 * 1024;

/** What was added to a file and is not written yet; there is room for so many bytes. */
type Gathered = { readonly path: string; readonly chunks: Uint8Array[]; size: number; readonly room: number };
const FOLDER_SIZE = 4096;

/**
 * The files that a container sees: volumes mounted over one another, with links, permissions and limits.
 * Every path that is given may be relative to `cwd`; every method throws FileError.
 */
export class FileSystem {
  private gathered: Gathered | undefined;

  /** @param now milliseconds since 1970: what is written is stamped with it */
  constructor(
    readonly mounts: readonly Mount[],
    private readonly blobs: Blobs,
    private readonly now: () => number,
    private readonly user: FileUser = { uid: 0, gid: 0, groups: [] },
  ) {}

  /** What a path names; links at its end are followed unless said otherwise. */
  stat(path: string, cwd = '/', follow = true): Stat {
    const real = this.resolve(path, cwd, follow);
    const node = this.nodeAt(real);
    if (node === undefined) throw new FileError('ENOENT', path);
    return { ...node, path: real, size: nodeSize(node) };
  }

  /** The same, or undefined where there is nothing. */
  find(path: string, cwd = '/', follow = true): Stat | undefined {
    try {
      return this.stat(path, cwd, follow);
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }

  isFolder(path: string, cwd = '/'): boolean {
    return this.find(path, cwd)?.type === 'folder';
  }

  /** The sorted names in a folder. */
  list(path: string, cwd = '/'): string[] {
    const stat = this.stat(path, cwd);
    if (stat.type !== 'folder') throw new FileError('ENOTDIR', path);
    if (!this.may(stat, 4)) throw new FileError('EACCES', path);
    const { volume, rest } = this.placeOf(stat.path);
    const mounted = this.mounts
      .filter((mount) => mount.path !== '/' && parentOf(mount.path) === stat.path)
      .map((mount) => baseOf(mount.path));
    return [...new Set([...volume.names(rest), ...mounted])].sort(compareText);
  }

  read(path: string, cwd = '/'): Uint8Array {
    const stat = this.stat(path, cwd);
    if (stat.type === 'folder') throw new FileError('EISDIR', path);
    if (!this.may(stat, 4)) throw new FileError('EACCES', path);
    return stat.type === 'file' ? bytesOf(stat.content, this.blobs) : new Uint8Array();
  }

  readText(path: string, cwd = '/'): string {
    return new TextDecoder().decode(this.read(path, cwd));
  }

  /** Makes or replaces a file. */
  write(path: string, bytes: Uint8Array, cwd = '/', mode = 0o644): void {
    const real = this.resolve(path, cwd, true);
    const before = this.nodeAt(real);
    if (before?.type === 'folder') throw new FileError('EISDIR', path);
    if (bytes.length > LARGEST) throw new FileError('EFBIG', path);
    if (before === undefined) this.requireParent(real, path);
    else if (!this.may(before, 2)) throw new FileError('EACCES', path);
    const owner = before ?? { mode, uid: this.user.uid || undefined, gid: this.user.gid || undefined };
    this.put(real, path, {
      type: 'file',
      mode: owner.mode,
      mtime: this.now(),
      uid: owner.uid,
      gid: owner.gid,
      content: contentOf(bytes, this.blobs),
    });
  }

  /** Writes to the end of a file. What is added to a long one is gathered until somebody looks, or `flush` is called. */
  append(path: string, bytes: Uint8Array, cwd = '/'): void {
    const place = absolutePath(path, cwd);
    if (this.gathered?.path === place && this.gathered.size < GATHERED) {
      this.gather(this.gathered, bytes);
      return;
    }
    const before = this.find(path, cwd);
    if (before?.type !== 'file') {
      this.write(path, bytes, cwd);
      return;
    }
    if (before.size > SHORT && this.may(before, 2)) {
      const { capacity, used } = this.usage(path, cwd);
      const room = Math.min(capacity - used, LARGEST - before.size);
      this.gathered = { path: place, chunks: [], size: 0, room };
      this.gather(this.gathered, bytes);
      return;
    }
    this.write(path, joined([bytesOf(before.content, this.blobs), bytes]), cwd);
  }

  private gather(gathered: Gathered, bytes: Uint8Array): void {
    if (gathered.size + bytes.length > gathered.room) {
      this.flush();
      throw new FileError(gathered.room >= LARGEST / 2 ? 'EFBIG' : 'ENOSPC', gathered.path);
    }
    gathered.chunks.push(bytes.slice());
    gathered.size += bytes.length;
  }

  /** Writes what was gathered. */
  flush(): void {
    const { gathered } = this;
    this.gathered = undefined;
    if (gathered === undefined) return;
    const { content } = this.stat(gathered.path) as FileNode & { type: 'file' };
    this.write(gathered.path, joined([bytesOf(content, this.blobs), ...gathered.chunks]));
  }

  makeFolder(path: string, cwd = '/', mode = 0o755): void {
    const real = this.resolve(path, cwd, false);
    if (this.nodeAt(real) !== undefined) throw new FileError('EEXIST', path);
    this.requireParent(real, path);
    const { uid, gid } = this.user;
    this.put(real, path, { type: 'folder', mode, mtime: this.now(), uid: uid || undefined, gid: gid || undefined });
  }

  /** Makes a folder and those above it; one that is there is left as it is. */
  makeFolders(path: string, cwd = '/'): void {
    const parts = absolutePath(path, cwd).split('/').slice(1);
    for (let count = 1; count <= parts.length; count += 1) {
      const folder = `/${parts.slice(0, count).join('/')}`;
      const found = this.find(folder);
      if (found === undefined) this.makeFolder(folder);
      else if (found.type !== 'folder') throw new FileError(count === parts.length ? 'EEXIST' : 'ENOTDIR', path);
    }
  }

  makeLink(target: string, path: string, cwd = '/'): void {
    const real = this.resolve(path, cwd, false);
    if (this.nodeAt(real) !== undefined) throw new FileError('EEXIST', path);
    this.requireParent(real, path);
    this.put(real, path, { type: 'link', mode: 0o777, mtime: this.now(), target });
  }

  /** Takes a file, a link or a folder with all that it holds. */
  remove(path: string, cwd = '/'): void {
    const real = this.resolve(path, cwd, false);
    if (this.nodeAt(real) === undefined) throw new FileError('ENOENT', path);
    this.requireRemovable(real, path);
    const { volume, rest } = this.placeOf(real);
    volume.remove(rest);
    this.touchParent(real);
  }

  /** Takes an empty folder. */
  removeFolder(path: string, cwd = '/'): void {
    const stat = this.stat(path, cwd, false);
    if (stat.type !== 'folder') throw new FileError('ENOTDIR', path);
    if (this.list(path, cwd).length > 0) throw new FileError('ENOTEMPTY', path);
    this.remove(path, cwd);
  }

  /** Moves a file or folder to another name, which it replaces. */
  rename(from: string, to: string, cwd = '/'): void {
    const source = this.stat(from, cwd, false);
    const target = this.resolve(to, cwd, false);
    if (target === source.path) return;
    this.requireRemovable(source.path, from);
    if (restBelow(source.path, target) !== undefined) throw new FileError('EINVAL', to);
    if (this.nodeAt(target)?.type === 'folder') this.removeFolder(target);
    this.copyNodes(source.path, target);
    this.remove(source.path);
  }

  /** Copies nodes as they are, with all that lies below them. */
  copyNodes(from: string, to: string): void {
    const node = this.nodeAt(from);
    if (node === undefined) throw new FileError('ENOENT', from);
    this.requireParent(to, to);
    this.put(to, to, node);
    if (node.type !== 'folder') return;
    for (const name of this.list(from)) this.copyNodes(below(from, name), below(to, name));
  }

  /** Changes a node's permission bits, owner or time. */
  change(path: string, change: Partial<Pick<FileNode, 'mode' | 'uid' | 'gid' | 'mtime'>>, cwd = '/'): void {
    const { path: real, size: _, ...node } = this.stat(path, cwd);
    const { uid } = this.user;
    if (uid !== 0 && uid !== (node.uid ?? 0)) throw new FileError('EPERM', path);
    this.put(real, path, { ...node, ...change });
  }

  /** How full the volume is that a path lies in, and where that is mounted. */
  usage(path: string, cwd = '/'): VolumeUsage & { readonly mount: Mount } {
    const { mount, volume } = this.placeOf(this.stat(path, cwd).path);
    return { ...volume.usage(), mount };
  }

  /** The path without links; its last part need not exist. */
  resolve(path: string, cwd = '/', follow = true): string {
    this.flush();
    if (path === '') throw new FileError('ENOENT', path);
    const left = absolutelySplit(path, cwd);
    let at = '/';
    for (let links = 0; left.length > 0; ) {
      const name = left.shift() ?? '';
      const node = this.nodeAt(at);
      if (node === undefined) throw new FileError('ENOENT', path);
      if (node.type !== 'folder') throw new FileError('ENOTDIR', path);
      if (name === '..') {
        at = parentOf(at);
        continue;
      }
      if (!this.may(node, 1)) throw new FileError('EACCES', path);
      const next = below(at, name);
      const found = this.nodeAt(next);
      const isLast = left.length === 0;
      if (found?.type === 'link' && (!isLast || follow)) {
        links += 1;
        if (links > MOST_LINKS) throw new FileError('ELOOP', path);
        left.unshift(...absolutelySplit(found.target, ''));
        if (found.target.startsWith('/')) at = '/';
        continue;
      }
      if (isLast && path.endsWith('/') && found !== undefined && found.type !== 'folder') {
        throw new FileError('ENOTDIR', path);
      }
      at = next;
    }
    return at;
  }

  /** @param mask 4 to read, 2 to write, 1 to pass through or run */
  may(node: FileNode, mask: 1 | 2 | 4): boolean {
    const { uid, gid, groups } = this.user;
    if (uid === 0) return mask !== 1 || node.type === 'folder' || (node.mode & 0o111) !== 0;
    const isOwner = (node.uid ?? 0) === uid;
    const isGroup = [gid, ...groups].includes(node.gid ?? 0);
    const shift = isOwner ? 6 : isGroup ? 3 : 0;
    return ((node.mode >> shift) & mask) !== 0;
  }

  private nodeAt(path: string): FileNode | undefined {
    const { volume, rest } = this.placeOf(path);
    const found = volume.get(rest);
    if (found !== undefined) return found;
    const leadsToMount = this.mounts.some((mount) => restBelow(path, mount.path) !== undefined);
    return leadsToMount ? { type: 'folder', mode: 0o755, mtime: 0 } : undefined;
  }

  private placeOf(path: string): { mount: Mount; volume: Volume; rest: string; readOnly: boolean } {
    let found: { mount: Mount; rest: string } | undefined;
    for (const mount of this.mounts) {
      const rest = restBelow(mount.path, path);
      const isDeeper = found === undefined || mount.path.length >= found.mount.path.length;
      if (rest !== undefined && isDeeper) found = { mount, rest };
    }
    if (found === undefined) throw new FileError('ENOENT', path);
    const { mount, rest } = found;
    return { mount, volume: mount.volume, rest, readOnly: mount.readOnly ?? false };
  }

  private requireRemovable(real: string, path: string): void {
    if (this.mounts.some((mount) => restBelow(real, mount.path) !== undefined)) throw new FileError('EBUSY', path);
    this.requireParent(real, path);
  }

  /** A folder's time is that of the last change of what is in it. */
  private touchParent(real: string): void {
    const parent = parentOf(real);
    const node = this.nodeAt(parent);
    const { volume, rest, readOnly } = this.placeOf(parent);
    if (node?.type === 'folder' && !readOnly && volume === this.placeOf(real).volume) {
      volume.put(rest, { ...node, mtime: this.now() });
    }
  }

  private requireParent(real: string, path: string): void {
    const parent = this.nodeAt(parentOf(real));
    if (parent === undefined) throw new FileError('ENOENT', path);
    if (parent.type !== 'folder') throw new FileError('ENOTDIR', path);
    if (this.placeOf(real).readOnly) throw new FileError('EROFS', path);
    if (!this.may(parent, 2)) throw new FileError('EACCES', path);
  }

  private put(real: string, path: string, node: FileNode): void {
    const { volume, rest, readOnly } = this.placeOf(real);
    if (readOnly) throw new FileError('EROFS', path);
    const isNew = volume.get(rest) === undefined;
    try {
      volume.put(rest, node);
      if (isNew) this.touchParent(real);
    } catch (error) {
      throw error instanceof FileError ? new FileError(error.code, path) : error;
    }
  }
}

function absolutelySplit(path: string, cwd: string): string[] {
  const whole = path.startsWith('/') ? path : `${cwd}/${path}`;
  return whole.split('/').filter((part) => part !== '' && part !== '.');
}

function nodeSize(node: FileNode): number {
  if (node.type === 'folder') return FOLDER_SIZE;
  return node.type === 'file' ? sizeOf(node.content) : node.target.length;
}
