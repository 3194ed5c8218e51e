import { canonicalJson } from '../apimachinery/hash';
import { clone, compareText, type JsonObject } from '../apimachinery/json';
import type { KubeObject } from '../apimachinery/meta';
import { CommandError } from './command-error';
import { goEscapes } from './go-json';

const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';

/** An object without the annotation, as it is recorded in it. @upstream kubectl pkg/util GetModifiedConfiguration */
export function appliedConfiguration(object: KubeObject): string {
  const bare = clone(object);
  const { [ANNOTATION]: _, ...annotations } = bare.metadata.annotations ?? {};
  bare.metadata.annotations = annotations;
  return `${goEscapes(canonicalJson(bare))}\n`;
}

/** The object with its own configuration recorded in the annotation. */
export function withLastApplied(object: KubeObject): KubeObject {
  return recording(appliedConfiguration(object), object);
}

/** The same for an object that kubectl generated: its fields are recorded in their structs' order, as they stand. */
export function withGenerated(object: KubeObject): KubeObject {
  return recording(`${goEscapes(JSON.stringify(object))}\n`, object);
}

function recording(configuration: string, object: KubeObject): KubeObject {
  const annotations = Object.entries({ ...object.metadata.annotations, [ANNOTATION]: configuration });
  annotations.sort(([left], [right]) => compareText(left, right));
  return { ...object, metadata: { ...object.metadata, annotations: Object.fromEntries(annotations) } };
}

/** The merge patch that records an object, as it stands, as its own configuration. @upstream kubectl pkg/cmd/util/editor GetApplyPatch */
export function lastAppliedPatch(object: KubeObject): JsonObject {
  return { metadata: { annotations: { [ANNOTATION]: `${goEscapes(canonicalJson(object))}\n` } } };
}

/** The text of the configuration that was applied last; undefined where none was. */
export function lastAppliedText(object: KubeObject): string | undefined {
  return object.metadata.annotations?.[ANNOTATION];
}

/** The configuration that was applied last; undefined where none was. @throws CommandError where it is broken */
export function lastAppliedOf(object: KubeObject): JsonObject | undefined {
  const text = lastAppliedText(object);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(
      `cannot read the last applied configuration: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
