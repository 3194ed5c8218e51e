import { compareText } from '../apimachinery/json';
import type { StringMap } from '../apimachinery/meta';
import type { Pod } from '../resources/core/pod-types';

const fields: { readonly [path: string]: (pod: Pod) => string | undefined } = {
  'metadata.name': (pod) => pod.metadata.name,
  'metadata.namespace': (pod) => pod.metadata.namespace,
  'metadata.uid': (pod) => pod.metadata.uid,
  'metadata.labels': (pod) => mapText(pod.metadata.labels),
  'metadata.annotations': (pod) => mapText(pod.metadata.annotations),
  'spec.nodeName': (pod) => pod.spec.nodeName,
  'spec.serviceAccountName': (pod) => pod.spec.serviceAccountName,
  'status.hostIP': (pod) => pod.status.hostIP,
  'status.hostIPs': (pod) => pod.status.hostIPs?.map(({ ip }) => ip).join(','),
  'status.podIP': (pod) => pod.status.podIP,
  'status.podIPs': (pod) => pod.status.podIPs?.map(({ ip }) => ip).join(','),
};

/** One sorted line `key="value"` for each entry. @upstream pkg/fieldpath/fieldpath.go FormatMap */
function mapText(map: StringMap | undefined): string {
  const keys = Object.keys(map ?? {}).sort(compareText);
  return keys.map((key) => `${key}=${JSON.stringify(map?.[key])}`).join('\n');
}

/**
 * The value of a pod's field as the downward API gives it: empty where the field is not set.
 * @param path `metadata.name`, `metadata.labels['app']`, `status.podIP` …
 * @upstream pkg/fieldpath/fieldpath.go ExtractFieldPathAsString
 */
export function podFieldValue(pod: Pod, path: string): string {
  const subscript = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (subscript !== null) {
    const map = subscript[1] === 'labels' ? pod.metadata.labels : pod.metadata.annotations;
    return map?.[subscript[2] ?? ''] ?? '';
  }
  return fields[path]?.(pod) ?? '';
}
