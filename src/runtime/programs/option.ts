/** A command line: flags in the order given, their values, and the rest. */
export type Options = {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
};

/**
 * Reads short options as getopt does: `-iv`, `-n5`, `-n 5`, `--`; long options become flags by their name.
 * @param valued the letters that take a value
 */
export function parseOptions(args: readonly string[], valued = ''): Options {
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    if (arg === '--') return { flags, values, operands: [...operands, ...args.slice(i + 1)] };
    if (!arg.startsWith('-') || arg === '-') operands.push(arg);
    else if (arg.startsWith('--')) flags.add(arg.slice(2));
    else i += readCluster(arg.slice(1), args[i + 1], valued, flags, values);
  }
  return { flags, values, operands };
}

/** Reads `-abc`; answers how many of the following arguments it took. */
function readCluster(
  cluster: string,
  following: string | undefined,
  valued: string,
  flags: Set<string>,
  values: Map<string, string[]>,
): number {
  for (let at = 0; at < cluster.length; at += 1) {
    const letter = cluster.charAt(at);
    if (!valued.includes(letter)) {
      flags.add(letter);
      continue;
    }
    const attached = cluster.slice(at + 1);
    const value = attached === '' ? (following ?? '') : attached;
    values.set(letter, [...(values.get(letter) ?? []), value]);
    return attached === '' ? 1 : 0;
  }
  return 0;
}
