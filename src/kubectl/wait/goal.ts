import { goQuote } from '../../apimachinery/go-value';
import { CommandError } from '../command-error';
import { readCondition } from './condition';
import type { IsMet } from './is-met';
import { readJsonPathGoal } from './jsonpath';

/** What is waited for: that objects are there, that they are gone, or that something holds of them. */
export type Goal = { readonly type: 'create' | 'delete' } | { readonly type: 'state'; readonly isMet: IsMet };

/**
 * Reads what stands behind `--for`.
 * @throws CommandError, JsonPathError with upstream's words
 * @upstream kubectl pkg/cmd/wait conditionFuncFor
 */
export function readGoal(text: string): Goal {
  const word = text.toLowerCase();
  if (word === 'create' || word === 'delete') return { type: word };
  const [, form, rest = ''] = /^(condition|jsonpath)=(.*)$/s.exec(text) ?? [];
  if (form === 'condition') return { type: 'state', isMet: readCondition(rest) };
  if (form === 'jsonpath') return { type: 'state', isMet: readJsonPathGoal(rest) };
  throw new CommandError(`unrecognized condition: ${goQuote(text)}`);
}
