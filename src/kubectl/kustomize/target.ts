import { goQuote } from '../../apimachinery/go-value';
import { CommandError } from '../command-error';
import type { Accumulated } from './accumulated';
import { annotationFields } from './field-specs';
import { generate } from './generators';
import { setImage } from './images';
import { type Kustomization, loadKustomization } from './kustomization';
import { addLabels } from './labels';
import type { Loader } from './loader';
import { addPrefix, addSuffix } from './name-affixes';
import { setNamespace } from './namespace';
import { readJsonPatches, readMergePatches, readPatches } from './patches';
import { messageOf, prefixed } from './prefixed';
import { readResources } from './read-resources';
import { refusePlugins } from './refuse-plugins';
import { readReplacements } from './replacements';
import { setReplicas } from './replicas';
import { ResourceMap } from './resource-map';
import { setEntries } from './set-entries';
import { addVariables } from './variables';

/** Is told what is deprecated. */
export type Warn = (text: string) => void;

const empty = (): Accumulated => ({ map: new ResourceMap(), variables: new Map() });

/**
 * Gathers the resources of a kustomization and does to them what it asks for; the names that fields refer to are
 * left for the end.
 * @upstream kustomize api/internal/target/kusttarget.go accumulateTarget
 */
export function accumulate(
  kustomization: Kustomization,
  loader: Loader,
  warn: Warn,
  into: Accumulated = empty(),
): Accumulated {
  const { resources = [], components = [], vars = [] } = kustomization;
  prefixed('accumulating resources', () => {
    for (const path of resources) addResource(into, path, loader, warn);
  });
  refusePlugins(kustomization, loader);
  runGenerators(into.map, kustomization, loader);
  const accumulated = prefixed('accumulating components', () => {
    let joined = into;
    for (const path of components) joined = addComponent(joined, path, loader, warn);
    return joined;
  });
  transform(accumulated.map, kustomization, loader);
  addVariables(accumulated, vars);
  return accumulated;
}

/** A path is that of a file or, failing this, of another kustomization. */
function addResource(into: Accumulated, path: string, loader: Loader, warn: Warn): void {
  const problem = addFile(into.map, path, loader);
  if (problem === undefined) return;
  let below: Loader;
  try {
    below = loader.at(path);
  } catch (error) {
    if (problem.includes('MalformedYAMLError')) throw new CommandError(problem);
    throw new CommandError(`accumulation err='${problem}': ${messageOf(error)}`);
  }
  prefixed(`accumulation err='${problem}'`, () => {
    const kustomization = loadBelow(below, warn);
    if (kustomization.kind === 'Component') {
      throw new CommandError(`expected kind != 'Component' for path '${below.root}'`);
    }
    const accumulated = prefixed(`recursed accumulation of path '${below.root}'`, () =>
      accumulate(kustomization, below, warn),
    );
    prefixed(`recursed merging from path '${below.root}'`, () => merge(into, accumulated));
  });
}

/** @returns why there is no such file of resources */
function addFile(map: ResourceMap, path: string, loader: Loader): string | undefined {
  try {
    const resources = prefixed(`accumulating resources from '${path}'`, () => readFile(path, loader));
    prefixed(`merging resources from '${path}'`, () => map.appendAll(resources));
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function readFile(path: string, loader: Loader) {
  const text = loader.read(path);
  try {
    const alone = new ResourceMap();
    alone.appendAll(readResources(text));
    return alone.resources;
  } catch (error) {
    const words = messageOf(error);
    throw new CommandError(words.includes('MalformedYAMLError') ? `${words} in File: ${path}` : words);
  }
}

function loadBelow(loader: Loader, warn: Warn): Kustomization {
  return prefixed(`couldn't make target for path '${loader.root}'`, () => loadKustomization(loader, warn));
}

function merge(into: Accumulated, { map, variables }: Accumulated): void {
  into.map.appendAll(map.resources);
  for (const [name, variable] of variables) {
    if (into.variables.has(name)) throw new CommandError(`var '${name}' already encountered`);
    into.variables.set(name, variable);
  }
}

/** A component works on all that was gathered so far. */
function addComponent(into: Accumulated, path: string, loader: Loader, warn: Warn): Accumulated {
  const below = quoted('loader.New', () => loader.at(path));
  return quoted('accumulateDirectory:', () => {
    const kustomization = loadBelow(below, warn);
    if (kustomization.kind !== 'Component') {
      throw new CommandError(
        `expected kind 'Component' for path '${below.root}' but got '${kustomization.kind ?? ''}'`,
      );
    }
    return prefixed(`recursed accumulation of path '${below.root}'`, () =>
      accumulate(kustomization, below, warn, into),
    );
  });
}

function quoted<T>(what: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw new CommandError(`${what} ${goQuote(messageOf(error))}`);
  }
}

function runGenerators(map: ResourceMap, kustomization: Kustomization, loader: Loader): void {
  const { configMapGenerator = [], secretGenerator = [], generatorOptions } = kustomization;
  const kinds = [
    ['ConfigMap', configMapGenerator],
    ['Secret', secretGenerator],
  ] as const;
  for (const [kind, generators] of kinds) {
    for (const generator of generators) {
      const made = generate(kind, generator, generatorOptions, loader);
      prefixed(`merging from generator &{${generator.name}}`, () => map.absorb(made));
    }
  }
}

/** All that is read is read first: patches, replacements. @upstream kusttarget_configplugin.go configureBuiltinTransformers */
function transform(map: ResourceMap, kustomization: Kustomization, loader: Loader): void {
  const mergePatches = readMergePatches(kustomization, loader);
  const patches = readPatches(kustomization, loader);
  const jsonPatches = readJsonPatches(kustomization, loader);
  const replace = readReplacements(kustomization, loader);
  const { namespace, namePrefix, nameSuffix, commonAnnotations = {} } = kustomization;
  for (const patch of [...mergePatches, ...patches]) {
    patch(map);
    map.dropEmpty();
  }
  if (namespace) setNamespace(map, namespace);
  if (namePrefix) addPrefix(map, namePrefix);
  if (nameSuffix) addSuffix(map, nameSuffix);
  addLabels(map, kustomization);
  setEntries(map.resources, commonAnnotations, annotationFields);
  for (const patch of jsonPatches) patch(map);
  for (const { name = '', count = 0 } of kustomization.replicas ?? []) setReplicas(map, name, count);
  for (const image of kustomization.images ?? []) setImage(map, image);
  replace(map);
}
