import { FileError } from '../files/file-error';
import { baseOf } from '../files/path';
import type { ProgramIo } from './program';

/** What a program says in the two dialects, without its name and without the reason. */
export type Words = { readonly gnu: string; readonly busybox: string };

/** Whether the container's small programs are busybox's. */
export function isBusybox({ world }: ProgramIo): boolean {
  return world.image.userland === 'busybox';
}

/** Whether the image is Alpine's or built on it. */
export function isAlpine({ world }: ProgramIo): boolean {
  return world.container.image.includes('alpine') || world.files.find('/etc/alpine-release') !== undefined;
}

/** The name that a program gives itself. */
export function selfName(io: ProgramIo): string {
  return isBusybox(io) ? baseOf(io.name) : io.name;
}

/** One of the two dialects' words. */
export function inDialect(io: ProgramIo, { gnu, busybox }: Words): string {
  return isBusybox(io) ? busybox : gnu;
}

/** Says something on stderr with the program's name in front; answers the exit code. */
export function complain(io: ProgramIo, message: string, exitCode = 1): number {
  io.stderr.write(`${selfName(io)}: ${message}\n`);
  return exitCode;
}

/** Runs something with files; complains with the words and the reason where that fails. Answers whether it went well. */
export function attempt(io: ProgramIo, words: Words, run: () => void): boolean {
  try {
    run();
    return true;
  } catch (error) {
    complain(io, `${inDialect(io, words)}: ${reasonOf(error)}`);
    return false;
  }
}

/** What strerror says of a file error; any other is thrown on. */
export function reasonOf(error: unknown): string {
  if (error instanceof FileError) return error.reason;
  throw error;
}

/** GNU's second line after an operand or option that is wrong. */
export function tryHelp(io: ProgramIo): string {
  return `Try '${selfName(io)} --help' for more information.\n`;
}
