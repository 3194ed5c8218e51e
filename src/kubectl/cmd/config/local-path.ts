import type { AuthInfo, Cluster, KubeconfigStore } from '../../kubeconfig';

/** A path without `.`, `..` and empty parts, from a folder if it is not absolute. @upstream path/filepath Abs, Join */
export function absolutePath(path: string, folder: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The folder in which the relative paths of a kubeconfig begin. */
export function folderOf({ path, workingFolder }: KubeconfigStore): string {
  return absolutePath(path.slice(0, path.lastIndexOf('/') + 1), workingFolder);
}

/** A cluster with its path as the kubeconfig holds it. */
export function withStoredPath(cluster: Cluster, store: KubeconfigStore): Cluster {
  return { ...cluster, 'certificate-authority': storedPath(cluster['certificate-authority'], folderOf(store)) };
}

/** A user with its paths as the kubeconfig holds them; a command without a slash is not a path. */
export function withStoredPaths(user: AuthInfo, store: KubeconfigStore): AuthInfo {
  const folder = folderOf(store);
  const { exec } = user;
  return {
    ...user,
    'client-certificate': storedPath(user['client-certificate'], folder),
    'client-key': storedPath(user['client-key'], folder),
    tokenFile: storedPath(user.tokenFile, folder),
    exec: exec?.command.includes('/') ? { ...exec, command: storedPath(exec.command, folder) ?? '' } : exec,
  };
}

/**
 * A path from the folder of the kubeconfig if it lies in there, or is the one above; absolute otherwise.
 * @upstream client-go tools/clientcmd/loader.go RelativizePathWithNoBacksteps
 */
function storedPath(path: string | undefined, folder: string): string | undefined {
  if (path === undefined || path === '') return path;
  const absolute = absolutePath(path, folder);
  if (absolute === folder) return '.';
  if (absolute === absolutePath('..', folder)) return '..';
  const prefix = folder === '/' ? '/' : `${folder}/`;
  return absolute.startsWith(prefix) ? absolute.slice(prefix.length) : absolute;
}
