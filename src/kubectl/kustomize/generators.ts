import { encodeBytes } from '../../apimachinery/base64';
import type { JsonObject } from '../../apimachinery/json';
import { CommandError } from '../command-error';
import { utf8Text } from '../generate/bytes';
import type { Generator, GeneratorOptions } from './kustomization';
import { loadPairs } from './load-pairs';
import type { Loader } from './loader';
import { prefixed } from './prefixed';
import { type Behavior, Resource } from './resource';

/**
 * A ConfigMap or Secret of files, literals and variables.
 * @param all the options of all generators, for what its own leave open
 * @throws CommandError where a file is missing or a key comes twice
 * @upstream kustomize api/internal/generators/configmap.go, secret.go
 */
export function generate(
  kind: 'ConfigMap' | 'Secret',
  generator: Generator,
  all: GeneratorOptions | undefined,
  loader: Loader,
): Resource {
  const { name = '', namespace = '', behavior = '', type } = generator;
  const options = joinOptions(generator.options, all);
  if (name === '') throw new CommandError('a configmap must have a name');
  const values = valuesOf(generator, loader);
  const object: JsonObject = {
    apiVersion: 'v1',
    kind,
    metadata: { name },
    ...(kind === 'Secret' ? { type: type || 'Opaque', data: secretData(values) } : configMapData(values)),
  };
  if (options.immutable) object.immutable = true;
  const resource = new Resource(object);
  resource.namespace = namespace;
  resource.setLabels({ ...options.labels });
  resource.setAnnotations({ ...options.annotations });
  resource.needsHash = !options.disableNameSuffixHash;
  resource.behavior = isBehavior(behavior) ? behavior : 'create';
  return resource;
}

function isBehavior(text: string): text is Behavior {
  return text === 'create' || text === 'merge' || text === 'replace';
}

/** @upstream kustomize api/types/generatoroptions.go MergeGlobalOptionsIntoLocal */
function joinOptions(own: GeneratorOptions = {}, all: GeneratorOptions = {}): GeneratorOptions {
  return {
    labels: { ...all.labels, ...own.labels },
    annotations: { ...all.annotations, ...own.annotations },
    disableNameSuffixHash: own.disableNameSuffixHash || all.disableNameSuffixHash,
    immutable: own.immutable || all.immutable,
  };
}

function valuesOf(generator: Generator, loader: Loader): Map<string, Uint8Array> {
  const values = new Map<string, Uint8Array>();
  for (const [key, value] of prefixed('loading KV pairs', () => loadPairs(generator, loader))) {
    if (values.has(key)) {
      throw new CommandError(`configmap ${generator.name} illegally repeats the key \`${key}\``);
    }
    values.set(key, value);
  }
  return values;
}

function secretData(values: ReadonlyMap<string, Uint8Array>): JsonObject {
  return Object.fromEntries([...values].map(([key, value]) => [key, base64Lines(value)]));
}

/** What is no text goes to binaryData. */
function configMapData(values: ReadonlyMap<string, Uint8Array>): JsonObject {
  const data: JsonObject = {};
  const binaryData: JsonObject = {};
  for (const [key, value] of values) {
    const text = utf8Text(value);
    if (text === undefined) binaryData[key] = base64Lines(value);
    else data[key] = text;
  }
  return {
    ...(Object.keys(data).length > 0 ? { data } : {}),
    ...(Object.keys(binaryData).length > 0 ? { binaryData } : {}),
  };
}

/** Base64 in lines of 70, where it fills one. @upstream kyaml yaml/datamap.go encodeBase64 */
function base64Lines(value: Uint8Array): string {
  const encoded = encodeBytes(value);
  return encoded.length < 70 ? encoded : encoded.replace(/.{1,70}/g, '$&\n');
}
