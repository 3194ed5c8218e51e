import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileError } from '../../src/runtime/files/file-error';
import { FileSystem, type Mount } from '../../src/runtime/files/file-system';
import { textFile } from '../../src/runtime/files/node';
import { fixedVolume, writableVolume } from '../../src/runtime/files/volume';
import { memoryVolumes } from './memory-volumes';

const now = 1_700_000_000_000;
const text = (value: string): Uint8Array => Buffer.from(value);

/** A root over an image, a volume of a hundred bytes, and one that may not be written. */
function newFiles(user?: ConstructorParameters<typeof FileSystem>[3]): FileSystem {
  const store = memoryVolumes();
  const image = fixedVolume(() => ({
    '/': { type: 'folder', mode: 0o755, mtime: 0 },
    '/etc': { type: 'folder', mode: 0o755, mtime: 0 },
    '/etc/name': textFile('image\n'),
    '/etc/secret': textFile('hidden\n', 0o600),
    '/link': { type: 'link', mode: 0o777, mtime: 0, target: 'etc/name' },
    '/loop': { type: 'link', mode: 0o777, mtime: 0, target: '/loop' },
  }));
  const mounts: Mount[] = [
    { path: '/', volume: writableVolume(store.keeping('layer', 1e6), image), source: 'overlay', type: 'overlay' },
    { path: '/small', volume: writableVolume(store.keeping('small', 100)), source: 'disk', type: 'ext4' },
    {
      path: '/fixed',
      volume: fixedVolume(() => ({ '/a': textFile('a') })),
      readOnly: true,
      source: 'disk',
      type: 'ext4',
    },
  ];
  return new FileSystem(mounts, store.blobs, () => now, user);
}

function codeOf(run: () => unknown): string {
  try {
    run();
    return 'none';
  } catch (error) {
    if (error instanceof FileError) return error.code;
    throw error;
  }
}

describe('the files of a container', () => {
  it('a layer lies over the image: what is written or removed is seen instead', () => {
    const files = newFiles();
    expect(files.readText('/etc/name')).toBe('image\n');
    files.write('/etc/name', text('mine\n'));
    expect(files.readText('/link')).toBe('mine\n');
    files.remove('/etc/name');
    expect(files.list('/etc')).toEqual(['secret']);
    expect(codeOf(() => files.read('/link'))).toBe('ENOENT');
    files.remove('/etc');
    files.makeFolder('/etc');
    expect(files.list('/etc')).toEqual([]);
  });

  it.each<[string, (files: FileSystem) => unknown, string]>([
    ['a file that is missing', (files) => files.read('/nope'), 'ENOENT'],
    ['a folder read as a file', (files) => files.read('/etc'), 'EISDIR'],
    ['a file used as a folder', (files) => files.read('/etc/name/x'), 'ENOTDIR'],
    ['a way back from nowhere', (files) => files.read('/nope/../etc/name'), 'ENOENT'],
    ['a link to itself', (files) => files.read('/loop'), 'ELOOP'],
    ['a folder that is missing', (files) => files.write('/nope/x', text('x')), 'ENOENT'],
    ['a folder that is there', (files) => files.makeFolder('/etc'), 'EEXIST'],
    ['a folder with something in it', (files) => files.removeFolder('/etc'), 'ENOTEMPTY'],
    ['a volume that may only be read', (files) => files.write('/fixed/x', text('x')), 'EROFS'],
    ['more than a volume holds', (files) => files.write('/small/x', new Uint8Array(101)), 'ENOSPC'],
    ['a folder that something is mounted on', (files) => files.remove('/small'), 'EBUSY'],
    ['a folder into itself', (files) => files.rename('/etc', '/etc/deeper'), 'EINVAL'],
    ['a file larger than any', (files) => files.write('/big', new Uint8Array(64 * 1024 * 1024 + 1)), 'EFBIG'],
  ])('refuses %s', (_what, run, code) => {
    expect(codeOf(() => run(newFiles()))).toBe(code);
  });

  it('asks who somebody is', () => {
    const files = newFiles({ uid: 1000, gid: 1000, groups: [] });
    expect(files.readText('/etc/name')).toBe('image\n');
    expect(codeOf(() => files.read('/etc/secret'))).toBe('EACCES');
    expect(codeOf(() => files.write('/etc/name', text('x')))).toBe('EACCES');
    expect(codeOf(() => files.write('/etc/new', text('x')))).toBe('EACCES');
  });

  it('moves across volumes, and keeps what it cannot move', () => {
    const files = newFiles();
    files.write('/a', text('hello'));
    files.rename('/a', '/small/b');
    expect([files.readText('/small/b'), files.find('/a')]).toEqual(['hello', undefined]);
    expect(codeOf(() => files.rename('/fixed/a', '/a'))).toBe('EROFS');
    expect(files.find('/a')).toBeUndefined();
  });

  it('no path leads out of a volume', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('..', '.', 'a', 'etc', 'name', ''), { maxLength: 8 }), (parts) => {
        const files = newFiles();
        const path = `/small/${parts.join('/')}`;
        const found = files.find(path);
        expect(found === undefined || found.path.startsWith('/')).toBe(true);
        expect(found?.path.includes('..') ?? false).toBe(false);
      }),
    );
  });

  it('holds what was written, however it was cut, up to the limit', () => {
    const chunks = fc.array(fc.uint8Array({ maxLength: 40_000 }), { maxLength: 12 });
    fc.assert(
      fc.property(chunks, (pieces) => {
        const files = newFiles();
        for (const piece of pieces) files.append('/log', piece);
        const whole = Buffer.concat(pieces);
        expect(Buffer.compare(files.find('/log') ? files.read('/log') : new Uint8Array(), whole)).toBe(0);
        expect(files.find('/log')?.size ?? 0).toBe(whole.length);
        expect(files.usage('/').used).toBe(whole.length);
      }),
      { numRuns: 30 },
    );
  });
});
