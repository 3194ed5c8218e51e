import { readCsvRecord } from '../apimachinery/csv-record';
import type { FlagSpec, Flags } from './command';

/** A flag of pairs: `--env A=1,B=2 --env C=3`. @upstream github.com/spf13/pflag stringToString */
export function keyValueFlag(name: string, usage: string): FlagSpec {
  return { name, type: 'stringArray', problemOf: keyValueProblem, usage };
}

/** The pairs that a flag was given: of two with the same key the last. */
export function keyValuesOf(flags: Flags, name: string): Map<string, string> {
  const pairs = flags.list(name).flatMap((text) => {
    const record = pairsIn(text);
    return 'problem' in record ? [] : record.fields;
  });
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** What holds one `=` is one pair, commas and all. */
function pairsIn(text: string): ReturnType<typeof readCsvRecord> {
  return text.split('=').length === 2 ? { fields: [text.replace(/^"+|"+$/g, '')] } : readCsvRecord(text);
}

function keyValueProblem(text: string): string | undefined {
  const unpaired = (pair: string): string => `${pair} must be formatted as key=value`;
  if (!text.includes('=')) return unpaired(text);
  const record = pairsIn(text);
  if ('problem' in record) return record.problem;
  const wrong = record.fields.find((pair) => !pair.includes('='));
  return wrong === undefined ? undefined : unpaired(wrong);
}
