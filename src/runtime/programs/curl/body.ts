import { FileError } from '../../files/file-error';
import { baseOf } from '../../files/path';
import { joined, toBytes } from '../../streams';
import type { ProgramIo } from '../program';
import type { CurlOptions, Given } from './option';

/** What a request carries, and what that says of itself. */
export type CurlBody = {
  readonly bytes: Uint8Array;
  readonly contentType?: string;
  /** Whether it is uploaded with PUT. */
  readonly isUpload?: boolean;
};

/** A line for stderr that `-s` keeps silent. */
export type Warn = (text: string) => void;

const BOUNDARY = '------------------------d74496d66958873e';
const dataOptions = ['data', 'data-ascii', 'data-raw', 'data-binary', 'data-urlencode', 'json'] as const;

/** Reads a file, or standard input for `-`; undefined where it cannot be read. */
async function contentOf(path: string, { world, cwd, stdin }: ProgramIo): Promise<Uint8Array | undefined> {
  if (path === '-') return await stdin.readAll();
  try {
    return world.files.read(path, cwd);
  } catch (error) {
    if (error instanceof FileError) return undefined;
    throw error;
  }
}

function escaped(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => {
    const letter = String.fromCharCode(byte);
    if (/[A-Za-z0-9._~-]/.test(letter)) return letter;
    return letter === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

async function fileData(path: string, io: ProgramIo, warn: Warn): Promise<Uint8Array> {
  const content = await contentOf(path, io);
  if (content === undefined) warn(`Couldn't read data from file "${path}", this makes an empty POST.`);
  return content ?? new Uint8Array();
}

/** `content`, `=content`, `name=content`, `@file`, `name@file`. */
async function encodedData(value: string, io: ProgramIo, warn: Warn): Promise<Uint8Array> {
  const [, name = '', sign = '', content = ''] = /^([^=@]*)([=@])(.*)$/s.exec(value) ?? [undefined, '', '=', value];
  const bytes = sign === '@' ? await fileData(content, io, warn) : toBytes(content);
  return toBytes(`${name === '' ? '' : `${name}=`}${escaped(bytes)}`);
}

async function dataOf({ name, value }: Given, io: ProgramIo, warn: Warn): Promise<Uint8Array> {
  if (name === 'data-urlencode') return await encodedData(value, io, warn);
  if (name === 'data-raw' || !value.startsWith('@')) return toBytes(value);
  const bytes = await fileData(value.slice(1), io, warn);
  // Lines are put together, except by --data-binary and --json.
  return name === 'data' || name === 'data-ascii'
    ? bytes.filter((byte) => byte !== 10 && byte !== 13 && byte !== 0)
    : bytes;
}

async function formPart(value: string, io: ProgramIo): Promise<Uint8Array | undefined> {
  const [, name = '', sign = '', rest = ''] = /^([^=]*)=([@<]?)(.*)$/s.exec(value) ?? [];
  const [content = '', ...settings] = sign === '' ? [rest] : rest.split(';');
  const bytes = sign === '' ? toBytes(content) : await contentOf(content, io);
  if (bytes === undefined) return undefined;
  const setting = (key: string): string | undefined =>
    settings.find((entry) => entry.startsWith(`${key}=`))?.slice(key.length + 1);
  const file = sign === '@' ? `; filename="${setting('filename') ?? baseOf(content)}"` : '';
  const type = setting('type') ?? (sign === '@' ? 'application/octet-stream' : undefined);
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n`;
  return joined([
    toBytes(`${head}${type === undefined ? '' : `Content-Type: ${type}\r\n`}\r\n`),
    bytes,
    toBytes('\r\n'),
  ]);
}

async function formBody(options: CurlOptions, io: ProgramIo): Promise<CurlBody | undefined> {
  const parts: Uint8Array[] = [];
  for (const { value } of options.all('form', 'form-string')) {
    const part = await formPart(value, io);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return {
    bytes: joined([...parts, toBytes(`--${BOUNDARY}--\r\n`)]),
    contentType: `multipart/form-data; boundary=${BOUNDARY}`,
  };
}

/** What `-d` and its kin amount to, joined with `&`. */
async function postData(options: CurlOptions, io: ProgramIo, warn: Warn): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  for (const option of options.all(...dataOptions)) {
    if (parts.length > 0 && option.name !== 'json') parts.push(toBytes('&'));
    parts.push(await dataOf(option, io, warn));
  }
  return parts.length === 0 ? undefined : joined(parts);
}

/**
 * The body of the requests that a command line makes.
 * @returns undefined where there is none; `missing` where a file cannot be read
 */
export async function curlBody(
  options: CurlOptions,
  io: ProgramIo,
  warn: Warn,
): Promise<CurlBody | undefined | { readonly missing: string }> {
  const upload = options.last('upload-file');
  if (upload !== undefined) {
    const bytes = await contentOf(upload, io);
    return bytes === undefined ? { missing: upload } : { bytes, isUpload: true };
  }
  if (options.all('form', 'form-string').length > 0) return (await formBody(options, io)) ?? { missing: '' };
  const bytes = await postData(options, io, warn);
  if (bytes === undefined) return undefined;
  const contentType = options.last('json') === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
  return { bytes, contentType };
}
