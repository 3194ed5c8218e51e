import { goQuote } from '../../apimachinery/go-value';
import { isObject, type Json, parseJson } from '../../apimachinery/json';
import { applyJsonPatch } from '../../apimachinery/patch/json';
import { yamlDocument } from '../../apimachinery/yaml/read';
import { CommandError } from '../command-error';
import { printYaml } from '../printers/yaml';
import type { Kustomization, Patch, Selector } from './kustomization';
import type { Loader } from './loader';
import { messageOf, prefixed } from './prefixed';
import { readResources } from './read-resources';
import type { Resource } from './resource';
import { idText, type ResourceId } from './resource-id';
import type { ResourceMap } from './resource-map';
import { selectResources } from './select-resources';
import { mergeStrategically } from './strategic-merge';

/** A patch that is read, ready to be applied. */
export type ReadyPatch = (map: ResourceMap) => void;

/**
 * Reads the patches of the field `patches`: each is a strategic merge patch or a JSON patch.
 * @throws CommandError where one is neither, with kustomize's words
 * @upstream kustomize api/internal/builtins/PatchTransformer.go
 */
export function readPatches({ patches = [] }: Kustomization, loader: Loader): ReadyPatch[] {
  return patches.map((entry) => {
    const config = configText(entry);
    return prefixed(`trouble configuring builtin PatchTransformer with config: \`\n${config}\``, () =>
      readPatch(entry, loader, config),
    );
  });
}

function configText({ path, patch, target, options }: Patch): string {
  const isSet = (value: Json | undefined) => value !== undefined && value !== '';
  const config = { path, patch, target, options } as { [field: string]: Json | undefined };
  return printYaml(Object.fromEntries(Object.entries(config).filter(([, value]) => isSet(value))));
}

function readPatch(entry: Patch, loader: Loader, config: string): ReadyPatch {
  const { path = '', target, options = {} } = entry;
  const inline = (entry.patch ?? '').trim();
  if (inline === '' && path === '') throw new CommandError(`must specify one of patch and path in\n${config}`);
  if (inline !== '' && path !== '') {
    throw new CommandError(`patch and path can't be set at the same time\n${config}`);
  }
  const text = path === '' ? inline : loadPatch(loader, path);
  const source = path === '' ? `[patch: ${goQuote(inline)}]` : `[path: ${goQuote(path)}]`;
  const merge = attempt(() => readResources(text));
  const operations = attempt(() => readOperations(text));
  if (merge !== undefined && operations !== undefined) {
    throw new CommandError(`illegally qualifies as both an SM and JSON patch: ${source}`);
  }
  if (merge === undefined && operations === undefined) {
    throw new CommandError(`unable to parse SM or JSON patch from ${source}`);
  }
  if (operations !== undefined) return (map) => patchSelected(map, target, operations, source);
  for (const patch of merge ?? []) {
    patch.allowNameChange = options.allowNameChange ?? false;
    patch.allowKindChange = options.allowKindChange ?? false;
  }
  return (map) => mergeIntoTargets(map, merge ?? [], target, source);
}

function loadPatch(loader: Loader, path: string): string {
  return prefixed(`failed to get the patch file from path(${path})`, () => loader.read(path));
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function readOperations(text: string): Json {
  // What begins like JSON has to be JSON.
  const operations = text.startsWith('[') ? parseJson(text) : yamlDocument(text);
  if (operations === null || (Array.isArray(operations) && operations.every(isObject))) return operations;
  throw new CommandError('no list of operations');
}

function mergeIntoTargets(
  map: ResourceMap,
  patches: readonly Resource[],
  target: Selector | undefined,
  source: string,
): void {
  if (target === undefined) {
    for (const patch of patches) mergeInto(findTarget(map, patch), patch);
    return;
  }
  const [patch, ...others] = patches;
  if (patch === undefined) return;
  if (others.length > 0) {
    throw new CommandError(
      `Multiple Strategic-Merge Patches in one \`patches\` entry is not allowed to set \`patches.target\` field: ${source}`,
    );
  }
  for (const resource of selectResources(map, target)) mergeAsSelected(resource, patch);
  map.settle();
}

/** A patch that a selector leads to a resource is taken for one of the resource's own version. */
function mergeAsSelected(resource: Resource, patch: Resource): void {
  const copied = patch.copy();
  copied.object.apiVersion = resource.apiVersion;
  mergeInto(resource, copied);
}

function findTarget(map: ResourceMap, { originalId }: Resource): Resource {
  return prefixed(`no resource matches strategic merge patch ${goQuote(idText(originalId))}`, () =>
    map.find(originalId),
  );
}

/** @upstream kustomize api/resource/resource.go ApplySmPatch */
function mergeInto(resource: Resource, patch: Resource): void {
  const { name, namespace, kind } = resource;
  if (patch.allowNameChange || patch.allowKindChange) resource.rememberId();
  const merged = mergeStrategically(resource.object, patch.object);
  resource.object = merged ?? {};
  if (resource.isEmpty) return;
  if (!patch.allowKindChange) resource.object.kind = kind;
  if (!patch.allowNameChange) resource.name = name;
  resource.namespace = namespace;
}

function patchSelected(map: ResourceMap, target: Selector | undefined, operations: Json, source: string): void {
  if (target === undefined) throw new CommandError(`must specify a target for JSON patch ${source}`);
  for (const resource of selectResources(map, target)) {
    resource.rememberId();
    applyOperations(resource, operations);
  }
}

function applyOperations(resource: Resource, operations: Json): void {
  const patched = applyJsonPatch(resource.object, operations);
  if (isObject(patched)) resource.object = patched;
}

/**
 * Reads the patches of the field `patchesStrategicMerge`: paths, or patches themselves.
 * @upstream kustomize api/internal/builtins/PatchStrategicMergeTransformer.go
 */
export function readMergePatches({ patchesStrategicMerge = [] }: Kustomization, loader: Loader): ReadyPatch[] {
  if (patchesStrategicMerge.length === 0) return [];
  const config = printYaml({ paths: [...patchesStrategicMerge] });
  const patches = prefixed(
    `trouble configuring builtin PatchStrategicMergeTransformer with config: \`\n${config}\``,
    () => {
      const read = patchesStrategicMerge.flatMap(
        (text) => attempt(() => readResources(text)) ?? readPatchFile(loader, text),
      );
      if (read.length > 0) return read;
      throw new CommandError(`patch appears to be empty; files=[${patchesStrategicMerge.join(' ')}], Patch=`);
    },
  );
  return patches.map((patch) => (map) => {
    mergeAsSelected(map.find(patch.originalId), patch);
    map.settle();
  });
}

function readPatchFile(loader: Loader, path: string): Resource[] {
  const text = loader.read(path);
  try {
    return readResources(text);
  } catch (error) {
    const words = messageOf(error);
    throw new CommandError(words.includes('MalformedYAMLError') ? `${words} in File: ${path}` : words);
  }
}

/**
 * Reads the patches of the field `patchesJson6902`.
 * @upstream kustomize api/internal/builtins/PatchJson6902Transformer.go
 */
export function readJsonPatches({ patchesJson6902 = [] }: Kustomization, loader: Loader): ReadyPatch[] {
  return patchesJson6902.map(({ target, path = '', patch = '' }) => {
    const config = printYaml({
      ...(target ? { target: target as Partial<ResourceId> } : {}),
      ...(path ? { path } : {}),
      ...(patch ? { jsonOp: patch } : {}),
    });
    const operations = prefixed(
      `trouble configuring builtin PatchJson6902Transformer with config: \`\n${config}\``,
      () => readJsonPatch(target, path, patch, loader),
    );
    return (map) => {
      for (const resource of selectResources(map, target ?? {})) applyOperations(resource, operations);
    };
  });
}

function readJsonPatch(target: Selector | undefined, path: string, patch: string, loader: Loader): Json {
  if (!target?.name) throw new CommandError('must specify the target name');
  if (path === '' && patch === '') throw new CommandError('empty file path and empty jsonOp');
  if (path !== '' && patch !== '') throw new CommandError('must specify a file path or jsonOp, not both');
  const text = path === '' ? patch : loader.read(path);
  if (text === '') throw new CommandError(`patch file '${path}' empty seems to be empty`);
  const operations = yamlDocument(text);
  if (Array.isArray(operations) && operations.length === 0) {
    throw new CommandError(`patch appears to be empty; file=${path}, JsonOp=${text}`);
  }
  return operations;
}
