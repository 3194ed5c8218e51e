import { decodeBytes, encodeBytes } from '../../apimachinery/base64';

/** What a file holds: text, other bytes as base64, or a name under which larger contents are kept aside. */
export type FileContent =
  | { readonly text: string }
  | { readonly base64: string }
  | { readonly blob: string; readonly size: number };

type Common = {
  /** The permission bits: 0o644. */
  readonly mode: number;
  /** Milliseconds since 1970. */
  readonly mtime: number;
  /** Who owns it; without it root. */
  readonly uid?: number;
  readonly gid?: number;
};

/** A file, a folder or a symbolic link. */
export type FileNode =
  | (Common & { readonly type: 'file'; readonly content: FileContent })
  | (Common & { readonly type: 'folder' })
  | (Common & { readonly type: 'link'; readonly target: string });

/** What takes a place in a writable layer: a node, a folder that hides what lies below it, or the sign that that is gone. */
export type LayerNode = (FileNode & { readonly hidesLower?: boolean }) | { readonly type: 'gone' };

/** Nodes by their absolute path; the folder `/` is always there. Plain data: it is stored as it is. */
export type FileTree = { [path: string]: LayerNode };

/** Contents that are kept aside. */
export type Blobs = {
  /** @returns undefined where they were lost */
  readonly read: (name: string) => Uint8Array | undefined;
  /** @returns the name under which they are kept */
  readonly write: (bytes: Uint8Array) => string;
};

/** More than so many bytes are kept aside. */
const INLINE = 4096;

const encoder = new TextEncoder();

/** Bytes as they are kept. */
export function contentOf(bytes: Uint8Array, blobs: Blobs): FileContent {
  if (bytes.length > INLINE) return { blob: blobs.write(bytes), size: bytes.length };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: encodeBytes(bytes) };
  }
}

/** The bytes that are kept. */
export function bytesOf(content: FileContent, blobs: Blobs): Uint8Array {
  if ('text' in content) return encoder.encode(content.text);
  if ('base64' in content) return decodeBytes(content.base64);
  return blobs.read(content.blob) ?? new Uint8Array();
}

/** How many bytes a content has. */
export function sizeOf(content: FileContent): number {
  if ('text' in content) return encoder.encode(content.text).length;
  if ('base64' in content) return (content.base64.length / 4) * 3 - (/=*$/.exec(content.base64)?.[0].length ?? 0);
  return content.size;
}

/** A file of text, as images and volumes bring it. */
export function textFile(text: string, mode = 0o644, mtime = 0): FileNode {
  return { type: 'file', mode, mtime, content: { text } };
}

/** A folder, as images and volumes bring it. */
export function folder(mode = 0o755, mtime = 0): FileNode {
  return { type: 'folder', mode, mtime };
}

/** A symbolic link. */
export function link(target: string, mtime = 0): FileNode {
  return { type: 'link', mode: 0o777, mtime, target };
}
