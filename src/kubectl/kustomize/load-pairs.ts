import { goQuote } from '../../apimachinery/go-value';
import { CommandError } from '../command-error';
import { utf8Text } from '../generate/bytes';
import type { Generator } from './kustomization';
import type { Loader } from './loader';
import { baseName } from './paths';
import { prefixed } from './prefixed';

type Pair = readonly [key: string, value: Uint8Array];

/** The keys and values that a generator names: of files of variables, of literals, of files. @upstream kustomize api/kv/kv.go */
export function loadPairs({ envs = [], env = '', literals = [], files = [] }: Generator, loader: Loader): Pair[] {
  const variableFiles = env === '' ? envs : [...envs, env];
  return [
    ...prefixed(`env source files: ${goList(variableFiles)}`, () =>
      variableFiles.flatMap((path) => variables(loader.readBytes(path))),
    ),
    ...prefixed(`literal sources ${goList(literals)}`, () => literals.map(literalPair)),
    ...prefixed(`file sources: ${goList(files)}`, () =>
      files.map((source): Pair => {
        const [key, path] = fileSource(source);
        return [key, loader.readBytes(path)];
      }),
    ),
  ];
}

function goList(texts: readonly string[]): string {
  return `[${texts.join(' ')}]`;
}

const encoder = new TextEncoder();

/** `key=value`, the value without the quotes around it. */
function literalPair(source: string): Pair {
  const equals = source.indexOf('=');
  if (equals <= 0) throw new CommandError(`invalid literal source ${source}, expected key=value`);
  return [source.slice(0, equals), encoder.encode(unquoted(source.slice(equals + 1)))];
}

function unquoted(text: string): string {
  const isQuoted = text.length >= 2 && /^["']/.test(text) && text.at(-1) === text[0];
  return isQuoted ? text.slice(1, -1) : text;
}

/** `path` or `key=path`. */
function fileSource(source: string): [key: string, path: string] {
  const [key = '', path, ...others] = source.split('=');
  if (path === undefined) return [baseName(source), source];
  const quoted = JSON.stringify(source);
  if (others.length > 0) throw new CommandError(`source ${quoted} key name or file path contains '='`);
  if (key === '') throw new CommandError(`missing key name for file path ${goQuote(path)} in source ${quoted}`);
  if (path === '') throw new CommandError(`missing file path for key name ${goQuote(key)} in source ${quoted}`);
  return [key, path];
}

/** The lines `key=value` of a file; a key alone has no value. */
function variables(bytes: Uint8Array): Pair[] {
  const text = utf8Text(bytes) ?? '';
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return lines.flatMap((line): Pair[] => {
    const assignment = line.replace(/^[\s\u0085]+/, '');
    if (assignment === '' || assignment.startsWith('#')) return [];
    const equals = assignment.indexOf('=');
    const [key, value] = equals < 0 ? [assignment, ''] : [assignment.slice(0, equals), assignment.slice(equals + 1)];
    return key === '' ? [] : [[key, encoder.encode(value)]];
  });
}
