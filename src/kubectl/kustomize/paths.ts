/** A path without `.`, `..` and doubled slashes. @upstream Go path/filepath Clean */
export function cleanPath(path: string): string {
  const isAbsolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !isAbsolute) parts.push(part);
  }
  const cleaned = `${isAbsolute ? '/' : ''}${parts.join('/')}`;
  return cleaned === '' ? '.' : cleaned;
}

/** @upstream Go path/filepath Join */
export function joinPath(...parts: readonly string[]): string {
  return cleanPath(parts.filter((part) => part !== '').join('/'));
}

/** The folder that a clean, absolute path lies in. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** The last part of a path. @upstream Go path Base */
export function baseName(path: string): string {
  if (path === '') return '.';
  return path.replace(/\/+$/, '').split('/').at(-1) || '/';
}

/** Whether a folder is another one or lies below it; both are clean and absolute. */
export function isWithin(folder: string, outer: string): boolean {
  return outer === '/' || folder === outer || folder.startsWith(`${outer}/`);
}
