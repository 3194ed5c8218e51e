import { alignTabs } from './tabwriter';

/** kubectl get's cells are at least so wide, and so far apart. @upstream cli-runtime printers/tabwriter.go */
const layout = { minWidth: 6, padding: 3 };

/** Columns whose widths last over several prints, as `get --watch` needs them. */
export type ColumnWidths = number[];

/**
 * Rows (the header is the first) as `kubectl get` lays them out.
 * @param widths kept from one print to the next
 * @upstream cli-runtime printers/tableprinter.go printTable
 */
export function printTable(rows: readonly (readonly string[])[], widths: ColumnWidths = []): string {
  const text = rows.map((cells) => `${cells.map(cellText).join('\t')}\n`).join('');
  return alignColumns(text, widths);
}

/** Lines of cells that are separated by tabs, laid out with the widths of `kubectl get`. */
export function alignColumns(text: string, widths: ColumnWidths = []): string {
  return alignTabs(text, { ...layout, remembered: widths });
}

/** A cell is cut at its first line break. */
function cellText(cell: string): string {
  const end = cell.search(/[\f\n\r]/);
  return end < 0 ? escapeTerminal(cell) : `${escapeTerminal(cell.slice(0, end))}...`;
}

/** Makes escape sequences for terminals visible. @upstream cli-runtime printers/terminal.go EscapeTerminal */
export function escapeTerminal(text: string): string {
  return text.replaceAll('\x1b', '^[').replaceAll('\r', '\\r');
}
