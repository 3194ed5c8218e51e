import { compareText } from '../apimachinery/json';
import type { FlagSpec } from '../kubectl/command';

/** What help says of flags, by name, with their defaults. @upstream kubectl pkg/util/templates flagsUsages */
export function flagsText(flags: readonly FlagSpec[]): string {
  return flags
    .toSorted((left, right) => compareText(left.name, right.name))
    .map(flagText)
    .join('\n\n');
}

function flagText({ name, short, type, default: initial = '', usage }: FlagSpec): string {
  const shorthand = short === undefined ? '' : `-${short}, `;
  return `    ${shorthand}--${name}=${defaultText(type, initial)}:\n\t${usage}`;
}

function defaultText(type: FlagSpec['type'], initial: string): string {
  switch (type) {
    case 'bool':
      return initial || 'false';
    case 'int':
    case 'int32':
      return initial || '0';
    case 'duration':
      return initial || '0s';
    case 'string':
      return `'${initial}'`;
    default:
      return `[${initial}]`;
  }
}
