/** How wide the cells of a column are made, in code points. */
export type TabOptions = {
  readonly minWidth: number;
  readonly padding: number;
  /** Widths of columns printed before, kept up to date: columns never become narrower again. */
  readonly remembered?: number[];
};

/**
 * Lays out lines whose cells are separated by tabs. A column ends at the first line that has no such cell; the
 * last cell of a line belongs to no column and is not padded.
 * @upstream liggitt/tabwriter format
 */
export function alignTabs(text: string, options: TabOptions): string {
  const lines = text.split(/[\n\f]/).map((line) => line.split(/[\t\v]/));
  const widths: number[][] = lines.map(() => []);
  measureBlock(lines, widths, 0, lines.length, 0, options);
  return lines.map((cells, line) => cells.map((cell, column) => pad(cell, widths[line]?.[column])).join('')).join('\n');
}

function pad(cell: string, width: number | undefined): string {
  return width === undefined ? cell : cell + ' '.repeat(Math.max(0, width - codePoints(cell)));
}

function codePoints(text: string): number {
  return [...text].length;
}

/** Gives each run of lines that have a cell in the column one width, then goes on to the columns at its right. */
function measureBlock(
  lines: readonly (readonly string[])[],
  widths: number[][],
  from: number,
  to: number,
  column: number,
  options: TabOptions,
): void {
  const hasCell = (line: number): boolean => line < to && column < (lines[line]?.length ?? 0) - 1;
  for (let start = from; start < to; start++) {
    if (!hasCell(start)) continue;
    let end = start;
    let width = options.minWidth;
    for (; hasCell(end); end++) width = Math.max(width, codePoints(lines[end]?.[column] ?? '') + options.padding);
    width = remember(width, column, options.remembered);
    for (let line = start; line < end; line++) widths[line]?.push(width);
    measureBlock(lines, widths, start, end, column + 1, options);
    start = end;
  }
}

function remember(width: number, column: number, remembered: number[] | undefined): number {
  if (remembered === undefined) return width;
  const widest = Math.max(width, remembered[column] ?? 0);
  remembered[column] = widest;
  return widest;
}
