import { compareText, type JsonObject } from '../../apimachinery/json';
import type { KubeObject } from '../../apimachinery/meta';
import { canonicalQuantity } from '../../apimachinery/quantity';
import { mapField, objectField, objectsField, textField } from './json-field';
import type { Writer } from './writer';

/** In the order of the table's columns. */
const bounds = ['min', 'max', 'defaultRequest', 'default', 'maxLimitRequestRatio'];

function boundText(limit: JsonObject, bound: string, resource: string): string {
  const text = mapField(limit, bound)?.[resource];
  return text === undefined ? '-' : canonicalQuantity(text);
}

/** Writes one limit, a resource a line. @param indent before its type */
export function writeLimit(w: Writer, limit: JsonObject, indent: string): void {
  const resources = new Set(bounds.flatMap((bound) => Object.keys(mapField(limit, bound) ?? {})));
  for (const resource of [...resources].sort(compareText)) {
    const cells = bounds.map((bound) => boundText(limit, bound, resource));
    w.line(0, `${indent}${textField(limit, 'type')}`, resource, ...cells);
  }
}

/** Writes the limit ranges of a namespace, resources sorted. @upstream describe.go DescribeLimitRanges */
export function writeLimitRanges(w: Writer, ranges: readonly KubeObject[]): void {
  if (ranges.length === 0) {
    w.line(0, 'No LimitRange resource.');
    return;
  }
  w.line(0, 'Resource Limits');
  w.line(0, ' Type', 'Resource', 'Min', 'Max', 'Default Request', 'Default Limit', 'Max Limit/Request Ratio');
  w.line(0, ' ----', '--------', '---', '---', '---------------', '-------------', '-----------------------');
  for (const range of ranges) {
    for (const limit of objectsField(objectField(range, 'spec'), 'limits')) writeLimit(w, limit, ' ');
  }
}
