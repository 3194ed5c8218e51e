/** What describers write to: text at an indentation level, laid out in columns when it ends. */
export type Writer = {
  /** Writes text as it is; tabs end cells. A level is two spaces. */
  readonly write: (level: number, text: string) => void;
  /** Writes one line of cells. */
  readonly line: (level: number, ...cells: string[]) => void;
  /** Ends all columns: what follows is measured anew. */
  readonly flush: () => void;
};

type Line = readonly string[];

const PADDING = 2;

function widthOf(cell: string): number {
  return [...cell].length;
}

function pad(cell: string, width: number | undefined): string {
  return width === undefined ? cell : cell + ' '.repeat(width - widthOf(cell));
}

/** Whether the line has a cell in this column; its last cell belongs to none. */
function hasColumn(line: Line | undefined, column: number): boolean {
  return line !== undefined && column < line.length - 1;
}

/** Lays out lines whose first columns have these widths; a block of lines with one more cell shares its width. */
function layoutLines(lines: readonly Line[], widths: readonly number[]): string[] {
  const column = widths.length;
  const rows: string[] = [];
  for (let start = 0; start < lines.length; ) {
    let end = start;
    while (end < lines.length && hasColumn(lines[end], column)) end += 1;
    if (end === start) {
      rows.push((lines[start] ?? []).map((cell, index) => pad(cell, widths[index])).join(''));
      start += 1;
      continue;
    }
    const block = lines.slice(start, end);
    const width = block.reduce((widest, line) => Math.max(widest, widthOf(line[column] ?? '')), 0);
    for (const row of layoutLines(block, [...widths, width + PADDING])) rows.push(row);
    start = end;
  }
  return rows;
}

/**
 * Lays out text in columns: a tab ends a cell, the last cell of a line is part of no column, and a column ends at
 * the first line without a cell in it.
 * @upstream Go text/tabwriter with minwidth 0, tabwidth 8, padding 2, padchar ' '
 */
export function layoutColumns(text: string): string {
  // A form feed is a new line that ends every column.
  const sections = text.split('\f').map((section) => section.split('\n').map((line) => line.split(/[\t\v]/)));
  return sections.map((lines) => layoutLines(lines, []).join('\n')).join('\n');
}

/** Makes characters that steer a terminal visible. @upstream cli-runtime printers WriteEscaped */
function escapeTerminal(text: string): string {
  return text.replaceAll('\u001b', '^[').replaceAll('\r', '\\r');
}

function writerTo(write: (level: number, text: string) => void, flush: () => void): Writer {
  return { write, flush, line: (level, ...cells) => write(level, `${cells.join('\t')}\n`) };
}

/** A writer whose every piece of text is some levels deeper. @upstream describe.go NewNestedPrefixWriter */
export function nestedWriter(writer: Writer, levels: number): Writer {
  return writerTo((level, text) => writer.write(level + levels, text), writer.flush);
}

/** What `describe` writes, laid out. @upstream describe.go tabbedString */
export async function writeText(describe: (writer: Writer) => Promise<void> | void): Promise<string> {
  const sections: string[] = [];
  let pending = '';
  const flush = () => {
    sections.push(layoutColumns(pending));
    pending = '';
  };
  await describe(
    writerTo((level, text) => {
      pending += escapeTerminal('  '.repeat(level) + text);
    }, flush),
  );
  flush();
  return sections.join('');
}

/** What `describe` writes, with its tabs as they are. @upstream describe.go NewPrefixWriter on a buffer */
export async function writePlainText(describe: (writer: Writer) => Promise<void> | void): Promise<string> {
  let text = '';
  const write = (level: number, piece: string) => {
    text += escapeTerminal('  '.repeat(level) + piece);
  };
  await describe(writerTo(write, () => {}));
  return text;
}
