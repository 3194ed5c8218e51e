/** A file or a folder in an archive. */
export type TarEntry = {
  readonly name: string;
  readonly type: 'file' | 'folder' | 'link';
  readonly bytes: Uint8Array;
  /** What a link leads to. */
  readonly link?: string;
  /** The permission bits; the usual ones where it is not said. */
  readonly mode?: number;
  /** Seconds since 1970; that of the archive where it is not said. */
  readonly time?: number;
};

const BLOCK = 512;
const types: Readonly<Record<string, TarEntry['type']>> = {
  '0': 'file',
  '\0': 'file',
  '5': 'folder',
  '1': 'link',
  '2': 'link',
};
const padded = (size: number): number => Math.ceil(size / BLOCK) * BLOCK;

/** An archive in the ustar format. @param time seconds since 1970 @upstream POSIX pax, ustar interchange format */
export function writeTar(entries: readonly TarEntry[], time: number): Uint8Array {
  const size = entries.reduce((sum, { bytes }) => sum + BLOCK + padded(bytes.length), 2 * BLOCK);
  const archive = new Uint8Array(size);
  let at = 0;
  for (const entry of entries) {
    archive.set(header(entry, time), at);
    archive.set(entry.bytes, at + BLOCK);
    at += BLOCK + padded(entry.bytes.length);
  }
  return archive;
}

function header({ name, type, bytes, link, mode, ...entry }: TarEntry, time: number): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (text: string, at: number): void => block.set(new TextEncoder().encode(text), at);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  const [prefix, rest] = splitName(type === 'folder' ? `${name}/` : name);
  put(rest, 0);
  put(octal(mode ?? (type === 'folder' ? 0o755 : 0o644), 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(bytes.length, 11), 124);
  put(octal(entry.time ?? time, 11), 136);
  put('        ', 148);
  put({ folder: '5', file: '0', link: '2' }[type], 156);
  put(link ?? '', 157);
  put('ustar\x0000', 257);
  put(prefix, 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${octal(sum, 6)} `, 148);
  return block;
}

/** A name of more than a hundred bytes is cut at a slash. @throws Error where that is of no use */
function splitName(name: string): [prefix: string, rest: string] {
  const length = (text: string): number => new TextEncoder().encode(text).length;
  if (length(name) <= 100) return ['', name];
  for (let at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) {
    const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)];
    if (length(prefix) <= 155 && length(rest) <= 100 && rest !== '') return [prefix, rest];
  }
  throw new Error(`archive/tar: cannot encode header: ${name} is too long`);
}

/** What an archive holds so far, and whether it has come to its end. */
export type TarContent = { readonly entries: readonly TarEntry[]; readonly isWhole: boolean };

/** Reads as much of an archive as there is. GNU's long names and pax's paths are known. */
export function readTar(archive: Uint8Array): TarContent {
  const entries: TarEntry[] = [];
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const block = archive.subarray(at, at + BLOCK);
    if (block.every((byte) => byte === 0)) return { entries, isWhole: true };
    const size = Number.parseInt(textAt(block, 124, 12).trim() || '0', 8);
    const bytes = archive.slice(at + BLOCK, at + BLOCK + size);
    if (bytes.length < size) break;
    const flag = String.fromCharCode(block[156] ?? 0);
    if (flag === 'L') longName = textAt(bytes, 0, size);
    else if (flag === 'x') longName = paxPath(bytes) ?? longName;
    else {
      entries.push(entryOf(block, bytes, longName));
      longName = undefined;
    }
    at += BLOCK + padded(size);
  }
  return { entries, isWhole: false };
}

function entryOf(block: Uint8Array, bytes: Uint8Array, longName: string | undefined): TarEntry {
  const prefix = textAt(block, 257, 6) === 'ustar' ? textAt(block, 345, 155) : '';
  const name = longName ?? (prefix === '' ? '' : `${prefix}/`) + textAt(block, 0, 100);
  const type = types[String.fromCharCode(block[156] ?? 0)] ?? 'link';
  return {
    name,
    type,
    bytes,
    link: type === 'link' ? textAt(block, 157, 100) : undefined,
    mode: Number.parseInt(textAt(block, 100, 8).trim() || '644', 8),
    time: Number.parseInt(textAt(block, 136, 12).trim() || '0', 8),
  };
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  const [text = ''] = new TextDecoder().decode(bytes.subarray(at, at + length)).split('\0');
  return text;
}

function paxPath(bytes: Uint8Array): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(new TextDecoder().decode(bytes))?.[1];
}
