import type { Assignment, Word } from 'unbash';
import { type ExpandContext, expandArithmetic, expandFields, expandText } from './expand';
import type { ShellArray, ShellState } from './state';
import { arrayOf, getVariable, setArray, setVariable } from './variable';

/** The key of an element: a text for associative arrays, else a number. */
async function keyOf(name: string, index: Word, context: ExpandContext): Promise<string> {
  const text = await expandText(index, context);
  if (context.state.associative.has(name) || /^\d+$/.test(text)) return text;
  const word = { type: 'ArithmeticWord', pos: 0, end: 0, value: text } as const;
  return String(await expandArithmetic(word, context));
}

async function assignArray(
  name: string,
  words: readonly Word[],
  append: boolean,
  context: ExpandContext,
): Promise<void> {
  const { state } = context;
  const items: ShellArray = new Map(append ? arrayOf(state, name) : []);
  let next = items.size === 0 ? 0 : Math.max(...[...items.keys()].map(Number)) + 1;
  for (const word of words) {
    const [, key] = /^\[([^\]]+)\]=(.*)$/s.exec(word.text) ?? [];
    if (key !== undefined) {
      items.set(key.replace(/^(["'])(.*)\1$/, '$2'), (await expandText(word, context)).replace(/^\[[^\]]*\]=/, ''));
      if (/^\d+$/.test(key)) next = Number(key) + 1;
      continue;
    }
    for (const field of await expandFields(word, context)) {
      items.set(String(next), field);
      next += 1;
    }
  }
  setArray(state, name, items);
}

/** Gives a variable, an array or one of its elements its value. @throws ShellError */
export async function assign(assignment: Assignment, context: ExpandContext): Promise<void> {
  const { state } = context;
  const { name, value, append, index } = assignment;
  if (value.type === 'ArrayValue') {
    await assignArray(name, value.elements, append ?? false, context);
    return;
  }
  const text = await expandText(value, context);
  const key = index === undefined ? undefined : await keyOf(name, index, context);
  const before = key === undefined ? getVariable(state, name) : arrayOf(state, name).get(key);
  setVariable(state, name, append ? (before ?? '') + text : text, key);
}

/** Runs with variables that only this command sees. */
export async function withVariables<T>(
  assignments: readonly Assignment[],
  context: ExpandContext,
  run: () => Promise<T>,
): Promise<T> {
  const { state } = context;
  const before = new Map(state.variables);
  const exported = new Set(state.exported);
  for (const assignment of assignments) {
    await assign(assignment, context);
    state.exported.add(assignment.name);
  }
  try {
    return await run();
  } finally {
    for (const { name } of assignments) restore(state, name, before.get(name), exported.has(name));
  }
}

function restore(state: ShellState, name: string, value: string | undefined, isExported: boolean): void {
  if (value === undefined) state.variables.delete(name);
  else state.variables.set(name, value);
  if (!isExported) state.exported.delete(name);
}
