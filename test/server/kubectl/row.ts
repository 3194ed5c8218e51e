/** One command line, and what it reads. */
export type Row = {
  readonly line: string;
  readonly stdin?: string;
  /** What the environment holds besides. */
  readonly env?: Readonly<Record<string, string>>;
  /** Why the two are not the same, where they cannot be. */
  readonly differs?: string;
  /** The only patch version that prints the same. */
  readonly patch?: string;
};

/** Commands one after the other on a cluster of their own. */
export type Scenario = {
  readonly name: string;
  readonly rows: readonly Row[];
  /** Played where REFEREE=all or names it: what it tells anew is not worth a minute of each run. */
  readonly isThorough?: boolean;
};

export const rows = (...lines: readonly (string | Row)[]): Row[] =>
  lines.map((line) => (typeof line === 'string' ? { line } : line));

export const manifest = (kind: string, rest: string): string => `apiVersion: v1\nkind: ${kind}\n${rest}`;
export const configMap = (name: string, value: string): string =>
  manifest('ConfigMap', `metadata: {name: ${name}}\ndata: {key: ${value}}\n`);
