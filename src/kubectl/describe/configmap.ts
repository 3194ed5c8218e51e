import { compareText } from '../../apimachinery/json';
import type { StringMap } from '../../apimachinery/meta';
import type { ConfigMap } from '../../resources/core/configmap';
import { base64Length } from './base64';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { writeLabelsAndAnnotations, writeName } from './metadata';
import { writeText } from './writer';

/** Sorted: upstream walks a Go map, whose order is random. */
function entries(data: StringMap | undefined): [string, string][] {
  return Object.entries(data ?? {}).sort(([left], [right]) => compareText(left, right));
}

/** Describes a ConfigMap. @upstream describe.go ConfigMapDescriber.Describe */
export function describeConfigMap(configMap: ConfigMap, context: DescribeContext): Promise<string> {
  return writeText(async (w) => {
    writeName(w, configMap);
    writeLabelsAndAnnotations(w, configMap);
    w.write(0, '\nData\n====\n');
    for (const [key, value] of entries(configMap.data)) w.write(0, `${key}:\n----\n${value}\n\n`);
    w.write(0, '\nBinaryData\n====\n');
    for (const [key, value] of entries(configMap.binaryData)) w.line(0, `${key}: ${base64Length(value)} bytes`);
    w.line(0, '');
    await writeEventsAbout(w, configMap, context);
  });
}
