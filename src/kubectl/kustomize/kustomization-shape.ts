import type { Gvk } from './resource-id';

/** What a field of a kustomization holds. */
export type Shape =
  | 'string'
  | 'bool'
  | 'int'
  | 'int64'
  | { readonly list: Shape }
  | { readonly map: Shape }
  | {
      readonly struct: string;
      readonly fields: Readonly<Record<string, Shape>>;
      /** The structs that some fields are embedded by, as errors name them. */
      readonly embedded?: Readonly<Record<string, string>>;
    };

type Embedded = Readonly<Record<string, string>>;

const texts: Shape = { list: 'string' };
const textMap: Shape = { map: 'string' };
const listOf = (struct: string, fields: Readonly<Record<string, Shape>>, embedded?: Embedded): Shape => ({
  list: { struct, fields, embedded },
});

const embeddedBy = (path: string, ...fields: readonly string[]): Embedded =>
  Object.fromEntries(fields.map((field) => [field, path]));

const gvk: Record<keyof Gvk, Shape> = { group: 'string', version: 'string', kind: 'string' };
const gvkNames = Object.keys(gvk);
const byId = { ...embeddedBy('ResId.Gvk', ...gvkNames), ...embeddedBy('ResId', 'name', 'namespace') };
const byGvk = embeddedBy('Gvk', ...gvkNames);
const id = { ...gvk, name: 'string', namespace: 'string' } as const;
const selector = { ...id, annotationSelector: 'string', labelSelector: 'string' } as const;
const selectorShape: Shape = { struct: 'Selector', fields: selector, embedded: byId };

const patches = listOf('Patch', { path: 'string', patch: 'string', target: selectorShape, options: { map: 'bool' } });
const image = listOf('Image', {
  name: 'string',
  newName: 'string',
  tagSuffix: 'string',
  newTag: 'string',
  digest: 'string',
});

const generatorOptions: Shape = {
  struct: 'GeneratorOptions',
  fields: { labels: textMap, annotations: textMap, disableNameSuffixHash: 'bool', immutable: 'bool' },
};
const generatorFields = {
  namespace: 'string',
  name: 'string',
  behavior: 'string',
  literals: texts,
  files: texts,
  envs: texts,
  env: 'string',
  options: generatorOptions,
} as const;

const byArguments = {
  ...embeddedBy('GeneratorArgs', 'namespace', 'name', 'behavior', 'options'),
  ...embeddedBy('GeneratorArgs.KvPairSources', 'literals', 'files', 'envs', 'env'),
};

const fieldOptions: Shape = {
  struct: 'FieldOptions',
  fields: { delimiter: 'string', index: 'int', encoding: 'string', create: 'bool' },
};
const replacementFields = {
  source: { struct: 'SourceSelector', fields: { ...id, fieldPath: 'string', options: fieldOptions }, embedded: byId },
  targets: listOf('TargetSelector', {
    select: selectorShape,
    reject: { list: selectorShape },
    fieldPaths: texts,
    options: fieldOptions,
  }),
} as const;

/** One replacement, as it also stands in a file of its own. */
export const replacementShape: Shape = { struct: 'Replacement', fields: replacementFields };

const vars = listOf('Var', {
  name: 'string',
  objref: { struct: 'Target', fields: { apiVersion: 'string', ...id }, embedded: byGvk },
  fieldref: { struct: 'FieldSelector', fields: { fieldPath: 'string' } },
});

const helmCharts = listOf('HelmChart', {
  name: 'string',
  version: 'string',
  repo: 'string',
  releaseName: 'string',
  namespace: 'string',
  valuesFile: 'string',
  additionalValuesFiles: texts,
  includeCRDs: 'bool',
  skipHooks: 'bool',
  skipTests: 'bool',
  nameTemplate: 'string',
  valuesMerge: 'string',
});

/** The fields of a kustomization. @upstream kustomize api/types/kustomization.go */
export const kustomizationShape: Shape = {
  struct: 'Kustomization',
  fields: {
    apiVersion: 'string',
    kind: 'string',
    metadata: {
      struct: 'ObjectMeta',
      fields: { name: 'string', namespace: 'string', labels: textMap, annotations: textMap },
    },
    openapi: textMap,
    namePrefix: 'string',
    nameSuffix: 'string',
    namespace: 'string',
    commonLabels: textMap,
    labels: listOf('Label', {
      pairs: textMap,
      includeSelectors: 'bool',
      includeTemplates: 'bool',
      fields: listOf('FieldSpec', { ...gvk, path: 'string', create: 'bool' }, byGvk),
    }),
    commonAnnotations: textMap,
    patchesStrategicMerge: texts,
    patchesJson6902: patches,
    patches,
    images: image,
    imageTags: image,
    replacements: listOf(
      'ReplacementField',
      { ...replacementFields, path: 'string' },
      embeddedBy('Replacement', 'source', 'targets'),
    ),
    replicas: listOf('Replica', { name: 'string', count: 'int64' }),
    vars,
    sortOptions: {
      struct: 'SortOptions',
      fields: {
        order: 'string',
        legacySortOptions: { struct: 'LegacySortOptions', fields: { orderFirst: texts, orderLast: texts } },
      },
    },
    resources: texts,
    components: texts,
    crds: texts,
    bases: texts,
    configMapGenerator: listOf('ConfigMapArgs', generatorFields, byArguments),
    secretGenerator: listOf('SecretArgs', { ...generatorFields, type: 'string' }, byArguments),
    helmGlobals: { struct: 'HelmGlobals', fields: { chartHome: 'string', configHome: 'string' } },
    helmCharts,
    generatorOptions,
    configurations: texts,
    generators: texts,
    transformers: texts,
    validators: texts,
    buildMetadata: texts,
  },
};
