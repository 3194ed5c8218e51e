import { replaceEscapes } from './escape';
import { parseOptions } from './option';
import { fail, type ProgramIo, type ProgramResult, succeed } from './program';

const classes: readonly (readonly [RegExp, string])[] = [
  [/\[:upper:\]/g, 'A-Z'],
  [/\[:lower:\]/g, 'a-z'],
  [/\[:digit:\]/g, '0-9'],
  [/\[:alpha:\]/g, 'A-Za-z'],
  [/\[:alnum:\]/g, 'A-Za-z0-9'],
  [/\[:space:\]/g, ' \t\n\r\v\f'],
];

function charactersOf(set: string): string[] {
  const named = classes.reduce((text, [pattern, characters]) => text.replace(pattern, characters), set);
  const expanded = replaceEscapes(named).text.replace(/(.)-(.)/gs, (_whole, from: string, to: string) => {
    const first = from.charCodeAt(0);
    const count = Math.max(0, to.charCodeAt(0) - first + 1);
    return Array.from({ length: count }, (_item, i) => String.fromCharCode(first + i)).join('');
  });
  return [...expanded];
}

/** Replaces characters of one set by another's; `-d` deletes them, `-s` squeezes repeats, `-c` takes all others. */
export function tr(args: readonly string[], { stdin }: ProgramIo): ProgramResult {
  const { flags, operands } = parseOptions(args);
  const [first, second] = operands;
  if (first === undefined) return fail('tr: missing operand');
  const from = charactersOf(first);
  const to = charactersOf(second ?? '');
  const isChosen = (character: string): boolean => from.includes(character) !== flags.has('c');
  const replace = (character: string): string =>
    flags.has('c') ? (to.at(-1) ?? '') : (to[from.indexOf(character)] ?? to.at(-1) ?? character);
  let text = '';
  let last: string | undefined;
  for (const character of stdin) {
    const chosen = isChosen(character);
    if (chosen && flags.has('d')) continue;
    const written = chosen && to.length > 0 ? replace(character) : character;
    const squeezed = flags.has('s') && chosen && written === last;
    if (!squeezed) text += written;
    last = written;
  }
  return succeed(text);
}
