import { BoundedRegExp } from '../../bounded-reg-exp';
import { FileError } from '../../files/file-error';
import type { FileSystem } from '../../files/file-system';
import { absolutePath, baseOf, below, parentOf } from '../../files/path';

/** A directive of nginx's configuration, with the place where it ends. */
export type Directive = {
  readonly name: string;
  readonly args: readonly string[];
  readonly file: string;
  readonly line: number;
  readonly block?: readonly Directive[];
};

/** What nginx says of a configuration that it cannot read, without the level. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Token = { readonly text: string; readonly line: number; readonly isQuoted: boolean };

const escapes: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n', '"': '"', "'": "'", '\\': '\\' };

function withoutEscapes(text: string): string {
  return text.replace(/\\(.)/gs, (whole, letter: string) => escapes[letter] ?? whole);
}

/** Cuts a configuration into words and `;`, `{`, `}`. @upstream src/core/ngx_conf_file.c ngx_conf_read_token */
function tokens(text: string, file: string): Token[] {
  const found: Token[] = [];
  const pattern =
    /#[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[;{}]|(?:\\.|\$\{\w*\}|[^\s;{}\\"'#]|(?<=[^\s;{}])["'#])+|\s+|["'\\]/gs;
  let line = 1;
  for (const [part] of text.matchAll(pattern)) {
    const isQuoted = part.length > 1 && /^["']/.test(part);
    const start = line;
    line += part.split('\n').length - 1;
    if (part.startsWith('#') || part.trim() === '') continue;
    if (part === '"' || part === "'") {
      const last = text.split('\n').length;
      throw new ConfigError(`unexpected end of file, expecting ";" or "}" in ${file}:${last}`);
    }
    const inner = isQuoted ? part.slice(1, -1) : part;
    found.push({ text: withoutEscapes(inner), line: isQuoted ? line : start, isQuoted });
  }
  return found;
}

/** A file on the way: its tokens that are not read yet, its last line, and how deep it is included. */
type OpenFile = { readonly path: string; readonly last: number; readonly depth: number; readonly left: Token[] };

/** Reads a configuration with all that it includes. */
class Reader {
  constructor(
    private readonly files: FileSystem,
    private readonly prefix: string,
  ) {}

  read(path: string, from?: Directive, depth = 0): Directive[] {
    const text = this.textOf(path, from);
    const last = Math.max(1, text.split('\n').length - (text.endsWith('\n') ? 1 : 0));
    return this.block({ path, last, depth, left: tokens(text, path) }, true);
  }

  /** Reads directives up to the end of a block, or of the file. */
  private block(file: OpenFile, isTop: boolean): Directive[] {
    const { path, last, depth, left } = file;
    const found: Directive[] = [];
    let words: Token[] = [];
    for (let token = left.shift(); token !== undefined; token = left.shift()) {
      const { text: sign, line, isQuoted } = token;
      if (isQuoted || !/^[;{}]$/.test(sign)) {
        words.push(token);
        continue;
      }
      const isUnexpected = sign === '}' ? words.length > 0 || isTop : words.length === 0;
      if (isUnexpected) throw new ConfigError(`unexpected "${sign}" in ${path}:${line}`);
      if (sign === '}') return found;
      const [name = '', ...args] = words.map(({ text: word }) => word);
      words = [];
      const directive: Directive = { name, args, file: path, line };
      if (sign === '{') found.push({ ...directive, block: this.block(file, false) });
      else if (name === 'include') found.push(...this.included(directive, depth));
      else found.push(directive);
    }
    if (words.length > 0) throw endOfFile('";" or "}"', path, last);
    if (!isTop) throw endOfFile('"}"', path, last);
    return found;
  }

  private included(directive: Directive, depth: number): Directive[] {
    const path = absolutePath(directive.args[0] ?? '', this.prefix);
    if (depth > 10) throw new ConfigError(`too many included files in ${directive.file}:${directive.line}`);
    if (!/[*?[]/.test(path)) return this.read(path, directive, depth + 1);
    const pattern = baseOf(path)
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    const folder = parentOf(path);
    if (!this.files.isFolder(folder)) return [];
    const matcher = new BoundedRegExp(`^${pattern}$`);
    return this.files
      .list(folder)
      .filter((name) => !name.startsWith('.') && matcher.test(name))
      .flatMap((name) => this.read(below(folder, name), directive, depth + 1));
  }

  private textOf(path: string, from: Directive | undefined): string {
    const place = from === undefined ? '' : ` in ${from.file}:${from.line}`;
    try {
      return this.files.readText(path);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new ConfigError(`open() "${path}" failed (${errorNumber(error)}: ${error.reason})${place}`);
    }
  }
}

function endOfFile(expected: string, file: string, line: number): ConfigError {
  return new ConfigError(`unexpected end of file, expecting ${expected} in ${file}:${line}`);
}

/** The number that Linux has for a file error. */
export function errorNumber({ code }: FileError): number {
  const numbers: Readonly<Record<string, number>> = {
    EPERM: 1,
    ENOENT: 2,
    EACCES: 13,
    ENOTDIR: 20,
    EISDIR: 21,
    EROFS: 30,
  };
  return numbers[code] ?? 5;
}

const inServer = ['http', 'server', 'location', 'if'];

/** Where directives may stand, for those that are put in the wrong place most. */
const places: Readonly<Record<string, readonly string[]>> = {
  events: ['main'],
  http: ['main'],
  user: ['main'],
  worker_processes: ['main'],
  worker_connections: ['events'],
  upstream: ['http', 'stream'],
  server: ['http', 'stream', 'upstream', 'mail'],
  location: ['server', 'location'],
  listen: ['server'],
  server_name: ['server'],
  root: inServer,
  index: inServer,
  alias: ['location'],
  try_files: ['server', 'location'],
  return: ['server', 'location', 'if'],
  proxy_pass: ['location', 'if', 'limit_except', 'server'],
  log_format: ['http', 'stream'],
};

/** How many arguments directives take, for those whose `;` is forgotten most. */
const single = new Set([
  'root',
  'alias',
  'proxy_pass',
  'default_type',
  'worker_connections',
  'worker_processes',
  'pid',
]);

const opaque = new Set(['types', 'map', 'geo', 'split_clients', 'upstream']);

function check(directives: readonly Directive[], context: string): void {
  for (const { name, args, file, line, block } of directives) {
    const place = `in ${file}:${line}`;
    const allowed = Object.hasOwn(places, name) ? places[name] : undefined;
    if (allowed !== undefined && !allowed.includes(context)) {
      throw new ConfigError(`"${name}" directive is not allowed here ${place}`);
    }
    if (single.has(name) && args.length !== 1) {
      throw new ConfigError(`invalid number of arguments in "${name}" directive ${place}`);
    }
    if (block !== undefined && !opaque.has(name)) check(block, name);
  }
}

/** Reads nginx's configuration as it is when it starts. @throws ConfigError */
export function readConfig(files: FileSystem, path: string): readonly Directive[] {
  const directives = new Reader(files, parentOf(path)).read(path);
  check(directives, 'main');
  if (!directives.some(({ name }) => name === 'events')) throw new ConfigError('no "events" section in configuration');
  return directives;
}
