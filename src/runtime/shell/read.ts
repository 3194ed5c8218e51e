import { linesOf } from '../programs/program';
import type { ShellState, Streams } from './state';
import { setArray, setVariable } from './variable';

type ReadOptions = { isRaw: boolean; array?: string; delimiter: string; prompt: string; names: string[] };

function readOptions(args: readonly string[]): ReadOptions {
  const options: ReadOptions = { isRaw: false, delimiter: '\n', prompt: '', names: [] };
  const words = [...args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (!word.startsWith('-')) {
      options.names.push(word);
      continue;
    }
    options.isRaw ||= word.includes('r');
    const letter = /[adptnNu]$/.exec(word)?.[0];
    const value = letter === undefined ? '' : (words.shift() ?? '');
    if (letter === 'a') options.array = value;
    if (letter === 'p') options.prompt = value;
    if (letter === 'd') options.delimiter = value || '\0';
  }
  return options;
}

/** Splits a line among names: the last one takes the rest. */
function divide(line: string, count: number, separators: string): string[] {
  const blanks = [...separators].filter((character) => ' \t\n'.includes(character)).join('');
  const strip = (text: string): string => {
    let [from, to] = [0, text.length];
    while (from < to && blanks.includes(text.charAt(from))) from += 1;
    while (to > from && blanks.includes(text.charAt(to - 1))) to -= 1;
    return text.slice(from, to);
  };
  const words: string[] = [];
  let rest = strip(line);
  while (rest !== '' && words.length < count - 1) {
    const end = [...rest].findIndex((character) => separators.includes(character));
    if (end < 0) break;
    words.push(rest.slice(0, end));
    rest = strip(rest.slice(blanks.includes(rest.charAt(end)) ? end : end + 1));
  }
  return rest === '' ? words : [...words, rest];
}

async function nextText({ stdin }: Streams, delimiter: string): Promise<string | undefined> {
  if (delimiter === '\n') return await stdin.readLine();
  const text = await stdin.readText();
  return text === '' ? undefined : (text.split(delimiter)[0] ?? '');
}

/** `read [-r] [-a ARRAY] [-d DELIMITER] [-p PROMPT] [NAME…]` */
export async function read(args: readonly string[], state: ShellState, streams: Streams): Promise<number> {
  const { isRaw, array, delimiter, prompt, names } = readOptions(args);
  if (prompt !== '' && streams.stdin.isTerminal) streams.stderr.write(prompt);
  let line = await nextText(streams, delimiter);
  const isEnd = line === undefined;
  if (!isRaw) {
    while (line?.endsWith('\\')) line = line.slice(0, -1) + ((await nextText(streams, delimiter)) ?? '');
    line = line?.replace(/\\(.)/g, '$1');
  }
  const separators = state.variables.get('IFS') ?? ' \t\n';
  if (array !== undefined) {
    const words = separators === '' ? [line ?? ''] : divide(line ?? '', Number.MAX_SAFE_INTEGER, separators);
    setArray(state, array, new Map(words.map((word, i) => [String(i), word])));
    return isEnd ? 1 : 0;
  }
  const targets = names.length === 0 ? ['REPLY'] : names;
  const words = names.length === 0 || separators === '' ? [line ?? ''] : divide(line ?? '', targets.length, separators);
  for (const [i, name] of targets.entries()) setVariable(state, name, words[i] ?? '');
  return isEnd ? 1 : 0;
}

/** `mapfile [-t] [ARRAY]` */
export async function mapfile(args: readonly string[], state: ShellState, { stdin }: Streams): Promise<number> {
  const name = args.find((arg) => !arg.startsWith('-')) ?? 'MAPFILE';
  const newline = args.includes('-t') ? '' : '\n';
  const lines = linesOf(await stdin.readText());
  setArray(state, name, new Map(lines.map((line, i) => [String(i), `${line}${newline}`])));
  return 0;
}

type Options = { readonly letters: string; readonly words: readonly string[] };

/** Where getopts stands: the word, and the letter in it. */
type Place = { readonly word: number; readonly letter: number };

/** The option that comes next, with its value; undefined where there is none. */
function nextOption({ letters, words }: Options, { word, letter }: Place) {
  const text = words[word - 1];
  if (text === undefined || !/^-./.test(text) || text === '--') {
    return { next: { word: text === '--' ? word + 1 : word, letter: 1 } };
  }
  const option = text.charAt(letter);
  const rest = text.slice(letter + 1);
  const following: Place = rest === '' ? { word: word + 1, letter: 1 } : { word, letter: letter + 1 };
  const at = option === ':' ? -1 : letters.indexOf(option);
  if (at < 0) return { option, problem: 'illegal option', next: following };
  if (letters.charAt(at + 1) !== ':') return { option, next: following };
  const value = rest === '' ? words[word] : rest;
  const next = { word: rest === '' ? word + 2 : word + 1, letter: 1 };
  return value === undefined ? { option, problem: 'option requires an argument', next } : { option, value, next };
}

/** `getopts OPTIONS NAME [ARG…]` @upstream POSIX getopts */
export function getopts(args: readonly string[], state: ShellState, { stderr }: Streams): number {
  const [letters = '', name = '', ...given] = args;
  const { variables } = state;
  const place = { word: Number(variables.get('OPTIND') ?? 1), letter: Number(variables.get('__OPTLETTER') ?? 1) };
  const words = given.length > 0 ? given : state.positional;
  const { option, value, problem, next } = nextOption({ letters, words }, place);
  setVariable(state, 'OPTIND', String(next.word));
  if (next.letter === 1) variables.delete('__OPTLETTER');
  else variables.set('__OPTLETTER', String(next.letter));
  variables.delete('OPTARG');
  if (value !== undefined) setVariable(state, 'OPTARG', value);
  if (problem !== undefined && letters.startsWith(':')) setVariable(state, 'OPTARG', option);
  else if (problem !== undefined) stderr.write(`${state.name}: ${problem} -- ${option}\n`);
  const isMissing = problem?.startsWith('option') && letters.startsWith(':');
  setVariable(state, name, problem === undefined ? (option ?? '?') : isMissing ? ':' : '?');
  return option === undefined ? 1 : 0;
}
