import { CommandError } from '../command-error';
import { utf8Text } from './bytes';
import { refuseNoVariable } from './variable-name';

/** A longer line ends the reading, without a word. @upstream bufio.MaxScanTokenSize */
const LONGEST_LINE = 65536;

const NEWLINE = 10;

/**
 * The variables in a file of `key=value` lines; a key alone takes its value from the environment.
 * @throws CommandError for names that are none
 * @upstream kubectl pkg/cmd/util/env_file.go
 */
export function readEnvFile(
  path: string,
  bytes: Uint8Array,
  env: (name: string) => string | undefined,
): (readonly [key: string, value: string])[] {
  const variables: (readonly [string, string])[] = [];
  for (const [index, line] of linesOf(bytes).entries()) {
    const text = utf8Text(line);
    if (text === undefined) {
      throw new CommandError(
        `env file ${path} contains invalid utf8 bytes at line ${index + 1}: [${Array.from(line).join(' ')}]`,
      );
    }
    const assignment = (index === 0 ? text.replace(/^\uFEFF/, '') : text).replace(/^[\s\u0085]+/, '');
    if (assignment === '' || assignment.startsWith('#')) continue;
    const { key, value } = split(assignment);
    refuseNoVariable(key);
    variables.push([key, value ?? env(key) ?? '']);
  }
  return variables;
}

function split(assignment: string): { key: string; value?: string } {
  const equals = assignment.indexOf('=');
  return equals < 0 ? { key: assignment } : { key: assignment.slice(0, equals), value: assignment.slice(equals + 1) };
}

/** @upstream bufio.ScanLines */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    if (end - start >= LONGEST_LINE) break;
    const hasReturn = end > start && bytes[end - 1] === 13;
    lines.push(bytes.subarray(start, hasReturn ? end - 1 : end));
    start = end + 1;
  }
  return lines;
}
