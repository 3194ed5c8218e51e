import { FileError } from '../files/file-error';
import { type Input, joined } from '../streams';
import { complain, inDialect, isBusybox, reasonOf, type Words } from './complaint';
import { type Mistake, readTransfer, type Transfer } from './dd-operands';
import { summary, type Tally } from './dd-report';
import { deviceName, openInput, outputStream, pause, writeFile } from './open';
import { badUsage } from './option';
import type { ProgramIo } from './program';
import { quoted } from './quote';

/** No file may be larger. */
const LARGEST = 64 * 1024 * 1024;

type Taken = { readonly bytes: Uint8Array; readonly tally: Tally };

const tallyOf = (bytes: number, size: number): Tally => ({
  whole: Math.floor(bytes / size),
  partial: bytes % size === 0 ? 0 : 1,
});

/** Reads as much as is asked for, and a little more than fits into a file where nothing is. */
async function take(input: Input, { inSize, count, skip, flags, input: path }: Transfer): Promise<Taken> {
  const limit = Math.min(count ?? Number.POSITIVE_INFINITY, LARGEST + inSize);
  const chunks: Uint8Array[] = [];
  const tally: Tally = { whole: 0, partial: 0 };
  const isPipe = path === undefined && !flags.has('fullblock');
  let toSkip = skip;
  let size = 0;
  while (size < limit && (!isPipe || tally.whole + tally.partial < Math.ceil(limit / inSize))) {
    const read = await input.read();
    if (read === undefined) break;
    const bytes = read.subarray(
      Math.min(toSkip, read.length),
      Math.max(0, limit - size) + Math.min(toSkip, read.length),
    );
    toSkip -= Math.min(toSkip, read.length);
    if (bytes.length === 0) continue;
    chunks.push(bytes);
    size += bytes.length;
    if (!isPipe) continue;
    tally.whole += Math.floor(bytes.length / inSize);
    tally.partial += bytes.length % inSize === 0 ? 0 : 1;
  }
  return { bytes: joined(chunks), tally: isPipe ? tally : tallyOf(size, inSize) };
}

function converted(bytes: Uint8Array, { conversions }: Transfer): Uint8Array {
  const shifted = (from: number, to: number, by: number): Uint8Array =>
    bytes.map((byte) => (byte >= from && byte <= to ? byte + by : byte));
  if (conversions.has('ucase')) return shifted(97, 122, -32);
  if (conversions.has('lcase')) return shifted(65, 90, 32);
  if (conversions.has('swab')) return bytes.map((byte, at) => bytes[at ^ 1] ?? byte);
  return bytes;
}

/** The file's whole content when the bytes have been written into it. */
function merged(bytes: Uint8Array, path: string, { seek, conversions, flags }: Transfer, io: ProgramIo): Uint8Array {
  const { files } = io.world;
  const before = files.find(path, io.cwd) === undefined ? new Uint8Array() : files.read(path, io.cwd);
  const at = flags.has('append') ? before.length : seek;
  const kept = new Uint8Array(at);
  kept.set(before.subarray(0, at));
  const rest = conversions.has('notrunc') ? before.subarray(at + bytes.length) : new Uint8Array();
  return joined([kept, bytes, rest]);
}

/** Writes to a file; answers how many bytes went into it and, where not all did, why. */
function give(
  bytes: Uint8Array,
  path: string,
  transfer: Transfer,
  io: ProgramIo,
): { written: number; reason?: string } {
  const device = deviceName(path, io);
  if (device === '/dev/full' && bytes.length > 0) return { written: 0, reason: 'No space left on device' };
  if (device !== undefined) return { written: bytes.length };
  const whole = merged(bytes, path, transfer, io);
  const start = whole.length - bytes.length;
  try {
    writeFile(path, whole.subarray(0, LARGEST), io);
    if (whole.length <= LARGEST) return { written: bytes.length };
    return { written: Math.max(0, LARGEST - start), reason: 'File too large' };
  } catch (error) {
    if (!(error instanceof FileError) || error.code !== 'ENOSPC') throw error;
    const size = io.world.files.find(path, io.cwd)?.size ?? 0;
    return { written: Math.max(0, size - start), reason: error.reason };
  }
}

/** What keeps the output from being opened. */
function openingProblem(path: string, io: ProgramIo): string | undefined {
  const { files } = io.world;
  try {
    if (files.find(path, io.cwd) === undefined) files.write(path, new Uint8Array(), io.cwd);
    else if (deviceName(path, io) === undefined) files.append(path, new Uint8Array(), io.cwd);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Copies to stdout, or nowhere, what has no end. */
async function pourForever(input: Input, writes: boolean, io: ProgramIo): Promise<never> {
  for (let written = 0; ; ) {
    const bytes = (await input.read()) ?? new Uint8Array();
    if (writes) io.stdout.write(bytes);
    written += bytes.length;
    await pause(io, written);
  }
}

function refuseOperands({ mistake, isUsage }: Mistake, io: ProgramIo): number {
  if (!isUsage) return complain(io, mistake);
  return isBusybox(io) ? badUsage({ ...io, stderr: withoutFirst(io) }, mistake) : badUsage(io, mistake);
}

/** Busybox explains itself without saying what was wrong. */
function withoutFirst({ stderr }: ProgramIo): ProgramIo['stderr'] {
  let isFirst = true;
  return {
    write(data) {
      if (!isFirst) stderr.write(data);
      isFirst = false;
    },
  };
}

/** Opens what is read; the exit code where that cannot be. */
function openSource({ input: path, status }: Transfer, io: ProgramIo): Input | number {
  try {
    return openInput(path ?? '-', io);
  } catch (error) {
    const reason = reasonOf(error);
    const isFolder = error instanceof FileError && error.code === 'EISDIR' && path !== undefined;
    if (!isFolder)
      return refuse(io, { gnu: `failed to open ${quoted(path ?? '')}`, busybox: `can't open '${path}'` }, reason);
    refuse(io, { gnu: `error reading ${quoted(path)}`, busybox: path }, reason);
    if (!isBusybox(io)) io.stderr.write(summary(tallyOf(0, 1), tallyOf(0, 1), 0, status, false));
    return 1;
  }
}

function refuse(io: ProgramIo, words: Words, reason: string): number {
  return complain(io, `${inDialect(io, words)}: ${reason}`);
}

/** Whether nothing ends the copying: an endless device is read, and nothing can get full. */
function isEndless({ input, output, count }: Transfer, io: ProgramIo): boolean {
  const from = input === undefined ? undefined : deviceName(input, io);
  const to = output === undefined ? undefined : deviceName(output, io);
  const isSource = from !== undefined && from !== '/dev/null' && from !== '/dev/tty';
  return isSource && count === undefined && (output === undefined || (to !== undefined && to !== '/dev/full'));
}

/** Complains where more is skipped than a file has. */
function checkSkip({ input, skip }: Transfer, io: ProgramIo): void {
  if (input === undefined || isBusybox(io) || deviceName(input, io) !== undefined) return;
  const size = io.world.files.find(input, io.cwd)?.size ?? skip;
  if (skip > size) complain(io, `${input}: cannot skip to specified offset`);
}

/** Copies blocks: `if= of= bs= count= skip= seek= conv= status=`. */
export async function dd(args: readonly string[], io: ProgramIo): Promise<number> {
  const transfer = readTransfer(args, isBusybox(io));
  if ('mistake' in transfer) return refuseOperands(transfer, io);
  const stream = transfer.output === undefined ? undefined : outputStream(transfer.output, io);
  if (stream !== undefined) return await copy({ ...transfer, output: undefined }, { ...io, stdout: stream });
  return await copy(transfer, io);
}

async function copy(transfer: Transfer, io: ProgramIo): Promise<number> {
  const { output: to, inSize, outSize, status } = transfer;
  const input = openSource(transfer, io);
  if (typeof input === 'number') return input;
  const problem = to === undefined ? undefined : openingProblem(to, io);
  if (to !== undefined && problem !== undefined) {
    return refuse(io, { gnu: `failed to open ${quoted(to)}`, busybox: `can't open '${to}'` }, problem);
  }
  if (isEndless(transfer, io)) return await pourForever(input, to === undefined, io);
  const { bytes, tally } = await take(input, transfer);
  checkSkip(transfer, io);
  const output = converted(bytes, transfer);
  if (to === undefined) io.stdout.write(output);
  const { written, reason } = to === undefined ? { written: bytes.length } : give(output, to, transfer, io);
  if (to === undefined || reason === undefined) {
    const given = inSize === outSize ? tally : tallyOf(written, outSize);
    io.stderr.write(summary(tally, given, written, status, isBusybox(io)));
    return 0;
  }
  refuse(io, { gnu: `error writing ${quoted(to)}`, busybox: `error writing '${to}'` }, reason);
  const whole = Math.floor(written / outSize);
  io.stderr.write(summary({ whole: whole + 1, partial: 0 }, { whole, partial: 0 }, written, status, isBusybox(io)));
  return 1;
}
