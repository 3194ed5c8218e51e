import type { Input } from '../streams';
import { complain, isBusybox, reasonOf } from './complaint';
import { fromByteText } from './escape';
import { openInput, pump } from './open';
import { readOptions } from './option';
import type { ProgramIo } from './program';
import { quotedIfOdd } from './quote';

const NEWLINE = 10;
const TAB = 9;
const RETURN = 13;

const grammar = {
  letters: 'AbeEnstTuv',
  long: {
    'show-all': 'A',
    'number-nonblank': 'b',
    'show-ends': 'E',
    number: 'n',
    'squeeze-blank': 's',
    'show-tabs': 'T',
    'show-nonprinting': 'v',
  },
};

/** A byte as `-v` shows it: `^M`, `M-a`. */
function visible(byte: number): string {
  if (byte >= 128) return `M-${visible(byte - 128)}`;
  if (byte === 127) return '^?';
  return byte < 32 ? `^${String.fromCharCode(byte + 64)}` : String.fromCharCode(byte);
}

/** What changes bytes on their way; it knows where it is in a line from one piece to the next. */
type Change = { readonly apply: (bytes: Uint8Array) => Uint8Array; readonly isInLine: () => boolean };

function createChange(flags: ReadonlySet<string>, gap: string): Change {
  const shows = ['v', 'A', 'e', 't'].some((flag) => flags.has(flag));
  const ends = ['E', 'A', 'e'].some((flag) => flags.has(flag));
  const tabs = ['T', 'A', 't'].some((flag) => flags.has(flag));
  const numbers = flags.has('b') ? 'filled' : flags.has('n') ? 'all' : 'none';
  let line = 0;
  let atStart = true;
  let blanks = 0;
  const show = (byte: number, next: number | undefined): string => {
    if (byte === RETURN && next === NEWLINE && ends) return '^M';
    if (byte === TAB) return tabs ? '^I' : '\t';
    return shows ? visible(byte) : String.fromCharCode(byte);
  };
  const numberOf = (isBlank: boolean): string => {
    if (!atStart || numbers === 'none' || (numbers === 'filled' && isBlank)) return '';
    line += 1;
    return String(line).padStart(6) + gap;
  };
  const apply = (bytes: Uint8Array): Uint8Array => {
    let text = '';
    for (const [at, byte] of bytes.entries()) {
      const isBlank = atStart && byte === NEWLINE;
      blanks = isBlank ? blanks + 1 : atStart ? 0 : blanks;
      if (isBlank && blanks > 1 && flags.has('s')) continue;
      text += numberOf(isBlank);
      text += byte === NEWLINE ? `${ends ? '$' : ''}\n` : show(byte, bytes[at + 1]);
      atStart = byte === NEWLINE;
    }
    return fromByteText(text);
  };
  return { apply, isInLine: () => !atStart };
}

/** Prints files one after the other; `-n -b` number lines, `-s` squeezes blank ones, `-v -E -T -A -e -t` show what is unseen. */
export async function cat(args: readonly string[], io: ProgramIo): Promise<number> {
  const options = readOptions(args, io, isBusybox(io) ? { letters: 'nbvteAu' } : grammar);
  if (typeof options === 'number') return options;
  const { flags, operands } = options;
  const showsUnseen = ['v', 'e', 't', 'A'].some((flag) => flags.has(flag));
  const gap = isBusybox(io) && showsUnseen ? '  ' : '\t';
  const change = [...flags].some((flag) => flag !== 'u') ? createChange(flags, gap) : undefined;
  // Busybox ends every file with a newline where it does nothing but number lines.
  const endsLines = isBusybox(io) && (flags.has('n') || flags.has('b')) && !showsUnseen;
  let exitCode = 0;
  for (const path of operands.length === 0 ? ['-'] : operands) {
    if (isBusybox(io) && path !== '-' && io.world.files.isFolder(path, io.cwd)) {
      exitCode = complain(io, 'read error: Is a directory');
      continue;
    }
    let input: Input;
    try {
      input = openInput(path, io);
    } catch (error) {
      const reason = reasonOf(error);
      exitCode = complain(io, isBusybox(io) ? `can't open '${path}': ${reason}` : `${quotedIfOdd(path)}: ${reason}`);
      continue;
    }
    await pump(input, io, change?.apply);
    if (endsLines && change?.isInLine()) io.stdout.write(change.apply(Uint8Array.of(NEWLINE)));
  }
  return exitCode;
}
