/** What the shell is to do with candidates: bits that add up. @upstream spf13/cobra ShellCompDirective */
export const directives = {
  /** Files are candidates as well. */
  usual: 0,
  noSpace: 2,
  noFiles: 4,
  /** The candidates are endings: of files with these. */
  fileEndings: 8,
} as const;

/** What may stand in the place of a word. */
export type Completion = {
  /** Behind a tab each may be explained. */
  readonly candidates: readonly string[];
  readonly directive: number;
};

export const nothing: Completion = { candidates: [], directive: directives.noFiles };

const names: readonly (readonly [number, string])[] = [
  [directives.noSpace, 'ShellCompDirectiveNoSpace'],
  [directives.noFiles, 'ShellCompDirectiveNoFileComp'],
  [directives.fileEndings, 'ShellCompDirectiveFilterFileExt'],
];

/** The names of a directive's parts, as people are told them. */
export function directiveName(directive: number): string {
  const parts = names.filter(([bit]) => (directive & bit) !== 0).map(([, name]) => name);
  return parts.length === 0 ? 'ShellCompDirectiveDefault' : parts.join(', ');
}

/** Candidates as the shell's script reads them: a line each, and the directive last. */
export function completionText({ candidates, directive }: Completion, isDescribed: boolean): string {
  const lines = candidates.map((candidate) => {
    const [line = ''] = candidate.split('\n');
    return (isDescribed ? line : (line.split('\t')[0] ?? '')).trim();
  });
  return [...lines, `:${directive}\n`].join('\n');
}
