import { canonicalJson } from '../apimachinery/hash';
import { clone, type JsonObject } from '../apimachinery/json';
import type { KubeObject } from '../apimachinery/meta';
import { CommandError } from './command-error';

const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';

/** Go writes `<`, `>` and `&` in JSON as escapes. */
function goJson(value: JsonObject): string {
  return canonicalJson(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** An object without the annotation, as it is recorded in it. @upstream kubectl pkg/util GetModifiedConfiguration */
export function appliedConfiguration(object: KubeObject): string {
  const bare = clone(object);
  const { [ANNOTATION]: _, ...annotations } = bare.metadata.annotations ?? {};
  bare.metadata.annotations = annotations;
  return `${goJson(bare)}\n`;
}

/** The object with its own configuration recorded in the annotation. */
export function withLastApplied(object: KubeObject): KubeObject {
  const annotations = { ...object.metadata.annotations, [ANNOTATION]: appliedConfiguration(object) };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** The configuration that was applied last; undefined where none was. @throws CommandError where it is broken */
export function lastAppliedOf(object: KubeObject): JsonObject | undefined {
  const text = object.metadata.annotations?.[ANNOTATION];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(
      `cannot read the last applied configuration: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
