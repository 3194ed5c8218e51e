import { compareText } from './json';
import type { LabelSelector, StringMap } from './meta';

/** `map[string]string{"app":"nginx"}`: how Go's %#v prints labels in upstream's messages. */
export function goStringMap(map: StringMap | undefined): string {
  if (map === undefined) return 'map[string]string(nil)';
  const entries = Object.entries(map).sort(([left], [right]) => compareText(left, right));
  return `map[string]string{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(', ')}}`;
}

/** `v1.LabelSelector{MatchLabels:…, MatchExpressions:…}`. */
export function goLabelSelector(selector: LabelSelector | undefined): string {
  const expressions = selector?.matchExpressions?.map(
    ({ key, operator, values }) =>
      `v1.LabelSelectorRequirement{Key:${JSON.stringify(key)}, Operator:${JSON.stringify(operator)}, Values:${goStringSlice(values)}}`,
  );
  const matchExpressions =
    expressions === undefined
      ? '[]v1.LabelSelectorRequirement(nil)'
      : `[]v1.LabelSelectorRequirement{${expressions.join(', ')}}`;
  return `v1.LabelSelector{MatchLabels:${goStringMap(selector?.matchLabels)}, MatchExpressions:${matchExpressions}}`;
}

/** `[]string{"a", "b"}`. */
export function goStringSlice(values: readonly string[] | undefined): string {
  if (values === undefined) return '[]string(nil)';
  return `[]string{${values.map((value) => JSON.stringify(value)).join(', ')}}`;
}
