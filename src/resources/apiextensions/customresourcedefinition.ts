import { type FieldError, invalidValue, notSupported, required } from '../../apimachinery/errors';
import type { Condition, Kind, ObjectMeta } from '../../apimachinery/meta';
import type { Column } from '../column';
import type { Strategy } from '../strategy';
import type { JsonSchema } from './json-schema';
import type { PrinterColumn } from './printer-columns';

/** What a kind is called. */
export type DefinitionNames = {
  plural: string;
  singular?: string;
  shortNames?: string[];
  kind: string;
  listKind?: string;
  categories?: string[];
};

export type DefinitionVersion = {
  name: string;
  served: boolean;
  storage: boolean;
  deprecated?: boolean;
  deprecationWarning?: string;
  schema?: { openAPIV3Schema?: JsonSchema };
  subresources?: {
    status?: Record<string, never>;
    scale?: { specReplicasPath: string; statusReplicasPath: string; labelSelectorPath?: string };
  };
  additionalPrinterColumns?: PrinterColumn[];
};

export type CustomResourceDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1';
  kind: 'CustomResourceDefinition';
  metadata: ObjectMeta;
  spec: {
    group: string;
    names: DefinitionNames;
    scope: 'Namespaced' | 'Cluster';
    versions: DefinitionVersion[];
    conversion?: { strategy: string };
    preserveUnknownFields?: boolean;
  };
  status?: {
    conditions?: Condition[];
    acceptedNames?: DefinitionNames;
    storedVersions?: string[];
  };
};

export const names: Kind<CustomResourceDefinition> = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  singular: 'customresourcedefinition',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  namespaced: false,
};

export const strategy: Strategy<CustomResourceDefinition> = {
  setDefaults({ spec }) {
    spec.conversion ??= { strategy: 'None' };
    spec.names.listKind ||= spec.names.kind && `${spec.names.kind}List`;
    spec.names.singular ||= spec.names.kind?.toLowerCase();
  },
  prepareForCreate(definition) {
    const stored = definition.spec.versions.filter(({ storage }) => storage).map(({ name }) => name);
    definition.status = { conditions: [], acceptedNames: { kind: '', plural: '' }, storedVersions: stored };
  },
  prepareForUpdate(definition, old) {
    definition.status = old.status;
  },
  validate,
  hasStatus: true,
  hasGeneration: true,
};

/** @upstream apiextensions validation ValidateCustomResourceDefinition */
function validate({ metadata, spec }: CustomResourceDefinition): FieldError[] {
  const { group, names: called, scope, versions = [] } = spec;
  const errors: FieldError[] = [];
  if (metadata.name !== `${called.plural}.${group}`) {
    errors.push(invalidValue('metadata.name', metadata.name, 'must be spec.names.plural+"."+spec.group'));
  }
  if (!group) errors.push(required('spec.group'));
  else if (!group.includes('.')) {
    errors.push(invalidValue('spec.group', group, 'should be a domain with at least one dot'));
  }
  if (!scope) errors.push(required('spec.scope'));
  else if (!['Cluster', 'Namespaced'].includes(scope)) {
    errors.push(notSupported('spec.scope', scope, ['Cluster', 'Namespaced']));
  }
  if (versions.filter(({ storage }) => storage).length !== 1) {
    errors.push(invalidValue('spec.versions', versions, 'must have exactly one version marked as storage version'));
  }
  versions.forEach(({ schema }, index) => {
    const path = `spec.versions[${index}].schema.openAPIV3Schema`;
    if (schema?.openAPIV3Schema === undefined) errors.push(required(path, 'schemas are required'));
    else if (!schema.openAPIV3Schema.type) errors.push(required(`${path}.type`, 'must not be empty at the root'));
  });
  if (!called.plural) errors.push(required('spec.names.plural'));
  if (!called.kind) errors.push(required('spec.names.kind'));
  return errors;
}

/** The server has no columns of its own for it. @upstream apiserver registry/rest NewDefaultTableConvertor */
export const columns: readonly Column<CustomResourceDefinition>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Created At', cell: ({ metadata }) => metadata.creationTimestamp ?? '' },
];

/** Fields that are stored and shown, and have no effect. */
export const notSimulated: readonly string[] = [
  'spec.conversion.webhook',
  'spec.versions[].schema.openAPIV3Schema.x-kubernetes-validations',
  'spec.versions[].selectableFields',
];
