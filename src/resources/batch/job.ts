import { type FieldError, invalidValue, notSupported, required } from '../../apimachinery/errors';
import { deepEqual } from '../../apimachinery/json';
import type { Condition, Kind, LabelSelector, ObjectMeta } from '../../apimachinery/meta';
import { age, humanDuration, parseTime } from '../../apimachinery/time';
import { containersText, imagesText, workloadSelectorText } from '../apps/workload';
import type { Column } from '../column';
import { setPodTemplateDefaults } from '../core/pod-defaults';
import type { PodTemplateSpec } from '../core/pod-types';
import { nonNegative, validatePodTemplate } from '../core/pod-validation';
import type { Strategy } from '../strategy';

export type JobSpec = {
  parallelism?: number;
  completions?: number;
  activeDeadlineSeconds?: number;
  backoffLimit?: number;
  selector?: LabelSelector;
  manualSelector?: boolean;
  template: PodTemplateSpec;
  ttlSecondsAfterFinished?: number;
  completionMode?: string;
  suspend?: boolean;
  podReplacementPolicy?: string;
};

export type JobStatus = {
  conditions?: Condition[];
  startTime?: string;
  completionTime?: string;
  active?: number;
  ready?: number;
  succeeded?: number;
  failed?: number;
  terminating?: number;
  completedIndexes?: string;
};

export type Job = {
  apiVersion: 'batch/v1';
  kind: 'Job';
  metadata: ObjectMeta;
  spec: JobSpec;
  status: JobStatus;
};

export const names: Kind<Job> = {
  group: 'batch',
  version: 'v1',
  kind: 'Job',
  plural: 'jobs',
  singular: 'job',
  shortNames: [],
  categories: ['all'],
  namespaced: true,
};

/** @upstream pkg/apis/batch/v1/defaults.go SetDefaults_Job */
export function setJobSpecDefaults(spec: JobSpec): void {
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1;
  spec.parallelism ??= 1;
  spec.backoffLimit ??= 6;
  spec.completionMode ??= 'NonIndexed';
  spec.suspend ??= false;
  spec.podReplacementPolicy ??= 'TerminatingOrFailed';
  setPodTemplateDefaults(spec.template);
}

const CONTROLLER_UID = 'batch.kubernetes.io/controller-uid';

/** Pods of a job are told by its uid. @upstream pkg/registry/batch/job/strategy.go generateSelector */
function generateSelector({ metadata, spec }: Job): void {
  if (spec.manualSelector) return;
  const { name, uid = '' } = metadata;
  const labels = {
    ...spec.template.metadata?.labels,
    [CONTROLLER_UID]: uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
  spec.template.metadata = { ...spec.template.metadata, labels } as PodTemplateSpec['metadata'];
  spec.selector = { ...spec.selector, matchLabels: { ...spec.selector?.matchLabels, [CONTROLLER_UID]: uid } };
}

export const strategy: Strategy<Job> = {
  setDefaults(job) {
    setJobSpecDefaults(job.spec);
    const { labels } = job.spec.template.metadata ?? {};
    if (labels && !job.metadata.labels) job.metadata.labels = { ...labels };
  },
  prepareForCreate(job) {
    job.status = {};
    generateSelector(job);
  },
  prepareForUpdate(job, old) {
    job.status = old.status;
  },
  validate: ({ spec }) => validateJobSpec(spec, 'spec'),
  validateUpdate: ({ spec }, old) => validateFixedFields(spec, old.spec),
  hasStatus: true,
  hasGeneration: true,
  defaultPropagation: 'Orphan',
  selectableFields: ['status.successful'],
};

const restartPolicies = ['OnFailure', 'Never'];

/** @upstream pkg/apis/batch/validation validateJobSpec */
export function validateJobSpec(spec: JobSpec, path: string): FieldError[] {
  const counts = [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
  ] as const;
  const errors = counts.flatMap((field) =>
    (spec[field] ?? 0) < 0 ? [nonNegative(`${path}.${field}`, spec[field] ?? 0)] : [],
  );
  const { restartPolicy } = spec.template.spec;
  if (!restartPolicy || restartPolicy === 'Always') {
    errors.push(required(`${path}.template.spec.restartPolicy`, 'valid values: "OnFailure", "Never"'));
  } else if (!restartPolicies.includes(restartPolicy)) {
    errors.push(notSupported(`${path}.template.spec.restartPolicy`, restartPolicy, restartPolicies));
  }
  return [...validatePodTemplate(spec.template, `${path}.template`), ...errors];
}

/** @upstream pkg/apis/batch/validation ValidateJobSpecUpdate */
function validateFixedFields(spec: JobSpec, old: JobSpec): FieldError[] {
  const fixed = ['completions', 'selector', 'completionMode'] as const;
  const errors = fixed
    .filter((field) => !deepEqual(spec[field], old[field]))
    .map((field) => invalidValue(`spec.${field}`, spec[field] ?? null, 'field is immutable'));
  if (!deepEqual(spec.template, old.template)) {
    errors.push(invalidValue('spec.template', spec.template, 'field is immutable'));
  }
  return errors;
}

const has = ({ status }: Job, type: string): boolean =>
  status.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;

/** @upstream printers.go printJob */
function statusText(job: Job): string {
  if (has(job, 'Complete')) return 'Complete';
  if (has(job, 'Failed')) return 'Failed';
  if (job.metadata.deletionTimestamp) return 'Terminating';
  if (has(job, 'Suspended')) return 'Suspended';
  if (has(job, 'FailureTarget')) return 'FailureTarget';
  return has(job, 'SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running';
}

function completionsText({ spec, status }: Job): string {
  const done = status.succeeded ?? 0;
  if (spec.completions !== undefined) return `${done}/${spec.completions}`;
  const parallelism = spec.parallelism ?? 0;
  return parallelism > 1 ? `${done}/1 of ${parallelism}` : `${done}/1`;
}

function durationText({ status }: Job, now: number): string {
  if (!status.startTime) return '';
  const end = status.completionTime ? parseTime(status.completionTime) : now;
  return humanDuration(end - parseTime(status.startTime));
}

export const columns: readonly Column<Job>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Status', cell: statusText },
  { name: 'Completions', cell: completionsText },
  { name: 'Duration', cell: durationText },
  { name: 'Age', cell: ({ metadata }, now) => age(metadata.creationTimestamp, now) },
  { name: 'Containers', wide: true, cell: ({ spec }) => containersText(spec.template) },
  { name: 'Images', wide: true, cell: ({ spec }) => imagesText(spec.template) },
  { name: 'Selector', wide: true, cell: ({ spec }) => workloadSelectorText(spec.selector ?? {}) },
];

export const notSimulated = ['spec'];
