import { parseSelector, type Requirement, SelectorError } from '../apimachinery/labels';
import { CommandError } from './command-error';

/** What a label of an object's selector is asked for, by the operators of a selector in words. */
export const selectorOperators: Readonly<Partial<Record<Requirement['operator'], string>>> = {
  in: 'In',
  notin: 'NotIn',
  exists: 'Exists',
  '!': 'DoesNotExist',
};

/** @throws CommandError @upstream apimachinery meta/v1 ParseToLabelSelector */
export function readLabelSelector(text: string): readonly Requirement[] {
  try {
    return parseSelector(text);
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    throw new CommandError(`couldn't parse the selector string "${text}": ${error.message}`);
  }
}
