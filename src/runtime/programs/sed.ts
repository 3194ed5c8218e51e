import { readInputs } from './input';
import { parseOptions } from './option';
import { fail, linesOf, type ProgramIo, type ProgramResult, textOf } from './program';
import { basicRegExp, extendedRegExp } from './regular-expression';

type Substitution = { readonly pattern: RegExp; readonly replacement: string; readonly prints: boolean };

/** The replacement as JavaScript writes it: `\1` is `$1`, `&` the match. */
function replacementText(text: string): string {
  return text.replaceAll('$', '$$$$').replace(/\\(\d)|\\(.)|&/g, (whole, group?: string, literal?: string) => {
    if (group !== undefined) return `$${group}`;
    return whole === '&' ? '$&' : (literal ?? '');
  });
}

/** Reads `s/PATTERN/REPLACEMENT/FLAGS` commands, divided by `;` or lines; undefined where there is anything else. */
function parseScript(script: string, isExtended: boolean): Substitution[] | undefined {
  const substitutions: Substitution[] = [];
  let rest = script.trim();
  while (rest !== '') {
    const match = /^s(.)((?:\\.|(?!\1).)*)\1((?:\\.|(?!\1).)*)\1([gpiI]*)\s*(?:[;\n]\s*|$)/s.exec(rest);
    if (match === null) return undefined;
    const [whole, separator = '/', pattern = '', replacement = '', flags = ''] = match;
    const plain = (text: string): string => text.replaceAll(`\\${separator}`, separator);
    const source = (isExtended ? extendedRegExp : basicRegExp)(plain(pattern));
    const options = `${flags.includes('g') ? 'g' : ''}${/i/i.test(flags) ? 'i' : ''}`;
    substitutions.push({
      pattern: new RegExp(source, options),
      replacement: replacementText(plain(replacement)),
      prints: flags.includes('p'),
    });
    rest = rest.slice(whole.length);
  }
  return substitutions;
}

/** Edits lines by `s/PATTERN/REPLACEMENT/[gpi]`, the one command that is simulated; `-n`, `-E`, `-r`, `-e`. */
export function sed(args: readonly string[], io: ProgramIo): ProgramResult {
  const { flags, values, operands } = parseOptions(args, 'e');
  const script = (values.get('e') ?? operands.slice(0, 1)).join('\n');
  const substitutions = parseScript(script, flags.has('E') || flags.has('r'));
  if (substitutions === undefined) return fail('sed: kubectl-lite simulates s/// only');
  const { inputs, stderr } = readInputs('sed', values.has('e') ? operands : operands.slice(1), io);
  const lines: string[] = [];
  for (const line of inputs.flatMap(({ text }) => linesOf(text))) {
    let edited = line;
    for (const { pattern, replacement, prints } of substitutions) {
      const before = edited;
      edited = edited.replace(pattern, replacement);
      if (prints && before !== edited) lines.push(edited);
    }
    if (!flags.has('n')) lines.push(edited);
  }
  return { stdout: textOf(lines), stderr, exitCode: stderr === '' ? 0 : 1 };
}
