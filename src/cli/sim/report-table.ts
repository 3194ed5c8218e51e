import Table from 'cli-table3';

const sides = [
  'top',
  'top-mid',
  'top-left',
  'top-right',
  'bottom',
  'bottom-mid',
  'bottom-left',
  'bottom-right',
  'left',
  'left-mid',
  'mid',
  'mid-mid',
  'right',
  'right-mid',
];

/** Rows of the simulator's own reports, in columns without borders. */
export function reportTable(rows: readonly (readonly string[])[]): string {
  const chars = Object.fromEntries([...sides.map((side) => [side, '']), ['middle', '   ']]);
  const table = new Table({
    chars,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => [...row]));
  return `${table.toString().replace(/ +$/gm, '')}\n`;
}
