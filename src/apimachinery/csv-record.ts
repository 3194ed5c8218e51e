/** The fields of one line of comma-separated values, or what is wrong with it. */
export type CsvRecord = { readonly fields: string[] } | { readonly problem: string };

/**
 * Reads the first line of comma-separated values; quotes around a field may hold commas, line ends and `""`.
 * @upstream Go encoding/csv Reader.readRecord
 */
export function readCsvRecord(value: string): CsvRecord {
  if (value === '') return { fields: [] };
  const text = value.replaceAll('\r\n', '\n').replace(/\r$/, '').replace(/^\n+/, '');
  if (text === '') return { problem: 'EOF' };
  const fields: string[] = [];
  for (let at = 0; ; ) {
    const quoted = text[at] === '"';
    const end = quoted ? endOfQuoted(text, at) : endOfPlain(text, at);
    if (quoted && !isFieldEnd(text, end)) return problem(end, 'extraneous or missing " in quoted-field');
    const field = text.slice(at, end);
    const quote = quoted ? -1 : field.indexOf('"');
    if (quote >= 0) return problem(at + quote + 1, 'bare " in non-quoted-field');
    fields.push(quoted ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (text[end] !== ',') return { fields };
    at = end + 1;
  }
}

/** @param column counted from 1 */
function problem(column: number, reason: string): CsvRecord {
  return { problem: `parse error on line 1, column ${column}: ${reason}` };
}

function endOfPlain(text: string, from: number): number {
  const [field = ''] = /^[^,\n]*/.exec(text.slice(from)) ?? [];
  return from + field.length;
}

/** The place behind a closing quote; where there is none, one behind the end of the text. */
function endOfQuoted(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] !== '"') continue;
    if (text[at + 1] !== '"') return at + 1;
    at++;
  }
  return text.length + 1;
}

function isFieldEnd(text: string, at: number): boolean {
  return at === text.length || text[at] === ',' || text[at] === '\n';
}
