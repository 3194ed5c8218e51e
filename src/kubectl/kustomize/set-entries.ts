import { isObject, setField } from '../../apimachinery/json';
import type { StringMap } from '../../apimachinery/meta';
import { CommandError } from '../command-error';
import { printYaml } from '../printers/yaml';
import { type FieldSpec, type Slot, visitFields } from './field-spec';
import type { Resource } from './resource';

/** Sets entries of the maps that are in some fields of resources: labels, annotations. */
export function setEntries(resources: readonly Resource[], entries: StringMap, specs: readonly FieldSpec[]): void {
  if (Object.keys(entries).length === 0) return;
  for (const resource of resources) {
    if (resource.isEmpty) continue;
    visitFields(resource, specs, { make: 'object', visit: (slot) => setAll(slot, entries) });
  }
}

function setAll(slot: Slot, entries: StringMap): void {
  const map = slot.get();
  if (map === null || map === undefined) return;
  if (!isObject(map)) {
    const found = Array.isArray(map) ? 'SequenceNode' : 'ScalarNode';
    throw new CommandError(`wrong node kind: expected MappingNode but got ${found}: node contents:\n${printYaml(map)}`);
  }
  for (const [key, value] of Object.entries(entries)) setField(map, key, value);
}
