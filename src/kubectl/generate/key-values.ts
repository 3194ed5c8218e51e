import type { FlagSpec, Flags } from '../command';
import { CommandError } from '../command-error';
import type { Files, Kubectl } from '../kubectl';
import { readEnvFile } from './env-file';

/** Takes a key with its value. @throws CommandError for keys that cannot be */
export type AddKey = (key: string, value: Uint8Array) => void;

/** Flags of commands that make an object of keys and values. */
export const keyValueFlags: readonly FlagSpec[] = [
  { name: 'append-hash', type: 'bool', usage: 'Append a hash of the content to the name.' },
  {
    name: 'from-env-file',
    type: 'stringSlice',
    usage: 'A file with lines of key=value pairs, each of which becomes a key.',
  },
  {
    name: 'from-file',
    type: 'stringSlice',
    usage:
      'A file, [key=]path: without a key its name is the key. Of a folder every file is taken whose name is a key.',
  },
  { name: 'from-literal', type: 'stringArray', usage: 'A key and its value: key=value.' },
];

/** @throws CommandError where a name is missing or sources do not go together. @upstream kubectl pkg/cmd/create Validate */
export function refuseMixedSources(name: string, flags: Flags): void {
  refuseNoName(name);
  if (flags.list('from-env-file').length === 0) return;
  if (flags.list('from-file').length > 0 || flags.list('from-literal').length > 0) {
    throw new CommandError('from-env-file cannot be combined with from-file or from-literal');
  }
}

/** @throws CommandError for the empty name */
export function refuseNoName(name: string): void {
  if (name === '') throw new CommandError('name must be specified');
}

/** `key=value`, of which the value may be empty. @upstream kubectl pkg/util ParseLiteralSource */
export function addLiterals(sources: readonly string[], add: AddKey): void {
  for (const source of sources) {
    const equals = source.indexOf('=');
    if (equals <= 0) throw new CommandError(`invalid literal source ${source}, expected key=value`);
    add(source.slice(0, equals), new TextEncoder().encode(source.slice(equals + 1)));
  }
}

/** Files and folders. @upstream kubectl pkg/cmd/create handleConfigMapFromFileSources */
export function addFiles(sources: readonly string[], files: Files, add: AddKey): void {
  for (const source of sources) {
    const { key, path } = fileSource(source);
    if (kindOfExisting(path, files) === 'file') {
      add(key, files.readBytes(path));
      continue;
    }
    if (source.includes('=')) throw new CommandError('cannot give a key name for a directory path');
    for (const name of files.list(path)) {
      const below = `${path.replace(/\/+$/, '')}/${name}`;
      if (files.kindOf(below) === 'file') add(name, files.readBytes(below));
    }
  }
}

/** Files of `key=value` lines. @param what the folder is refused as: `env config file` */
export function addEnvFiles(
  sources: readonly string[],
  { files, env }: Pick<Kubectl, 'files' | 'env'>,
  what: string,
  add: AddKey,
): void {
  for (const path of sources) {
    if (kindOfExisting(path, files) === 'folder') throw new CommandError(`${what} cannot be a directory`);
    for (const [key, value] of readEnvFile(path, files.readBytes(path), env)) add(key, new TextEncoder().encode(value));
  }
}

function kindOfExisting(path: string, files: Files): 'file' | 'folder' {
  const kind = files.kindOf(path);
  if (kind === 'none') throw new CommandError(`error reading ${path}: no such file or directory`);
  return kind;
}

/** `path` or `key=path`. @upstream kubectl pkg/util ParseFileSource */
function fileSource(source: string): { key: string; path: string } {
  const [key = '', path, ...more] = source.split('=');
  if (path === undefined) return { key: baseName(source), path: source };
  if (more.length > 0) throw new CommandError("key names or file paths cannot contain '='");
  if (key === '') throw new CommandError(`key name for file path ${path} missing`);
  if (path === '') throw new CommandError(`file path for key name ${key} missing`);
  return { key, path };
}

/** The last part of a path. @upstream Go path.Base */
function baseName(path: string): string {
  if (path === '') return '.';
  return path.replace(/\/+$/, '').split('/').at(-1) || '/';
}
