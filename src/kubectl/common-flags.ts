import type { FlagSpec } from './command';

/** Flags that several commands share, with kubectl's names, letters and defaults. */
export const outputFlag: FlagSpec = {
  name: 'output',
  short: 'o',
  type: 'string',
  usage:
    'Output format. One of: (json, yaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file).',
};

export const templateFlag: FlagSpec = {
  name: 'template',
  type: 'string',
  usage: 'Template string or path to template file to use when -o=go-template, -o=go-template-file.',
};

export const managedFieldsFlag: FlagSpec = {
  name: 'show-managed-fields',
  type: 'bool',
  usage: 'If true, keep the managedFields when printing objects in JSON or YAML format.',
};

export const missingKeysFlag: FlagSpec = {
  name: 'allow-missing-template-keys',
  type: 'bool',
  default: 'true',
  usage: 'If true, ignore any errors in templates when a field or map key is missing in the template.',
};

export const printFlags: readonly FlagSpec[] = [outputFlag, templateFlag, managedFieldsFlag, missingKeysFlag];

export const filenameFlags: readonly FlagSpec[] = [
  {
    name: 'filename',
    short: 'f',
    type: 'stringSlice',
    usage: 'The files that contain the configurations: files, folders, patterns or - for standard input.',
  },
  { name: 'recursive', short: 'R', type: 'bool', usage: 'Process the directory used in -f, --filename recursively.' },
  {
    name: 'kustomize',
    short: 'k',
    type: 'string',
    usage: "Process the kustomization directory. This flag can't be used together with -f or -R.",
  },
];

export const selectorFlag: FlagSpec = {
  name: 'selector',
  short: 'l',
  type: 'string',
  usage:
    "Selector (label query) to filter on, supports '=', '==', '!=', 'in', 'notin'. Matching objects must satisfy all of them.",
};

export const fieldSelectorFlag: FlagSpec = {
  name: 'field-selector',
  type: 'string',
  usage: "Selector (field query) to filter on, supports '=', '==', and '!='.",
};

export const allNamespacesFlag: FlagSpec = {
  name: 'all-namespaces',
  short: 'A',
  type: 'bool',
  usage: 'If present, list the requested object(s) across all namespaces.',
};

export const dryRunFlag: FlagSpec = {
  name: 'dry-run',
  type: 'string',
  default: 'none',
  noOptDefault: 'unchanged',
  usage:
    'Must be "none", "server", or "client". With client, only print the object; with server, submit it without persisting it.',
};

export const validateFlag: FlagSpec = {
  name: 'validate',
  type: 'string',
  default: 'strict',
  noOptDefault: 'strict',
  usage: 'Must be one of: strict (or true), warn, ignore (or false). How fields that are not known are taken.',
};

export const fieldManagerFlag = (name: string): FlagSpec => ({
  name: 'field-manager',
  type: 'string',
  default: name,
  usage: 'Name of the manager used to track field ownership.',
});

export const chunkSizeFlag: FlagSpec = {
  name: 'chunk-size',
  type: 'int',
  default: '500',
  usage: 'Return large lists in chunks rather than all at once.',
};

export const podTimeoutFlag = (value: string): FlagSpec => ({
  name: 'pod-running-timeout',
  type: 'duration',
  default: value,
  usage: 'The length of time (like 5s, 2m, or 3h, higher than zero) to wait until at least one pod is running.',
});

export const containerFlag: FlagSpec = {
  name: 'container',
  short: 'c',
  type: 'string',
  usage: 'Container name. If omitted, the annotated one or the first container in the pod will be chosen.',
};
