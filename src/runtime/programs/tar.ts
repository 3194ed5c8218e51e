import { readTar, type TarEntry, writeTar } from '../../apimachinery/tar';
import { FileError } from '../files/file-error';
import type { FileSystem } from '../files/file-system';
import { absolutePath, below, parentOf } from '../files/path';
import { isBusybox } from './complaint';
import type { Program, ProgramIo } from './program';

/** What a command line asks for. */
type Request = {
  readonly action: 'c' | 'x' | 't';
  readonly file: string;
  readonly folder: string;
  readonly isVerbose: boolean;
  /** Times are those of now. */
  readonly isTouched: boolean;
  readonly names: readonly string[];
};

/** `tar cf - NAME…`, `-xmf - -C FOLDER`, with or without the first dash. */
function readRequest(args: readonly string[], cwd: string): Request | string {
  const words = [...args];
  let letters = '';
  let file = '-';
  let folder = cwd;
  const names: string[] = [];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const isFirst = letters === '' && names.length === 0 && /^[cxtvfmzpoj]+$/i.test(word);
    if (word === '-C' || word === '--directory') folder = absolutePath(words.shift() ?? '', cwd);
    else if (word.startsWith('--')) continue;
    else if (isFirst || /^-./.test(word)) {
      letters += word.replace(/^-/, '');
      if (word.includes('f')) file = words.shift() ?? '-';
      if (word.endsWith('C')) folder = absolutePath(words.shift() ?? '', cwd);
    } else names.push(word);
  }
  const action = /[cxt]/.exec(letters)?.[0];
  if (action !== 'c' && action !== 'x' && action !== 't') return 'You must specify one of the options';
  if (/[zjJ]/.test(letters)) return 'compressed archives are not simulated';
  return { action, file, folder, names, isVerbose: letters.includes('v'), isTouched: letters.includes('m') };
}

function entriesOf(path: string, name: string, files: FileSystem): TarEntry[] {
  const { mode, mtime, ...stat } = files.stat(path, '/', false);
  const time = Math.floor(mtime / 1000);
  const common = { name, mode, time, bytes: new Uint8Array() };
  if (stat.type === 'link') return [{ ...common, type: 'link', link: stat.target }];
  if (stat.type === 'file') return [{ ...common, type: 'file', bytes: files.read(path) }];
  const bare = name.replace(/\/$/, '');
  const children = files.list(path).flatMap((child) => entriesOf(below(path, child), `${bare}/${child}`, files));
  return [{ ...common, name: bare, type: 'folder' }, ...children];
}

function complaint(io: ProgramIo, name: string, reason: string): string {
  if (isBusybox(io)) return `tar: ${name}: ${reason}\n`;
  return `tar: ${name}: Cannot ${reason.startsWith('No such') ? 'stat' : 'open'}: ${reason}\n`;
}

/**
 * The part of a name that would lead an archive's reader out of its folder.
 * @upstream GNU tar paxutils lib/paxnames.c safer_name_suffix, busybox libarchive/unsafe_prefix.c strip_unsafe_prefix
 */
function unsafePrefix(name: string, busybox: boolean): string {
  const pattern = busybox ? /^(?:.*\/\.\.\/)?(?:\/|\.\.\/)*/s : /^(?:(?:.*\/)?\.\.(?=\/|$))?\/*/s;
  return pattern.exec(name)?.[0] ?? '';
}

function removal(prefix: string, busybox: boolean): string {
  return busybox ? `removing leading '${prefix}' from member names` : `Removing leading \`${prefix}' from member names`;
}

/** An archive's member as `tar t` lists it. */
function listed({ name, type }: TarEntry): string {
  return `${name}${type === 'folder' && !name.endsWith('/') ? '/' : ''}\n`;
}

function create({ file, names, folder, isVerbose }: Request, io: ProgramIo): { bytes: Uint8Array; status: number } {
  const entries: TarEntry[] = [];
  const busybox = isBusybox(io);
  let status = 0;
  const told = new Set(['']);
  const safe = (name: string): string => {
    const prefix = unsafePrefix(name, busybox);
    if (!told.has(prefix) && !(busybox && told.size > 1)) io.stderr.write(`tar: ${removal(prefix, busybox)}\n`);
    told.add(prefix);
    return name.slice(prefix.length) || '.';
  };
  for (const name of names) {
    try {
      if (!busybox) safe(name);
      const found = entriesOf(name.startsWith('/') ? name : below(folder, name), name, io.world.files);
      entries.push(...found.map((entry) => ({ ...entry, name: safe(entry.name) })));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      io.stderr.write(complaint(io, name, error.reason));
      status = busybox ? 1 : 2;
    }
  }
  if (isVerbose) (file === '-' ? io.stderr : io.stdout).write(entries.map(listed).join(''));
  if (status !== 0)
    io.stderr.write(
      busybox
        ? 'tar: error exit delayed from previous errors\n'
        : 'tar: Exiting with failure status due to previous errors\n',
    );
  return { bytes: writeTar(entries, Math.floor(io.world.clock.now() / 1000)), status };
}

/** Files stay below the folder: no path of an archive leads out of it. */
function extract({ folder, isTouched, isVerbose }: Request, archive: Uint8Array, io: ProgramIo): void {
  const { files } = io.world;
  for (const entry of readTar(archive).entries) {
    const { name, type, bytes, link, mode = 0o644, time = 0 } = entry;
    const inside = absolutePath(name, '/');
    if (inside === '/') continue;
    const path = absolutePath(`${folder}${inside}`, '/');
    files.makeFolders(parentOf(path));
    if (isVerbose) io.stdout.write(listed(entry));
    if (type === 'folder') files.makeFolders(path);
    else if (type === 'file') files.write(path, bytes, '/', mode & 0o777);
    else if (link !== undefined) {
      if (files.find(path, '/', false) !== undefined) files.remove(path);
      files.makeLink(link, path);
    }
    if (type !== 'link') files.change(path, { mode: mode & 0o7777, ...(isTouched ? {} : { mtime: time * 1000 }) });
  }
}

async function readArchive(file: string, { stdin, world, cwd }: ProgramIo): Promise<Uint8Array> {
  return file === '-' ? await stdin.readAll() : world.files.read(file, cwd);
}

/** Makes, reads and lists archives; those that are not compressed. */
export const tar: Program = async (args, io) => {
  const request = readRequest(args, io.cwd);
  const { files } = io.world;
  const busybox = isBusybox(io);
  if (typeof request === 'string') {
    io.stderr.write(`tar: ${request}\n`);
    return busybox ? 1 : 2;
  }
  const { action, file, folder } = request;
  if (!files.isFolder(folder)) {
    const text = busybox
      ? `tar: can't change directory to '${folder}': No such file or directory\n`
      : `tar: ${folder}: Cannot open: No such file or directory\ntar: Error is not recoverable: exiting now\n`;
    io.stderr.write(text);
    return busybox ? 1 : 2;
  }
  try {
    if (action === 'c') {
      const { bytes, status } = create(request, io);
      if (file === '-') io.stdout.write(bytes);
      else files.write(file, bytes, io.cwd);
      return status;
    }
    const archive = await readArchive(file, io);
    if (action === 'x') extract(request, archive, io);
    else io.stdout.write(readTar(archive).entries.map(listed).join(''));
    return 0;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    io.stderr.write(
      `tar: ${error.path}: Cannot open: ${error.reason}\ntar: Exiting with failure status due to previous errors\n`,
    );
    return 2;
  }
};
