import { compareText } from '../../apimachinery/json';
import { selectorFromLabelSelector, selectorText } from '../../apimachinery/labels';
import type { LabelSelector, StringMap } from '../../apimachinery/meta';

/** A map on one line, sorted: `a=1,b=2`, or `<none>`. @upstream apimachinery labels FormatLabels */
export function formatLabels(labels: StringMap | undefined): string {
  const keys = Object.keys(labels ?? {}).sort(compareText);
  return keys.length === 0 ? '<none>' : keys.map((key) => `${key}=${labels?.[key]}`).join(',');
}

/** `app=hello,tier in (back,front)`, empty for a selector of everything. */
export function labelSelectorText(selector: LabelSelector | undefined): string {
  return selector === undefined ? '' : selectorText(selectorFromLabelSelector(selector));
}

/** As labelSelectorText, but `<none>` for a selector of everything. @upstream meta/v1 FormatLabelSelector */
export function formatLabelSelector(selector: LabelSelector | undefined): string {
  return labelSelectorText(selector) || '<none>';
}
