import { goQuote } from '../../apimachinery/go-value';
import { clone, type Json } from '../../apimachinery/json';
import { yamlDocument } from '../../apimachinery/yaml/read';
import { resolveCoreScalar } from '../../apimachinery/yaml/scalar';
import { CommandError } from '../command-error';
import { decode } from './decode';
import type { Slot } from './field-spec';
import type { FieldOptions, Kustomization, Replacement } from './kustomization';
import { replacementShape } from './kustomization-shape';
import type { Loader } from './loader';
import { matchPath, splitFieldPath } from './path-matcher';
import { prefixed } from './prefixed';
import type { Resource } from './resource';
import { effectiveNamespace, idText, isSelected, type ResourceId } from './resource-id';
import type { ResourceMap } from './resource-map';
import { isSelectedByLabels } from './select-resources';

type Target = NonNullable<Replacement['targets']>[number];

const defaultPath = 'metadata.name';

/**
 * Reads the replacements: values of some fields that are copied to others.
 * @throws CommandError where the file of one cannot be read
 * @upstream kustomize api/internal/builtins/ReplacementTransformer.go, api/filters/replacement/replacement.go
 */
export function readReplacements({ replacements = [] }: Kustomization, loader: Loader): (map: ResourceMap) => void {
  const all = replacements.flatMap((replacement) => {
    const { path = '', source, targets = [] } = replacement;
    if (path === '') return [replacement];
    if (source !== undefined || targets.length > 0) {
      throw new CommandError('cannot specify both path and inline replacement');
    }
    return readFile(loader.read(path));
  });
  return ({ resources }) => {
    for (const replacement of all) replace(resources, replacement);
  };
}

function readFile(text: string): Replacement[] {
  const json = yamlDocument(text);
  const items = Array.isArray(json) ? json : [json];
  return items.map((item) => (decode(item, replacementShape, false) ?? {}) as Replacement);
}

function replace(resources: readonly Resource[], { source, targets }: Replacement): void {
  if (source === undefined || targets === undefined) {
    throw new CommandError('replacements must specify a source and at least one target');
  }
  const value = sourceValue(resources, source);
  for (const target of targets) {
    if (target.select === undefined) throw new CommandError('target must specify resources to select');
    for (const resource of resources) if (isTarget(resource, target)) copyTo(resource, target, value);
  }
}

function sourceValue(resources: readonly Resource[], source: NonNullable<Replacement['source']>): Json {
  const { fieldPath = defaultPath, options } = source;
  const found = resources.filter((resource) => idsOf(resource).some((id) => means(source, id)));
  const [resource, ...others] = found;
  if (resource === undefined) throw new CommandError(`nothing selected by ${sourceText(source)}`);
  if (others.length > 0) throw new CommandError(`multiple matches for selector ${sourceText(source)}`);
  const slots = prefixed('error looking up replacement source', () =>
    matchPath(rootSlot(resource), splitFieldPath(fieldPath)),
  );
  const value = slots[0]?.get();
  if (value === undefined || value === null || value === '') {
    throw new CommandError(`fieldPath \`${fieldPath}\` is missing for replacement source ${idText(source)}`);
  }
  return refined(value, options);
}

function rootSlot({ object }: Resource): Slot {
  return { get: () => object, set: () => {} };
}

function sourceText({ fieldPath = '', options, ...id }: NonNullable<Replacement['source']>): string {
  const { delimiter = '', index = 0, create = false } = options ?? {};
  const optionsText = delimiter === '' && !create ? '' : `${delimiter}(${index}), create=${create}`;
  return [idText(id), fieldPath, optionsText].filter((part) => part !== '').join(':');
}

/** The part of a value that the options name. */
function refined(value: Json, { delimiter = '', index = 0 }: FieldOptions = {}): Json {
  if (delimiter === '') return value;
  if (typeof value === 'object') throw new CommandError('delimiter option can only be used with scalar nodes');
  const part = String(value).split(delimiter)[index];
  if (part !== undefined) return typeof value === 'string' ? part : asScalar(part);
  throw new CommandError(`options.index ${index} is out of bounds for value ${value}`);
}

function idsOf(resource: Resource): ResourceId[] {
  return [resource.id, ...resource.previousIds];
}

/** @upstream kyaml resid ResId.IsSelectedBy */
function means(selector: Partial<ResourceId>, id: ResourceId): boolean {
  const { name, namespace } = selector;
  const isThere = !namespace || namespace === effectiveNamespace(id);
  return (!name || name === id.name) && isThere && isSelected(id, selector);
}

function isTarget(resource: Resource, { select = {}, reject = [] }: Target): boolean {
  const ids = idsOf(resource);
  if (!isSelectedByLabels(resource, select) || !ids.some((id) => means(select, id))) return false;
  return !reject.some((selector) => {
    const { labelSelector, annotationSelector, ...id } = selector;
    if ((labelSelector || annotationSelector) && isSelectedByLabels(resource, selector)) return true;
    return Object.values(id).some(Boolean) && ids.some((own) => means(id, own));
  });
}

function copyTo(resource: Resource, { fieldPaths = [], options }: Target, value: Json): void {
  const creation = options?.create ? { empty: (): Json => emptyLike(value) } : undefined;
  for (const path of fieldPaths.length === 0 ? [defaultPath] : fieldPaths) {
    const problem = `unable to find ${creation ? 'or create ' : ''}field ${goQuote(path)} in replacement target`;
    const slots = prefixed(problem, () => matchPath(rootSlot(resource), splitFieldPath(path), creation));
    if (slots.length === 0) throw new CommandError(problem);
    for (const slot of slots) copyValue(slot, value, options);
  }
}

function emptyLike(value: Json): Json {
  if (typeof value !== 'object' || value === null) return null;
  return Array.isArray(value) ? [] : {};
}

function copyValue(slot: Slot, value: Json, { delimiter = '', index = 0 }: FieldOptions = {}): void {
  const target = slot.get() ?? null;
  const isScalar = typeof target !== 'object' || target === null;
  if (delimiter !== '' && !isScalar) throw new CommandError('delimiter option can only be used with scalar nodes');
  if (!isScalar) return slot.set(clone(value));
  const own = typeof value === 'object' ? '' : String(value);
  const text = delimiter === '' ? own : withPart(String(target ?? ''), own, delimiter, index);
  slot.set(typeof target === 'string' ? text : asScalar(text));
}

function withPart(text: string, part: string, delimiter: string, index: number): string {
  const parts = text.split(delimiter);
  if (index < 0) return [part, ...parts].join(delimiter);
  parts[Math.min(index, parts.length)] = part;
  return parts.join(delimiter);
}

/** What plain text stands for. */
function asScalar(text: string): Json {
  const scalar = resolveCoreScalar(text);
  return 'value' in scalar ? scalar.value : scalar.tag === 'null' ? null : text;
}
