import { JsonPathError } from '../../apimachinery/jsonpath/node';
import { PrintError } from './print-error';

/** What a printer prints, be it only in part: for commands that do not look at whether it failed. */
export function printedUnchecked(print: () => string): string {
  try {
    return print();
  } catch (error) {
    if (error instanceof PrintError) return error.output;
    if (error instanceof JsonPathError) return '';
    throw error;
  }
}
