import { compareText, type JsonObject } from '../../apimachinery/json';
import type { LabelSelector } from '../../apimachinery/meta';
import { objectField, textField } from './json-field';
import { writeMultiline } from './metadata';
import { formatLabelSelector } from './selectors';
import type { Writer } from './writer';

function constraintText(constraint: JsonObject): string {
  const key = textField(constraint, 'topologyKey');
  const unsatisfiable = textField(constraint, 'whenUnsatisfiable');
  const text = `${key}:${unsatisfiable} when max skew ${textField(constraint, 'maxSkew')} is exceeded`;
  const selector: LabelSelector | undefined = objectField(constraint, 'labelSelector');
  return selector === undefined ? text : `${text} for selector ${formatLabelSelector(selector)}`;
}

/**
 * Writes how pods spread, one constraint a line, by topology key.
 * @upstream describe.go describeTopologySpreadConstraints
 */
export function writeTopologySpread(w: Writer, constraints: readonly JsonObject[] | undefined, space: string): void {
  if (!constraints?.length) return;
  const sorted = [...constraints].sort((left, right) =>
    compareText(textField(left, 'topologyKey'), textField(right, 'topologyKey')),
  );
  writeMultiline(w, `${space}Topology Spread Constraints`, sorted.map(constraintText));
}
