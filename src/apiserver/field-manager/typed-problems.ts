import { pathText } from '../../apimachinery/fieldpath/field-set';
import { fieldElement, type ListType, listElement, type MergeType } from '../../apimachinery/fieldpath/merge-type';
import { isObject, type Json } from '../../apimachinery/json';

/** Why a configuration cannot be merged: fields that the kind does not have, elements that cannot be told apart. @upstream structured-merge-diff typed/validate.go */
export function typedProblems(value: Json, type: MergeType, path: readonly string[] = []): string[] {
  if (type.shape === 'map' && isObject(value)) {
    return Object.entries(value).flatMap(([name, item]) => {
      const below = [...path, fieldElement(name)];
      const field = type.field(name);
      if (type.isStruct && !field.isDeclared) return [`${pathText(below)}: field not declared in schema`];
      return item === undefined ? [] : typedProblems(item, field.type, below);
    });
  }
  if (type.shape === 'list' && Array.isArray(value)) return listProblems(value, type, path);
  return [];
}

function listProblems(items: readonly Json[], type: ListType, path: readonly string[]): string[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const element = listElement(type, item);
    const missing = type.keys?.find((key) => !element.includes(`${JSON.stringify(key)}:`));
    if (missing !== undefined) {
      return [
        `${pathText(path)}: element ${index}: associative list with keys has an element that omits key field ${JSON.stringify(missing)} (and doesn't have default value)`,
      ];
    }
    if (seen.has(element)) return [`${pathText(path)}: duplicate entries for key ${pathText([element])}`];
    seen.add(element);
    return typedProblems(item, type.element, [...path, element]);
  });
}
