import { compareText, type JsonObject } from '../../apimachinery/json';
import type { StringMap } from '../../apimachinery/meta';
import { canonicalQuantity } from '../../apimachinery/quantity';
import type { ResourceRequirements } from '../../resources/core/pod-types';
import { mapField } from './json-field';
import type { Writer } from './writer';

/** Names of resources, sorted. */
export function sortedResources(list: StringMap | undefined): string[] {
  return Object.keys(list ?? {}).sort(compareText);
}

/** Writes a quantity a line, by resource name. */
export function writeResourceList(w: Writer, level: number, list: StringMap | undefined): void {
  for (const name of sortedResources(list)) w.line(level, `${name}:`, canonicalQuantity(list?.[name]));
}

/** Writes limits and requests, those that are there. @upstream describe.go describeResources */
export function writeResources(w: Writer, level: number, resources: ResourceRequirements | undefined): void {
  for (const [title, list] of [
    ['Limits', resources?.limits],
    ['Requests', resources?.requests],
  ] as const) {
    if (sortedResources(list).length > 0) w.line(level, `${title}:`);
    writeResourceList(w, level + 1, list);
  }
}

/** The quantity of a list in an untyped object, canonical. */
export function quantityIn(object: JsonObject | undefined, field: string, name: string): string {
  return canonicalQuantity(mapField(object, field)?.[name]);
}
