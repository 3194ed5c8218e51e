import { FileError } from './file-error';
import { type FileNode, type FileTree, folder, link } from './node';
import { type Volume, writableVolume } from './volume';

const device: FileNode = { type: 'file', mode: 0o666, mtime: 0, content: { text: '' } };

/** Reading them gives nothing, or is looked after by the programs that read them; what is written is lost. */
const devices: { readonly [path: string]: FileNode } = {
  '/': folder(),
  '/null': device,
  '/zero': device,
  '/full': device,
  '/random': device,
  '/urandom': device,
  '/tty': device,
  '/ptmx': device,
  '/termination-log': device,
  '/fd': link('/proc/self/fd'),
  '/stdin': link('/proc/self/fd/0'),
  '/stdout': link('/proc/self/fd/1'),
  '/stderr': link('/proc/self/fd/2'),
  '/pts': folder(),
  '/shm': folder(0o1777),
  '/mqueue': folder(0o1777),
};

/** /dev as the container runtime makes it; files beside the devices live as long as the command. */
export function deviceVolume(): Volume {
  const tree: FileTree = { ...devices };
  const own = writableVolume({
    tree: () => tree,
    set: (path, node) => {
      if (node === undefined) delete tree[path];
      else tree[path] = node;
    },
    capacity: 64 * 1024 * 1024,
  });
  return {
    ...own,
    put(path, node) {
      if (path === '/full') throw new FileError('ENOSPC', path);
      if (devices[path]?.type !== 'file') own.put(path, node);
    },
  };
}
