import type { JsonObject } from '../../apimachinery/json';
import type { StorageClass } from '../../resources/storage/storageclass';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { goTitleBool } from './go-value';
import { objectsField, textField, textsField } from './json-field';
import { formatLabels } from './selectors';
import { type Writer, writeText } from './writer';

const defaultAnnotations = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

function isDefault({ metadata }: StorageClass): boolean {
  return defaultAnnotations.some((key) => metadata.annotations?.[key] === 'true');
}

function writeMountOptions(w: Writer, options: readonly string[]): void {
  if (options.length === 0) w.line(0, 'MountOptions:', '<none>');
  else w.line(0, 'MountOptions:');
  for (const option of options) w.line(1, option);
}

function topologyText(requirement: JsonObject): string {
  const values = textsField(requirement, 'values');
  return `${textField(requirement, 'key')} in${values.length === 0 ? '' : ` [${values.join(', ')}]`}`;
}

/** @upstream describe.go printAllowedTopologies */
function writeTopologies(w: Writer, topologies: readonly JsonObject[]): void {
  w.line(0, 'AllowedTopologies:', topologies.length === 0 ? '<none>' : '');
  for (const [index, term] of topologies.entries()) {
    const texts = objectsField(term, 'matchLabelExpressions').map(topologyText);
    if (texts.length === 0) texts.push('<none>');
    for (const [at, text] of texts.entries()) w.line(1, at === 0 ? `Term ${index}:` : '', text);
  }
}

/** Describes a StorageClass. @upstream describe.go describeStorageClass */
export function describeStorageClass(storageClass: StorageClass, context: DescribeContext): Promise<string> {
  const { metadata, allowVolumeExpansion: expansion } = storageClass;
  return writeText(async (w) => {
    w.line(0, 'Name:', metadata.name);
    w.line(0, 'IsDefaultClass:', isDefault(storageClass) ? 'Yes' : 'No');
    w.line(0, 'Annotations:', formatLabels(metadata.annotations));
    w.line(0, 'Provisioner:', storageClass.provisioner);
    w.line(0, 'Parameters:', formatLabels(storageClass.parameters));
    w.line(0, 'AllowVolumeExpansion:', expansion === undefined ? '<unset>' : goTitleBool(expansion));
    writeMountOptions(w, storageClass.mountOptions ?? []);
    if (storageClass.reclaimPolicy !== undefined) w.line(0, 'ReclaimPolicy:', storageClass.reclaimPolicy);
    if (storageClass.volumeBindingMode !== undefined) w.line(0, 'VolumeBindingMode:', storageClass.volumeBindingMode);
    if (storageClass.allowedTopologies) writeTopologies(w, storageClass.allowedTopologies);
    await writeEventsAbout(w, storageClass, context);
  });
}
