import { compareText } from '../../apimachinery/json';
import { controllerOf, type KubeObject, type StringMap } from '../../apimachinery/meta';
import type { Writer } from './writer';

const MAX_ANNOTATION = 140;
const hidden = 'kubectl.kubernetes.io/last-applied-configuration';

/** Bytes of UTF-8, which is what upstream counts and cuts. */
function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The first bytes of a text, with `...` where something was cut. @upstream describe.go shorten */
export function shorten(text: string, maxBytes: number): string {
  if (byteLength(text) <= maxBytes) return text;
  return `${new TextDecoder().decode(new TextEncoder().encode(text).slice(0, maxBytes))}...`;
}

/** Writes a title with one text a line, or `<none>`. Text is written piece by piece: a nested writer indents each. */
export function writeMultiline(w: Writer, title: string, texts: readonly string[]): void {
  w.write(0, `${title}:\t`);
  if (texts.length === 0) w.write(0, '<none>\n');
  for (const [index, text] of texts.entries()) {
    if (index > 0) w.write(0, '\t');
    w.write(0, `${text}\n`);
  }
}

/** Writes labels, one a line, sorted. @upstream describe.go printLabelsMultiline */
export function writeLabels(w: Writer, title: string, labels: StringMap | undefined): void {
  const keys = Object.keys(labels ?? {}).sort(compareText);
  writeMultiline(
    w,
    title,
    keys.map((key) => `${key}=${labels?.[key]}`),
  );
}

/**
 * Writes annotations, sorted, without the one `kubectl apply` keeps. A long one, or one of several lines, follows its
 * key on lines of its own, cut to 138 bytes.
 * @upstream describe.go printAnnotationsMultiline
 */
export function writeAnnotations(w: Writer, title: string, annotations: StringMap | undefined): void {
  w.write(0, `${title}:\t`);
  const keys = Object.keys(annotations ?? {})
    .filter((key) => key !== hidden)
    .sort(compareText);
  if (keys.length === 0) w.write(0, '<none>\n');
  for (const [index, key] of keys.entries()) {
    if (index > 0) w.write(0, '\t');
    writeAnnotation(w, key, (annotations?.[key] ?? '').replace(/\n$/, ''));
  }
}

function writeAnnotation(w: Writer, key: string, value: string): void {
  if (byteLength(value) + byteLength(key) + 2 <= MAX_ANNOTATION && !value.includes('\n')) {
    w.write(0, `${key}: ${value}\n`);
    return;
  }
  w.write(0, `${key}:\n`);
  for (const text of value.split('\n')) w.write(0, `\t  ${shorten(text, MAX_ANNOTATION - 2)}\n`);
}

/** Writes the name and the namespace. */
export function writeName(w: Writer, object: KubeObject): void {
  w.line(0, 'Name:', object.metadata.name);
  w.line(0, 'Namespace:', object.metadata.namespace ?? '');
}

/** Writes labels and annotations. */
export function writeLabelsAndAnnotations(w: Writer, object: KubeObject): void {
  writeLabels(w, 'Labels', object.metadata.labels);
  writeAnnotations(w, 'Annotations', object.metadata.annotations);
}

/** Writes who controls the object, if anyone does. @upstream describe.go printController */
export function writeController(w: Writer, object: KubeObject): void {
  const controller = controllerOf(object);
  if (controller !== undefined) w.line(0, 'Controlled By:', `${controller.kind}/${controller.name}`);
}
