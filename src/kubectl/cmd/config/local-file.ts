import { encodeBase64 } from '../../../apimachinery/base64';
import { CommandError } from '../../command-error';
import type { Files } from '../../kubectl';

/** @throws CommandError where there is no file that a flag names */
export function checkFile(files: Files, flag: string, path: string): void {
  if (files.kindOf(path) !== 'none') return;
  throw new CommandError(`could not stat ${flag} file ${path}: stat ${path}: no such file or directory`);
}

/** What a file holds, in base64. @throws CommandError where it cannot be read */
export function readData(files: Files, path: string): string {
  const kind = files.kindOf(path);
  if (kind === 'none') throw new CommandError(`open ${path}: no such file or directory`);
  if (kind === 'folder') throw new CommandError(`read ${path}: is a directory`);
  return encodeBase64(files.read(path));
}
