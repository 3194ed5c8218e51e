import { isObject, type Json, type JsonObject, setField } from '../json';
import { byElement } from './compare';
import { elementsOf, type FieldSet, isMember } from './field-set';
import { fieldElement, type ListType, listElement, type MergeType } from './merge-type';

/** What a configuration makes of a live value: what it holds is set, the rest stays. @upstream structured-merge-diff typed/merge.go */
export function merge(live: Json | undefined, config: Json | undefined, type: MergeType): Json | undefined {
  if (config === undefined) return live;
  if (type.shape === 'map' && isObject(config) && isObject(live)) {
    const merged: JsonObject = { ...live };
    for (const [name, value] of Object.entries(config))
      setField(merged, name, merge(live[name], value, type.field(name).type));
    return merged;
  }
  if (type.shape === 'list' && Array.isArray(config) && Array.isArray(live)) return mergeLists(live, config, type);
  return config;
}

/** Items of the configuration keep its order; those that only live has stay where they were among them. */
function mergeLists(live: readonly Json[], config: readonly Json[], type: ListType): Json[] {
  const [old, wanted] = [byElement(live, type), byElement(config, type)];
  const [left, right] = [[...old.keys()], [...wanted.keys()]];
  const shared = right.filter((element) => old.has(element));
  const merged: Json[] = [];
  let [l, r, s] = [0, 0, 0];

  function take(element: string): void {
    merged.push(merge(old.get(element), wanted.get(element), type.element) as Json);
    if (element === shared[s]) s += 1;
  }

  while (l < left.length || r < right.length) {
    const [one, other] = [left[l], right[r]];
    if (one !== undefined && one === other) {
      take(one);
      l += 1;
      r += 1;
    } else if (one !== undefined && wanted.has(one) && (one !== shared[s] || other === undefined)) l += 1;
    else if (one !== undefined && !wanted.has(one)) {
      merged.push(old.get(one) as Json);
      l += 1;
    } else if (other !== undefined) {
      take(other);
      r += 1;
    }
  }
  return merged;
}

/** A value without the fields of a set; what is empty then goes too. @upstream structured-merge-diff typed/remove.go */
export function removeItems(value: Json | undefined, set: FieldSet, type: MergeType): Json | undefined {
  if (elementsOf(set).length === 0) return value;
  if (type.shape === 'map' && isObject(value)) {
    const kept: JsonObject = {};
    for (const [name, item] of Object.entries(value)) {
      const below = set[fieldElement(name)];
      if (isMember(below)) continue;
      const rest = below === undefined ? item : removeItems(item, below, type.field(name).type);
      if (rest !== undefined) setField(kept, name, rest);
    }
    return Object.keys(kept).length > 0 ? kept : undefined;
  }
  if (type.shape === 'list' && Array.isArray(value)) {
    const kept = value.flatMap((item) => {
      const below = set[listElement(type, item)];
      if (isMember(below)) return [];
      const rest = below === undefined ? item : removeItems(item, below, type.element);
      return rest === undefined ? [] : [rest];
    });
    return kept.length > 0 ? kept : undefined;
  }
  return value;
}
