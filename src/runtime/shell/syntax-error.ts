import { lineOf } from './message';
import type { Missing, Parsed } from './parse';
import type { ShellState } from './state';

type Failed = Exclude<Parsed, { kind: 'script' }>;

function endMessage(missing: Missing, lines: number, state: ShellState): string {
  const expecting = missing.word === undefined ? '' : ` (expecting "${missing.word}")`;
  const isQuote = missing.quote !== undefined && missing.quote !== ')';
  if (state.kind === 'ash') {
    return isQuote ? 'syntax error: unterminated quoted string' : `syntax error: unexpected end of file${expecting}`;
  }
  if (state.kind === 'dash') {
    return isQuote ? 'Syntax error: Unterminated quoted string' : `Syntax error: end of file unexpected${expecting}`;
  }
  const line = isQuote ? lines : lines + 1;
  const detail =
    missing.quote === undefined
      ? 'syntax error: unexpected end of file'
      : `unexpected EOF while looking for matching \`${missing.quote}'`;
  return `-c: line ${line}: ${detail}`;
}

/** What a shell says of a text that it cannot parse; its exit code is then 2. */
export function syntaxErrorText(failed: Failed, text: string, state: ShellState): string {
  const lines = text.split('\n').length;
  const prefix = state.kind === 'dash' ? `${state.name}: ${lineOf(state, text.length)}: ` : `${state.name}: `;
  if (failed.kind === 'incomplete') return `${prefix}${endMessage(failed.missing, lines, state)}\n`;
  const { token, pos } = failed;
  if (state.kind === 'ash') return `${prefix}syntax error: unexpected "${token}"\n`;
  if (state.kind === 'dash') return `${prefix}Syntax error: "${token}" unexpected\n`;
  if (state.isInteractive) return `${prefix}syntax error near unexpected token \`${token}'\n`;
  const number = text.slice(0, pos).split('\n').length;
  const where = `${prefix}-c: line ${number}: `;
  return `${where}syntax error near unexpected token \`${token}'\n${where}\`${text.split('\n')[number - 1] ?? ''}'\n`;
}
