import type { JsonObject } from '../../apimachinery/json';
import { canonicalQuantity } from '../../apimachinery/quantity';
import { age } from '../../apimachinery/time';
import type { PersistentVolume } from '../../resources/core/persistentvolume';
import { accessModesText } from './access-modes';
import { storageClassOf } from './claim';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { goList } from './go-value';
import { objectsField, textField, textsField } from './json-field';
import { writeLabelsAndAnnotations } from './metadata';
import { writePersistentSource } from './volumes';
import { type Writer, writeText } from './writer';

function expressionText(expression: JsonObject): string {
  const text = `${textField(expression, 'key')} ${textField(expression, 'operator').toLowerCase()}`;
  const values = textsField(expression, 'values');
  return values.length === 0 ? text : `${text} [${values.join(', ')}]`;
}

function writeTerm(w: Writer, title: string, expressions: readonly JsonObject[]): void {
  const texts = expressions.length === 0 ? ['<none>'] : expressions.map(expressionText);
  for (const [index, text] of texts.entries()) w.line(2, index === 0 ? `${title}:` : '', text);
}

/** @upstream describe.go printVolumeNodeAffinity */
function writeNodeAffinity(w: Writer, affinity: PersistentVolume['spec']['nodeAffinity']): void {
  const required = affinity?.required;
  w.line(0, 'Node Affinity:', required ? '' : '<none>');
  if (!required) return;
  const terms = required.nodeSelectorTerms ?? [];
  w.line(1, 'Required Terms:', terms.length === 0 ? '<none>' : '');
  for (const [index, term] of terms.entries()) writeTerm(w, `Term ${index}`, objectsField(term, 'matchExpressions'));
}

function writeClaimReference(w: Writer, { claimRef }: PersistentVolume['spec']): void {
  w.line(0, 'Claim:', claimRef ? `${claimRef.namespace ?? ''}/${claimRef.name ?? ''}` : '');
}

/** Describes a PersistentVolume. @upstream describe.go describePersistentVolume */
export function describePersistentVolume(volume: PersistentVolume, context: DescribeContext): Promise<string> {
  const { metadata, spec, status } = volume;
  const { deletionTimestamp } = metadata;
  return writeText(async (w) => {
    w.line(0, 'Name:', metadata.name);
    writeLabelsAndAnnotations(w, volume);
    w.line(0, 'Finalizers:', goList(metadata.finalizers));
    w.line(0, 'StorageClass:', storageClassOf(metadata, spec));
    const terminating = deletionTimestamp && `Terminating (lasts ${age(deletionTimestamp, context.now)})`;
    w.line(0, 'Status:', terminating || (status?.phase ?? ''));
    writeClaimReference(w, spec);
    w.line(0, 'Reclaim Policy:', spec.persistentVolumeReclaimPolicy ?? '');
    w.line(0, 'Access Modes:', accessModesText(spec.accessModes));
    if (spec.volumeMode !== undefined) w.line(0, 'VolumeMode:', spec.volumeMode);
    w.line(0, 'Capacity:', canonicalQuantity(spec.capacity?.storage));
    writeNodeAffinity(w, spec.nodeAffinity);
    w.line(0, 'Message:', status?.message ?? '');
    w.line(0, 'Source:');
    writePersistentSource(w, spec);
    await writeEventsAbout(w, volume, context);
  });
}
