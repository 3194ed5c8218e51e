import { compare } from '../../apimachinery/fieldpath/compare';
import { difference, type FieldSet, union } from '../../apimachinery/fieldpath/field-set';
import { fieldSetOf, type MergeType } from '../../apimachinery/fieldpath/merge-type';
import { canonicalJson } from '../../apimachinery/hash';
import { isObject, parseJson } from '../../apimachinery/json';
import type { KubeObject } from '../../apimachinery/meta';
import { withoutManaged } from './update';

const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * What kubectl may take over without force from its own client-side apply: fields that are as that applied them.
 * @upstream apimachinery util/managedfields internal/lastappliedmanager.go
 */
export function allowedConflicts(live: KubeObject, type: MergeType): FieldSet {
  const last = parseJson(live.metadata.annotations?.[ANNOTATION] ?? '');
  if (!isObject(last) || last.apiVersion !== live.apiVersion) return {};
  const { added, modified, removed } = compare(last, withoutManaged(live), type);
  return difference(fieldSetOf(last, type), union(added, modified, removed));
}

/** Keeps the annotation of client-side apply up to date where an object has one. @upstream internal/lastappliedupdater.go */
export function updateLastApplied(object: KubeObject, config: KubeObject): KubeObject {
  if (object.metadata.annotations?.[ANNOTATION] === undefined) return object;
  const { managedFields: _, annotations = {}, ...metadata } = config.metadata;
  const { [ANNOTATION]: __, ...others } = annotations;
  const applied = `${canonicalJson({ ...config, metadata: { ...metadata, annotations: others } })}\n`;
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [ANNOTATION]: applied } },
  };
}
