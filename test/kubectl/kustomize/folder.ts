import type { Files } from '../../../src/kubectl/kubectl';

/** A file's text, or its bytes in base64. */
export type Content = string | { readonly base64: string };

/** Files in memory; names are relative to the root, which is also where paths begin. */
export function folder(root: string, contents: Readonly<Record<string, Content>>): Files {
  const files = new Map(Object.entries(contents).map(([name, content]) => [`${root}/${name}`, bytesOf(content)]));
  const absolute = (path: string) => (path.startsWith('/') ? path : `${root}/${path}`).replace(/\/\.$/, '');
  const readBytes = (path: string) => {
    const bytes = files.get(absolute(path));
    if (bytes === undefined) throw new Error(`open ${path}: no such file or directory`);
    return bytes;
  };
  return {
    readBytes,
    read: (path) => new TextDecoder().decode(readBytes(path)),
    kindOf(path) {
      if (files.has(absolute(path))) return 'file';
      const isFolder =
        absolute(path) === '/' || [...files.keys()].some((name) => name.startsWith(`${absolute(path)}/`));
      return isFolder ? 'folder' : 'none';
    },
    list: () => [],
    glob: () => [],
    write: (path, content) => void files.set(absolute(path), bytesOf(content)),
    resolve: absolute,
  };
}

function bytesOf(content: Content | Uint8Array): Uint8Array {
  if (content instanceof Uint8Array) return content;
  return typeof content === 'string' ? new TextEncoder().encode(content) : Buffer.from(content.base64, 'base64');
}
