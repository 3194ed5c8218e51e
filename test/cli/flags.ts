import type { Flags } from '../../src/kubectl/command';

/** Flags as if they had been typed. */
export function flagsOf(typed: Readonly<Record<string, string | boolean | string[]>>): Flags {
  return {
    text: (name) => String(typed[name] ?? ''),
    bool: (name) => typed[name] === true,
    int: (name) => Number(typed[name] ?? 0),
    duration: () => 0,
    list: (name) => (typed[name] as string[] | undefined) ?? [],
    has: (name) => typed[name] !== undefined,
  };
}
