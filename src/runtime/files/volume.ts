import { FileError } from './file-error';
import { type FileNode, type FileTree, folder, type LayerNode, sizeOf } from './node';
import { parentOf, restBelow } from './path';

/** A tree of files that can be mounted. Paths in it are absolute, without links, and begin at its own root. */
export interface Volume {
  get(path: string): FileNode | undefined;
  /** The names in a folder, in no order. */
  names(path: string): string[];
  /** Keeps a node. @throws FileError EROFS, ENOSPC */
  put(path: string, node: FileNode): void;
  /** Takes a node out, with all below it. @throws FileError EROFS */
  remove(path: string): void;
  /** How much it may hold and holds, in bytes. */
  usage(): VolumeUsage;
}

/** Bytes; a volume without a limit of its own has that of its node's disk. */
export type VolumeUsage = { readonly capacity: number; readonly used: number };

/** How many files and folders one volume may hold. */
const MOST_FILES = 20_000;

const root = folder();

/** A tree that nobody may write. @param read the tree as it is by now */
export function fixedVolume(read: () => { readonly [path: string]: FileNode }): Volume {
  const refuse = (path: string): never => {
    throw new FileError('EROFS', path);
  };
  return {
    get: (path) => read()[path] ?? (path === '/' ? root : undefined),
    names: (path) => namesIn(read(), path),
    put: refuse,
    remove: refuse,
    usage: () => ({ capacity: 0, used: 0 }),
  };
}

/** What a writable volume is kept in. */
export type Keeping = {
  /** The tree as it is stored by now. */
  readonly tree: () => FileTree;
  /** Stores one place anew; undefined takes it out. */
  readonly set: (path: string, node: LayerNode | undefined) => void;
  /** In bytes. */
  readonly capacity: number;
};

/** A tree that can be written, up to its capacity; over another, whose files show through. */
export function writableVolume({ tree, set, capacity }: Keeping, lower?: Volume): Volume {
  const own = (path: string): FileNode | undefined => {
    const node = tree()[path];
    return node === undefined || node.type === 'gone' ? undefined : node;
  };
  const isHidden = (path: string): boolean => {
    for (let at = path; at !== '/'; at = parentOf(at)) {
      const node = tree()[at];
      if (node?.type === 'gone' || (node?.type === 'folder' && node.hidesLower && at !== path)) return true;
    }
    return false;
  };
  const lowerNode = (path: string): FileNode | undefined => (isHidden(path) ? undefined : lower?.get(path));
  const change = (path: string, node: LayerNode | undefined): void => {
    const totals = totalsOf(tree());
    const before = tree()[path];
    set(path, node);
    const after = totalsOf(tree());
    if (after !== totals) return;
    after.bytes += (node === undefined ? 0 : weight(node)) - (before === undefined ? 0 : weight(before));
    after.count += Number(node !== undefined) - Number(before !== undefined);
  };

  return {
    get: (path) => own(path) ?? lowerNode(path) ?? (path === '/' ? root : undefined),
    names(path) {
      const folder = tree()[path];
      const hides = folder?.type === 'folder' && folder.hidesLower;
      const under = hides || isHidden(path) ? [] : (lower?.names(path) ?? []);
      const shown = under.filter((name) => tree()[`${path === '/' ? '' : path}/${name}`]?.type !== 'gone');
      return [...new Set([...shown, ...namesIn(tree(), path)])];
    },
    put(path, node) {
      const before = own(path);
      const growth = weight(node) - (before === undefined ? 0 : weight(before));
      const { bytes, count } = totalsOf(tree());
      const isFull = growth > 0 && bytes + growth > capacity;
      if (isFull || (before === undefined && count >= MOST_FILES)) {
        throw new FileError('ENOSPC', path);
      }
      const hides = node.type === 'folder' && (tree()[path]?.type === 'gone' || hidesLower(tree()[path]));
      change(path, hides ? { ...node, hidesLower: true } : node);
    },
    remove(path) {
      const isFolder = this.get(path)?.type === 'folder';
      const below = isFolder ? Object.keys(tree()).filter((other) => restBelow(path, other) !== undefined) : [path];
      for (const other of below) if (tree()[other] !== undefined) change(other, undefined);
      if (lower?.get(path) !== undefined) change(path, { type: 'gone' });
    },
    usage: () => ({ capacity, used: totalsOf(tree()).bytes }),
  };
}

type Totals = { bytes: number; count: number };

/** What trees hold in all, kept up as long as nobody else changes them. */
const totals = new WeakMap<FileTree, Totals>();

function totalsOf(tree: FileTree): Totals {
  const known = totals.get(tree);
  if (known !== undefined) return known;
  const nodes = Object.values(tree);
  const counted = { bytes: nodes.reduce((sum, node) => sum + weight(node), 0), count: nodes.length };
  totals.set(tree, counted);
  return counted;
}

/** A part of a volume, as a subPath mounts it. */
export function partOf(volume: Volume, path: string): Volume {
  const inside = (rest: string): string => (rest === '/' ? path : `${path === '/' ? '' : path}${rest}`);
  return {
    get: (rest) => volume.get(inside(rest)),
    names: (rest) => volume.names(inside(rest)),
    put: (rest, node) => volume.put(inside(rest), node),
    remove: (rest) => volume.remove(inside(rest)),
    usage: () => volume.usage(),
  };
}

function hidesLower(node: LayerNode | undefined): boolean {
  return node?.type === 'folder' && (node.hidesLower ?? false);
}

function weight(node: LayerNode): number {
  return node.type === 'file' ? sizeOf(node.content) : 0;
}

function namesIn(tree: { readonly [path: string]: LayerNode }, path: string): string[] {
  const start = path === '/' ? '/' : `${path}/`;
  const names: string[] = [];
  for (const [other, node] of Object.entries(tree)) {
    if (node.type === 'gone' || other === '/' || !other.startsWith(start)) continue;
    const name = other.slice(start.length);
    if (!name.includes('/')) names.push(name);
  }
  return names;
}
