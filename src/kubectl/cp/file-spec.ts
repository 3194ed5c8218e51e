import { CommandError } from '../command-error';

/** A file of the user's, or one in a pod. */
export type FileSpec = { readonly namespace?: string; readonly pod?: string; readonly path: string };

/** `[[namespace/]pod:]file/path`. @throws CommandError @upstream kubectl pkg/cmd/cp extractFileSpec */
export function parseFileSpec(text: string): FileSpec {
  const colon = text.indexOf(':');
  if (colon === -1) return { path: text };
  const [first = '', second, ...more] = text.slice(0, colon).split('/');
  if (colon === 0 || more.length > 0) {
    throw new CommandError('filespec must match the canonical format: [[namespace/]pod:]file/path');
  }
  const path = text.slice(colon + 1);
  return second === undefined ? { pod: first, path } : { namespace: first, pod: second, path };
}

/** A path without `.`, `..` and doubled slashes, as far as that goes. @upstream Go path.Clean */
export function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!path.startsWith('/')) parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/') || '.';
}

/** The path without its last part. */
export function folderOf(path: string): string {
  const clean = cleanPath(path);
  const slash = clean.lastIndexOf('/');
  return slash === -1 ? '.' : clean.slice(0, slash) || '/';
}

/** The last part of a path. */
export function baseOf(path: string): string {
  return cleanPath(path).split('/').at(-1) || '/';
}

/** Where a path in an archive begins: no slash and no way out before it. @upstream kubectl pkg/cmd/cp stripPathShortcuts */
export function archivePrefix(path: string): string {
  const stripped = cleanPath(path.replace(/^\/+|\/+$/g, ''));
  const inside = stripped.replace(/^(\.\.\/)+/, '').replace(/^\/+/, '');
  return ['.', '..'].includes(inside) ? '' : inside;
}
