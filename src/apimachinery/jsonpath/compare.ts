import { isGoInteger } from '../go-value';
import type { Json } from '../json';

/** How Go's templates tell values apart when they compare them. */
export type BasicKind = 'bool' | 'int' | 'float' | 'string';

/** A value with the kind that Go knows it by. */
export type Operand = { readonly kind: BasicKind | undefined; readonly value: Json };

/** The operand for a value from JSON. @param floats whether whole numbers are float64 too */
export function operandOf(value: Json, floats = false): Operand {
  if (typeof value === 'number') return { kind: !floats && isGoInteger(value) ? 'int' : 'float', value };
  if (typeof value === 'string') return { kind: 'string', value };
  return { kind: typeof value === 'boolean' ? 'bool' : undefined, value };
}

/** Go's words for two operands that cannot be compared, undefined where they can. */
export function comparisonProblem(left: Operand, right: Operand, ordered: boolean): string | undefined {
  if (left.kind === undefined || right.kind === undefined) return 'invalid type for comparison';
  if (left.kind !== right.kind) return 'incompatible types for comparison';
  return ordered && left.kind === 'bool' ? 'invalid type for comparison' : undefined;
}

/** Whether left comes before right; both must be of one kind. */
export function isLess(left: Operand, right: Operand): boolean {
  return left.value !== null && right.value !== null && left.value < right.value;
}
