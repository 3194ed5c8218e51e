import { CommandError } from '../command-error';
import { utf8Text } from '../generate/bytes';
import type { Files } from '../kubectl';
import { baseName, cleanPath, folderOf, isWithin, joinPath } from './paths';
import { prefixed } from './prefixed';

/** Paths that kustomize clones or fetches. @upstream kustomize api/internal/git/repospec.go extractHost */
const remote = /^(git::|ssh:\/\/|https?:\/\/|file:\/\/|github\.com[/:]|[\w.-]+@[\w.-]+[/:])/i;

/**
 * Reads the files of one kustomization: those in and below its folder, unless it may read any.
 * @upstream kustomize api/internal/loader/fileloader.go, loadrestrictions.go
 */
export class Loader {
  private constructor(
    private readonly files: Files,
    /** The folder, absolute, links followed. */
    readonly root: string,
    private readonly isRestricted: boolean,
    private readonly referrer?: Loader,
  ) {}

  /** @throws CommandError where there is no such folder */
  static at(files: Files, path: string, isRestricted: boolean): Loader {
    refuseRemote(path);
    return new Loader(files, confirmFolder(files, path), isRestricted);
  }

  /** A loader for another folder. @throws CommandError where there is none, or the build would run in circles */
  at(path: string): Loader {
    if (path === '') throw new CommandError('new root cannot be empty');
    refuseRemote(path);
    if (path.startsWith('/')) throw new CommandError(`new root '${path}' cannot be absolute`);
    const root = confirmFolder(this.files, joinPath(this.root, path));
    this.refuseCycle(root);
    return new Loader(this.files, root, this.isRestricted, this);
  }

  /** @throws CommandError where there is no such file or it may not be read */
  readBytes(path: string): Uint8Array {
    if (/^https?:\/\//i.test(path)) refuseRemote(path);
    const absolute = path.startsWith('/') ? path : joinPath(this.root, path);
    return this.files.readBytes(this.isRestricted ? this.permitted(absolute) : existing(this.files, absolute));
  }

  read(path: string): string {
    const bytes = this.readBytes(path);
    return utf8Text(bytes) ?? new TextDecoder().decode(bytes);
  }

  /** The text of a file that need not be there. */
  readIfThere(path: string): string | undefined {
    return this.files.kindOf(joinPath(this.root, path)) === 'file' ? this.read(path) : undefined;
  }

  private permitted(path: string): string {
    const { folder, file } = cleanedAbsolute(this.files, path);
    if (file === undefined) throw new CommandError(`'${path}' must resolve to a file`);
    if (!isWithin(folder, this.root)) {
      throw new CommandError(`security; file '${path}' is not in or below '${this.root}'`);
    }
    return joinPath(folder, file);
  }

  private refuseCycle(root: string): void {
    if (isWithin(this.root, root)) {
      throw new CommandError(`cycle detected: candidate root '${root}' contains visited root '${this.root}'`);
    }
    this.referrer?.refuseCycle(root);
  }
}

function refuseRemote(path: string): void {
  if (remote.test(path)) throw new CommandError(`unable to read URL "${path}": this simulator has no network`);
}

function existing(files: Files, path: string): string {
  if (files.kindOf(path) !== 'none') return path;
  throw new CommandError(`open ${path}: no such file or directory`);
}

/** @upstream kyaml filesys ConfirmDir */
function confirmFolder(files: Files, path: string): string {
  return prefixed('must build at directory', () => {
    if (path === '') throw new CommandError('directory path cannot be empty');
    const { folder, file } = prefixed('not a valid directory', () => cleanedAbsolute(files, path));
    if (file !== undefined) throw new CommandError(`'${path}': file is not directory`);
    return folder;
  });
}

/** A path with its links followed, as a folder and, where it is one, a file. @upstream kyaml filesys CleanedAbs */
function cleanedAbsolute(files: Files, path: string): { folder: string; file?: string } {
  const absolute = path.startsWith('/') ? cleanPath(path) : joinPath(files.resolve('.'), path);
  const problem = missingPart(files, absolute);
  if (problem !== undefined) throw new CommandError(`evalsymlink failure on '${path}' : ${problem}`);
  const resolved = files.resolve(absolute);
  if (files.kindOf(resolved) === 'folder') return { folder: resolved };
  return { folder: folderOf(resolved), file: baseName(resolved) };
}

/** What following a path runs into: its first part that is not there. */
function missingPart(files: Files, path: string): string | undefined {
  let found = '';
  const parts = path.split('/').slice(1);
  for (const [at, part] of parts.entries()) {
    found += `/${part}`;
    const kind = files.kindOf(found === '' ? '/' : found);
    if (kind === 'none') return `lstat ${found}: no such file or directory`;
    if (kind === 'file' && at < parts.length - 1) return 'not a directory';
  }
  return undefined;
}
