import { compareText, isObject, type Json, type JsonObject } from '../../apimachinery/json';
import type { KubeObject } from '../../apimachinery/meta';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { goValue } from './go-value';
import { writeLabelsAndAnnotations, writeName } from './metadata';
import { smartLabel } from './smart-label';
import { type Writer, writeText } from './writer';

/** Fields that are shown above the others, or never. */
const skipped = ['managedFields', 'name', 'namespace', 'labels', 'annotations'].map((field) => `.metadata.${field}`);

/** Writes all fields of an object, sorted. @upstream describe.go printUnstructuredContent */
function writeContent(w: Writer, level: number, content: JsonObject, path: string): void {
  for (const field of Object.keys(content).sort(compareText)) {
    const value = content[field];
    if (value !== undefined && !skipped.includes(`${path}.${field}`)) {
      writeField(w, level, field, value, `${path}.${field}`);
    }
  }
}

function writeField(w: Writer, level: number, field: string, value: Json, path: string): void {
  const label = `${smartLabel(field)}:`;
  if (!isObject(value) && !Array.isArray(value)) {
    w.line(level, label, goValue(value));
    return;
  }
  w.line(level, label);
  for (const item of Array.isArray(value) ? value : [value]) {
    if (isObject(item)) writeContent(w, level + 1, item, path);
    else w.line(level + 1, goValue(item));
  }
}

/** Describes an object of any kind by its fields. @upstream describe.go genericDescriber */
export function describeGeneric(object: KubeObject, context: DescribeContext): Promise<string> {
  return writeText(async (w) => {
    writeName(w, object);
    writeLabelsAndAnnotations(w, object);
    writeContent(w, 0, object, '');
    await writeEventsAbout(w, object, context);
  });
}
