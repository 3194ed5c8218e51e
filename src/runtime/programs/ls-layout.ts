const WIDTH = 80;
const GAP = 2;
const TAB = 8;

/** A name to print, with what stands before and after it, and how wide it is. */
export type Cell = { readonly text: string; readonly width: number };

/** GNU's columns: as many as fit, each as wide as it must be, with tabs between them. */
export function gnuColumns(cells: readonly Cell[], byRow: boolean): string {
  for (let count = Math.min(cells.length, Math.floor(WIDTH / 3)); count > 0; count -= 1) {
    const rows = Math.ceil(cells.length / count);
    const widths = columnWidths(cells, count, (at) => (byRow ? at % count : Math.floor(at / rows)));
    const line = widths.reduce((sum, width) => sum + width, 0);
    if (count === 1 || (line < WIDTH && widths.length === count)) return gnuLines(cells, rows, widths, byRow);
  }
  return '';
}

function columnWidths(cells: readonly Cell[], count: number, columnOf: (at: number) => number): number[] {
  const widths: number[] = [];
  for (const [at, { width }] of cells.entries()) {
    const column = columnOf(at);
    widths[column] = Math.max(widths[column] ?? 3, width + (column === count - 1 ? 0 : GAP));
  }
  return widths;
}

function gnuLines(cells: readonly Cell[], rows: number, widths: readonly number[], byRow: boolean): string {
  let text = '';
  for (let row = 0; row < rows; row += 1) {
    let at = 0;
    let reached = 0;
    for (const [column, width] of widths.entries()) {
      const cell = cells[byRow ? row * widths.length + column : column * rows + row];
      if (cell === undefined) break;
      text += column === 0 ? cell.text : indent(reached, at) + cell.text;
      reached = at + cell.width;
      at += width;
    }
    text += '\n';
  }
  return text;
}

/** Tabs as far as they reach, then spaces. */
function indent(from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; ) {
    const isTab = Math.floor(to / TAB) > Math.floor((at + 1) / TAB);
    text += isTab ? '\t' : ' ';
    at += isTab ? TAB - (at % TAB) : 1;
  }
  return text;
}

/** Busybox's columns: all of one width. */
export function busyboxColumns(cells: readonly Cell[], byRow: boolean): string {
  const width = Math.max(0, ...cells.map((cell) => cell.width)) + GAP;
  const count = Math.max(1, Math.floor(WIDTH / width));
  const rows = Math.ceil(cells.length / count);
  let text = '';
  for (let row = 0; row < rows; row += 1) {
    let before = 0;
    for (let column = 0; column < count; column += 1) {
      const cell = cells[byRow ? row * count + column : column * rows + row];
      if (cell === undefined) continue;
      text += (column > 0 ? ' '.repeat(Math.max(0, width - before)) : '') + cell.text;
      before = cell.width;
    }
    text += '\n';
  }
  return text;
}

/** Names with commas between them, in lines of the width that columns have. */
export function commaList(cells: readonly Cell[]): string {
  let text = '';
  let at = 0;
  for (const [index, cell] of cells.entries()) {
    if (index > 0) {
      const fits = at + 2 + cell.width <= WIDTH;
      text += fits ? ', ' : ',\n';
      at = fits ? at + 2 : 0;
    }
    text += cell.text;
    at += cell.width;
  }
  return `${text}\n`;
}
