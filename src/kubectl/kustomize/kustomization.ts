import type { Json } from '../../apimachinery/json';
import type { StringMap } from '../../apimachinery/meta';
import { yamlDocument } from '../../apimachinery/yaml/read';
import { CommandError } from '../command-error';
import { decode } from './decode';
import type { FieldSpec } from './field-spec';
import { kustomizationShape } from './kustomization-shape';
import type { Loader } from './loader';
import { messageOf } from './prefixed';
import type { ResourceId } from './resource-id';

/** Which resources are meant; names, kinds and namespaces are regular expressions. */
export type Selector = Partial<ResourceId> & { readonly annotationSelector?: string; readonly labelSelector?: string };

export type LabelRule = {
  readonly pairs?: StringMap;
  readonly includeSelectors?: boolean;
  readonly includeTemplates?: boolean;
  readonly fields?: readonly FieldSpec[];
};

export type Patch = {
  readonly path?: string;
  readonly patch?: string;
  readonly target?: Selector;
  readonly options?: { readonly [option: string]: boolean };
};

export type Image = {
  readonly name?: string;
  readonly newName?: string;
  readonly tagSuffix?: string;
  readonly newTag?: string;
  readonly digest?: string;
};

export type GeneratorOptions = {
  readonly labels?: StringMap;
  readonly annotations?: StringMap;
  readonly disableNameSuffixHash?: boolean;
  readonly immutable?: boolean;
};

/** A ConfigMap or Secret to be made. */
export type Generator = {
  readonly name?: string;
  readonly namespace?: string;
  readonly behavior?: string;
  readonly literals?: readonly string[];
  readonly files?: readonly string[];
  readonly envs?: readonly string[];
  readonly env?: string;
  readonly options?: GeneratorOptions;
  /** Of a Secret. */
  readonly type?: string;
};

export type FieldOptions = { readonly delimiter?: string; readonly index?: number; readonly create?: boolean };

export type Replacement = {
  readonly source?: Partial<ResourceId> & { readonly fieldPath?: string; readonly options?: FieldOptions };
  readonly targets?: readonly {
    readonly select?: Selector;
    readonly reject?: readonly Selector[];
    readonly fieldPaths?: readonly string[];
    readonly options?: FieldOptions;
  }[];
  /** The file that replacements stand in, instead. */
  readonly path?: string;
};

export type Variable = {
  readonly name?: string;
  readonly objref?: Partial<ResourceId> & { readonly apiVersion?: string };
  readonly fieldref?: { readonly fieldPath?: string };
};

export type SortOptions = {
  readonly order?: string;
  readonly legacySortOptions?: { readonly orderFirst?: readonly string[]; readonly orderLast?: readonly string[] };
};

/** What a kustomization file asks for. */
export type Kustomization = {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly openapi?: StringMap;
  readonly namePrefix?: string;
  readonly nameSuffix?: string;
  readonly namespace?: string;
  readonly commonLabels?: StringMap;
  readonly labels?: readonly LabelRule[];
  readonly commonAnnotations?: StringMap;
  readonly patchesStrategicMerge?: readonly string[];
  readonly patchesJson6902?: readonly Patch[];
  readonly patches?: readonly Patch[];
  readonly images?: readonly Image[];
  readonly imageTags?: readonly Image[];
  readonly replacements?: readonly Replacement[];
  readonly replicas?: readonly { readonly name?: string; readonly count?: number }[];
  readonly vars?: readonly Variable[];
  readonly sortOptions?: SortOptions;
  readonly resources?: readonly string[];
  readonly components?: readonly string[];
  readonly crds?: readonly string[];
  readonly bases?: readonly string[];
  readonly configMapGenerator?: readonly Generator[];
  readonly secretGenerator?: readonly Generator[];
  readonly helmCharts?: readonly { readonly name?: string }[];
  readonly generatorOptions?: GeneratorOptions;
  readonly configurations?: readonly string[];
  readonly generators?: readonly string[];
  readonly transformers?: readonly string[];
  readonly validators?: readonly string[];
  readonly buildMetadata?: readonly string[];
};

const fileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

const deprecated: readonly [field: keyof Kustomization, instead: string][] = [
  ['bases', 'resources'],
  ['commonLabels', 'labels'],
  ['imageTags', 'images'],
  ['patchesJson6902', 'patches'],
  ['patchesStrategicMerge', 'patches'],
  ['vars', 'replacements'],
];

/**
 * Reads the kustomization of a folder.
 * @param warn is told of fields that are deprecated
 * @throws CommandError where there is none, or it is not as it should be
 * @upstream kustomize api/internal/target/kusttarget.go Load
 */
export function loadKustomization(loader: Loader, warn: (text: string) => void): Kustomization {
  const kustomization = decodeKustomization(findText(loader));
  for (const [field, instead] of deprecated) {
    if (kustomization[field] === undefined) continue;
    const experimental = field === 'vars' ? '[EXPERIMENTAL] ' : '';
    warn(
      `# Warning: '${field}' is deprecated. Please use '${instead}' instead. ${experimental}Run 'kustomize edit fix' to update your Kustomization automatically.\n`,
    );
  }
  const { apiVersion: _, kind = 'Kustomization', ...asked } = kustomization;
  if (Object.values(asked).every((value) => value === undefined)) throw new CommandError('kustomization.yaml is empty');
  refuseOtherKinds(kustomization, loader.root);
  const { bases = [], imageTags = [], resources = [], images = [] } = kustomization;
  return { ...kustomization, kind, resources: [...resources, ...bases], images: [...images, ...imageTags] };
}

function findText(loader: Loader): string {
  const texts = fileNames.map((name) => loader.readIfThere(name)).filter((text) => text !== undefined);
  const [text, ...others] = texts;
  if (text === undefined) {
    const names = fileNames.map((name) => `'${name}'`);
    const list = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
    throw new CommandError(`unable to find one of ${list} in directory '${loader.root}'`);
  }
  if (others.length > 0) throw new CommandError(`Found multiple kustomization files under: ${loader.root}\n`);
  return text;
}

function decodeKustomization(text: string): Kustomization {
  try {
    const json: Json = yamlDocument(text);
    return (decode(json, kustomizationShape) ?? {}) as Kustomization;
  } catch (error) {
    throw new CommandError(`invalid Kustomization: ${messageOf(error)}`);
  }
}

function refuseOtherKinds({ apiVersion = '', kind = 'Kustomization' }: Kustomization, root: string): void {
  const problems: string[] = [];
  if (kind !== 'Kustomization' && kind !== 'Component') problems.push('kind should be Kustomization or Component');
  const version = `kustomize.config.k8s.io/${kind === 'Component' ? 'v1alpha1' : 'v1beta1'}`;
  if (apiVersion !== '' && apiVersion !== version) problems.push(`apiVersion for ${kind} should be ${version}`);
  if (problems.length === 0) return;
  throw new CommandError(`Failed to read kustomization file under ${root}:\n${problems.join('\n')}`);
}
