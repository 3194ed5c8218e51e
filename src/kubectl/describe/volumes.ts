import { compareText, type JsonObject } from '../../apimachinery/json';
import { compareQuantities, formatQuantity, parseQuantity, zeroQuantity } from '../../apimachinery/quantity';
import type { PersistentVolumeClaimSpec } from '../../resources/core/persistentvolumeclaim';
import type { ProjectedSource, Volume } from '../../resources/core/pod-types';
import { writeClaimTemplate } from './claim';
import { mapField, objectField, objectsField, textField } from './json-field';
import { shorten } from './metadata';
import { type FlatSource, flatSources, persistentSources, sourceIn } from './volume-sources';
import { nestedWriter, type Writer } from './writer';

function writeFlatSource(w: Writer, { type, lines }: FlatSource, source: JsonObject | undefined): void {
  w.line(2, 'Type:', type);
  for (const [label, field, show] of lines) w.line(2, label, show(source?.[field]));
}

/**
 * Every piece is indented by itself, so the attributes are too.
 * @upstream describe.go printCSIPersistentVolumeAttributesMultiline
 */
function writeVolumeAttributes(w: Writer, attributes: Record<string, string> | undefined): void {
  w.write(2, 'VolumeAttributes:\t');
  const keys = Object.keys(attributes ?? {}).sort(compareText);
  if (keys.length === 0) w.write(0, '<none>\n');
  for (const [index, key] of keys.entries()) {
    if (index > 0) w.write(2, '\t');
    w.line(2, shorten(`${key}=${attributes?.[key]}`, 140));
  }
}

function writeSource(w: Writer, field: string, sources: Record<string, FlatSource>, volume: JsonObject): void {
  const source = objectField(volume, field);
  const flat = sources[field];
  if (flat) writeFlatSource(w, flat, source);
  if (field === 'csi') writeVolumeAttributes(w, mapField(source, 'volumeAttributes'));
}

function writeEmptyDir(w: Writer, { medium = '', sizeLimit }: NonNullable<Volume['emptyDir']>): void {
  const limit = sizeLimit === undefined ? zeroQuantity : parseQuantity(sizeLimit);
  w.line(2, 'Type:', "EmptyDir (a temporary directory that shares a pod's lifetime)");
  w.line(2, 'Medium:', medium);
  w.line(2, 'SizeLimit:', compareQuantities(limit, zeroQuantity) > 0 ? formatQuantity(limit) : '<unset>');
}

/** The lines about one source of a projected volume; upstream has none about a trust bundle. */
function projectedLines({ secret, downwardAPI, configMap, serviceAccountToken }: ProjectedSource): [string, string][] {
  const optional = (source: { optional?: boolean }): [string, string] => ['Optional:', `${source.optional ?? false}`];
  if (secret) return [['SecretName:', secret.name ?? ''], optional(secret)];
  if (downwardAPI) return [['DownwardAPI:', 'true']];
  if (configMap) return [['ConfigMapName:', configMap.name ?? ''], optional(configMap)];
  if (!serviceAccountToken) return [];
  return [['TokenExpirationSeconds:', `${serviceAccountToken.expirationSeconds ?? 0}`]];
}

function writeProjected(w: Writer, { sources = [] }: NonNullable<Volume['projected']>): void {
  w.line(2, 'Type:', 'Projected (a volume that contains injected data from multiple sources)');
  for (const [label, text] of sources.flatMap(projectedLines)) w.line(2, label, text);
}

function writeDownwardApi(w: Writer, source: JsonObject | undefined): void {
  w.line(2, 'Type:', 'DownwardAPI (a volume populated by information about the pod)');
  w.line(2, 'Items:');
  for (const item of objectsField(source, 'items')) {
    const path = textField(item, 'path');
    const fieldRef = objectField(item, 'fieldRef');
    const resourceFieldRef = objectField(item, 'resourceFieldRef');
    if (fieldRef) w.line(3, `${textField(fieldRef, 'fieldPath')} -> ${path}`);
    if (resourceFieldRef) w.line(3, `${textField(resourceFieldRef, 'resource')} -> ${path}`);
  }
}

function writeEphemeral(w: Writer, source: JsonObject | undefined): void {
  const type = 'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)';
  w.line(2, 'Type:', type);
  const template = objectField(source, 'volumeClaimTemplate');
  if (template === undefined) return;
  const spec: PersistentVolumeClaimSpec = objectField(template, 'spec') ?? {};
  writeClaimTemplate(nestedWriter(w, 2), objectField(template, 'metadata') ?? {}, spec);
}

function writeVolume(w: Writer, volume: Volume): void {
  const field = sourceIn(volume, flatSources);
  if (volume.emptyDir) writeEmptyDir(w, volume.emptyDir);
  else if (volume.projected) writeProjected(w, volume.projected);
  else if (volume.downwardAPI) writeDownwardApi(w, volume.downwardAPI);
  else if (volume.ephemeral) writeEphemeral(w, volume.ephemeral);
  else if (field) writeSource(w, field, flatSources, volume);
  else w.line(1, '<unknown>');
}

/** Writes a pod's or a template's volumes. @upstream describe.go describeVolumes */
export function writeVolumes(w: Writer, volumes: readonly Volume[] | undefined, space: string): void {
  if (!volumes?.length) {
    w.line(0, `${space}Volumes:`, '<none>');
    return;
  }
  w.line(0, `${space}Volumes:`);
  for (const volume of volumes) {
    w.line(1, `${space === '' ? '' : ' '}${volume.name}:`);
    writeVolume(w, volume);
  }
}

/** Writes what a PersistentVolume is made of. */
export function writePersistentSource(w: Writer, spec: JsonObject): void {
  const field = sourceIn(spec, persistentSources);
  if (field) writeSource(w, field, persistentSources, spec);
  else w.line(1, '<unknown>');
}
