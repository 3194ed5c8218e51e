import { isObject, type Json, type JsonObject } from '../../apimachinery/json';
import type { KubeObject } from '../../apimachinery/meta';
import type { IsMet } from './is-met';

/**
 * Reads `Ready` or `Ready=False`: whether the condition of that type has that status, both in any case. A condition
 * of a generation before the object's own says nothing.
 * @upstream kubectl pkg/cmd/wait ConditionalWait
 */
export function readCondition(text: string): IsMet {
  const equals = text.indexOf('=');
  const wantedType = fold(equals < 0 ? text : text.slice(0, equals));
  const wantedStatus = fold(equals < 0 ? 'true' : text.slice(equals + 1));
  return (object) => {
    const condition = conditionsOf(object).find(
      ({ type, status }) => typeof type === 'string' && fold(type) === wantedType && typeof status === 'string',
    );
    return condition !== undefined && isCurrent(object, condition) && fold(String(condition.status)) === wantedStatus;
  };
}

function fold(text: string): string {
  return text.toLowerCase();
}

function conditionsOf({ status }: KubeObject): JsonObject[] {
  const conditions = isObject(status) ? status.conditions : undefined;
  return Array.isArray(conditions) ? conditions.filter((condition: Json) => isObject(condition)) : [];
}

function isCurrent({ metadata, status }: KubeObject, condition: JsonObject): boolean {
  const observed = condition.observedGeneration ?? (isObject(status) ? status.observedGeneration : undefined);
  return typeof observed !== 'number' || observed >= (metadata.generation ?? 0);
}
