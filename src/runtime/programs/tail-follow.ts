import { complain, isBusybox } from './complaint';
import type { ProgramIo } from './program';
import { quoted } from './quote';

const SECOND = 1000;

/** A file that is followed, and how much of it has been read. */
export type Followed = { readonly path: string; read: number; isThere: boolean; readonly isDevice: boolean };

/** How files are followed. */
export type Following = {
  readonly io: ProgramIo;
  readonly header: (path: string, isFirst: boolean) => string;
  /** Whether files that go away may come back. */
  readonly retries: boolean;
  /** The file that was printed last: what is added to another gets a header. */
  last: string | undefined;
};

/** Prints what was added to a file. */
function printAdded(file: Followed, following: Following): void {
  const { io, header } = following;
  const bytes = io.world.files.read(file.path, io.cwd);
  if (bytes.length < file.read) {
    if (!isBusybox(io)) complain(io, `${file.path}: file truncated`);
    file.read = 0;
  }
  if (bytes.length === file.read) return;
  const head = following.last === file.path ? '' : header(file.path, following.last === undefined);
  following.last = file.path;
  io.stdout.write(head);
  io.stdout.write(bytes.subarray(file.read));
  file.read = bytes.length;
}

/** Looks at a file again: it may have gone away, come back, or grown. */
function look(file: Followed, following: Following): void {
  const { io, retries } = following;
  const { path } = file;
  const stat = io.world.files.find(path, io.cwd);
  const isThere = stat?.type === 'file';
  if (file.isDevice) return;
  if (!isThere) {
    const gone = isBusybox(io) ? `${path} has been renamed or deleted` : `${quoted(path)} has become inaccessible`;
    if (retries && file.isThere) complain(io, `${gone}: No such file or directory`);
    file.isThere = false;
    return;
  }
  if (!file.isThere && retries) {
    const back = isBusybox(io)
      ? `${path} has been replaced; following end of new file`
      : `${quoted(path)} has appeared;  following new file`;
    complain(io, back);
    file.read = 0;
    file.isThere = true;
  }
  if (file.isThere && stat.size !== file.read) printAdded(file, following);
}

/** The command that goes on where this one stands; of several files only what is added later is seen. */
function goingOn([first, ...others]: readonly Followed[], { io, retries }: Following): string[] {
  const option = retries ? '-F' : '-f';
  if (first === undefined || others.length > 0) {
    return [io.name, '-n', '0', option, ...[first, ...others].flatMap((file) => file?.path ?? [])];
  }
  return [io.name, '-c', `+${first.read + 1}`, option, first.path];
}

/** Goes on printing what is added to files, for ever. */
export async function follow(files: readonly Followed[], following: Following): Promise<never> {
  const { clock } = following.io.world;
  const neverChange = files.every(({ isDevice }) => isDevice);
  for (;;) {
    if (neverChange) await clock.sleep();
    else if (clock.follow === undefined) await clock.sleep(SECOND);
    else await clock.follow(SECOND, goingOn(files, following));
    for (const file of files) look(file, following);
  }
}
