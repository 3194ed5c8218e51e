import { FileError } from '../files/file-error';
import { complain, isBusybox, reasonOf } from './complaint';
import { openOutput, pause, type Sink } from './open';
import { readOptions } from './option';
import type { ProgramIo } from './program';
import { quotedIfOdd } from './quote';

const grammar = { letters: 'aip', long: { append: 'a', 'ignore-interrupts': 'i' } };

type Target = { readonly path: string; readonly sink: Sink };

/** Passes on its input, and writes it to files too; `-a` at their end. */
export async function tee(args: readonly string[], io: ProgramIo): Promise<number> {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const { flags, operands } = options;
  let exitCode = 0;
  const refuse = (path: string, error: unknown): Target[] => {
    const isFull = isBusybox(io) && error instanceof FileError && error.code === 'ENOSPC';
    exitCode = complain(io, `${isBusybox(io) ? path : quotedIfOdd(path)}: ${isFull ? 'I/O error' : reasonOf(error)}`);
    return [];
  };
  let targets = operands.flatMap((path): Target[] => {
    try {
      return [{ path, sink: openOutput(path, io, flags.has('a')) }];
    } catch (error) {
      return refuse(path, error);
    }
  });
  const toAll = (act: (sink: Sink) => void): void => {
    targets = targets.flatMap((target) => {
      try {
        act(target.sink);
        return [target];
      } catch (error) {
        return refuse(target.path, error);
      }
    });
  };
  let written = 0;
  for (let bytes = await io.stdin.read(); bytes !== undefined; bytes = await io.stdin.read()) {
    const piece = bytes;
    io.stdout.write(piece);
    toAll((sink) => sink.write(piece));
    written += piece.length;
    await pause(io, written);
  }
  toAll((sink) => sink.close());
  return exitCode;
}
