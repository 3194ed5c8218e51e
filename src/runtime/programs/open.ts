import { FileError } from '../files/file-error';
import { type Input, inputFrom, inputOf, joined, type Output, toBytes } from '../streams';
import { deviceOf } from './file-facts';
import type { ProgramIo } from './program';

const CHUNK = 64 * 1024;

/** Who has written so much without being stopped writes where nobody looks. */
const UNSEEN = 256 * 1024 * 1024;

const randomness = new WeakMap<object, number>();

/** Bytes without an order that one could see; no two reads in a container give the same. */
function randomInput({ world }: ProgramIo): Input {
  const reads = (randomness.get(world.files) ?? 0) + 1;
  randomness.set(world.files, reads);
  let state = (Math.floor(world.clock.now() / 1000) ^ Math.imul(reads, 0x9e3779b9)) >>> 0 || 1;
  return inputFrom(async () => {
    const bytes = new Uint8Array(CHUNK);
    for (let at = 0; at < CHUNK; at += 1) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      bytes[at] = state >>> 11;
    }
    return bytes;
  });
}

function zeroInput(): Input {
  return inputFrom(async () => new Uint8Array(CHUNK));
}

/** Opens a file to read it: `-` is standard input, some devices have no end. @throws FileError */
export function openInput(path: string, io: ProgramIo): Input {
  if (path === '-' || isStream(path, 0, io)) return io.stdin;
  const { files } = io.world;
  const device = deviceName(path, io);
  if (device === '/dev/zero' || device === '/dev/full') return zeroInput();
  if (device === '/dev/random' || device === '/dev/urandom') return randomInput(io);
  return inputOf(files.read(path, io.cwd));
}

/** The path of the device that a path leads to, if it does. */
export function deviceName(path: string, { world, cwd }: ProgramIo): string | undefined {
  const stat = world.files.find(path, cwd);
  return stat !== undefined && deviceOf(stat) !== undefined ? stat.path : undefined;
}

const streams = ['stdin', 'stdout', 'stderr'] as const;

/** Whether a path, or the link that it names, stands for one of a process's own streams. @param number 0 to 2 */
function isStream(path: string, number: 0 | 1 | 2, { world, cwd }: ProgramIo): boolean {
  const names = [`/dev/${streams[number]}`, `/dev/fd/${number}`, `/proc/self/fd/${number}`];
  if (names.includes(path)) return true;
  const stat = world.files.find(path, cwd, false);
  return stat?.type === 'link' && (names.includes(stat.target) || names.includes(stat.path));
}

/** The process's own output that a path stands for, if it does. */
export function outputStream(path: string, io: ProgramIo): Output | undefined {
  if (isStream(path, 1, io)) return io.stdout;
  return isStream(path, 2, io) ? io.stderr : undefined;
}

/** Writes a file; where not all of it has room, what has. @throws FileError */
export function writeFile(path: string, bytes: Uint8Array, { world, cwd }: ProgramIo, mode?: number): void {
  const { files } = world;
  try {
    files.write(path, bytes, cwd, mode);
  } catch (error) {
    if (!(error instanceof FileError) || error.code !== 'ENOSPC' || bytes.length === 0) throw error;
    files.write(path, new Uint8Array(), cwd, mode);
    const { capacity, used } = files.usage(path, cwd);
    files.write(path, bytes.subarray(0, Math.max(0, capacity - used)), cwd);
    throw error;
  }
}

/** Something to write to. */
export type Sink = {
  /** @throws FileError */
  readonly write: (data: Uint8Array) => void;
  /** Nothing more is written. @throws FileError */
  readonly close: () => void;
};

/** So many bytes may be written anew for each piece that is added to a file. */
const CHEAP = 256 * 1024;

/** Opens a file to write it; what was in it is gone unless `appends`. @throws FileError */
export function openOutput(path: string, io: ProgramIo, appends = false): Sink {
  const stream = outputStream(path, io);
  if (stream !== undefined) return { write: stream.write, close: () => undefined };
  const { files } = io.world;
  if (appends) files.append(path, new Uint8Array(), io.cwd);
  else files.write(path, new Uint8Array(), io.cwd);
  let held: Uint8Array[] = [];
  let size = 0;
  let heldSize = 0;
  const flush = (): void => {
    const added = joined(held);
    held = [];
    heldSize = 0;
    if (added.length > 0) writeFile(path, joined([files.read(path, io.cwd), added]), io);
  };
  return {
    write(data) {
      held.push(data);
      size += data.length;
      heldSize += data.length;
      if (size < CHEAP || heldSize > size / 4) flush();
    },
    close: flush,
  };
}

/** Lets others go on between two writes. @param written how many bytes there have been; who wrote too many waits */
export async function pause({ world }: ProgramIo, written: number): Promise<void> {
  await Promise.resolve();
  if (written > UNSEEN) await world.clock.sleep();
}

/** Writes the same again and again until somebody stops it. */
export async function writeForever(io: ProgramIo, text: string): Promise<never> {
  const bytes = toBytes(text.repeat(Math.max(1, Math.floor(8192 / text.length))));
  for (let written = 0; ; written += bytes.length) {
    io.stdout.write(bytes);
    await pause(io, written);
  }
}

/** Passes on what is read, piece by piece. */
export async function pump(
  input: Input,
  io: ProgramIo,
  change = (bytes: Uint8Array): Uint8Array => bytes,
): Promise<void> {
  let written = 0;
  for (let bytes = await input.read(); bytes !== undefined; bytes = await input.read()) {
    const changed = change(bytes);
    io.stdout.write(changed);
    written += changed.length;
    await pause(io, written);
  }
}
