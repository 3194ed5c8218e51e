import { type FieldError, notSupported, required } from '../../apimachinery/errors';
import type { Kind, ObjectMeta } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import { containersText, imagesText } from '../apps/workload';
import type { Column } from '../column';
import type { Strategy } from '../strategy';
import { type JobSpec, setJobSpecDefaults, validateJobSpec } from './job';

export type CronJob = {
  apiVersion: 'batch/v1';
  kind: 'CronJob';
  metadata: ObjectMeta;
  spec: {
    schedule: string;
    timeZone?: string;
    concurrencyPolicy?: string;
    suspend?: boolean;
    startingDeadlineSeconds?: number;
    successfulJobsHistoryLimit?: number;
    failedJobsHistoryLimit?: number;
    jobTemplate: { metadata?: ObjectMeta; spec: JobSpec };
  };
  status: {
    active?: { name?: string; namespace?: string; uid?: string }[];
    lastScheduleTime?: string;
    lastSuccessfulTime?: string;
  };
};

export const names: Kind<CronJob> = {
  group: 'batch',
  version: 'v1',
  kind: 'CronJob',
  plural: 'cronjobs',
  singular: 'cronjob',
  shortNames: ['cj'],
  categories: ['all'],
  namespaced: true,
};

const policies = ['Allow', 'Forbid', 'Replace'];

export const strategy: Strategy<CronJob> = {
  setDefaults({ spec }) {
    spec.concurrencyPolicy ||= 'Allow';
    spec.suspend ??= false;
    spec.successfulJobsHistoryLimit ??= 3;
    spec.failedJobsHistoryLimit ??= 1;
    const { parallelism, completions, backoffLimit, completionMode, suspend, podReplacementPolicy } =
      spec.jobTemplate.spec;
    setJobSpecDefaults(spec.jobTemplate.spec);
    // The template of a job is only a pod's: a job of its own gets the rest. @upstream SetDefaults_CronJob
    Object.assign(spec.jobTemplate.spec, {
      parallelism,
      completions,
      backoffLimit,
      completionMode,
      suspend,
      podReplacementPolicy,
    });
  },
  prepareForCreate(cronJob) {
    cronJob.status = {};
  },
  prepareForUpdate(cronJob, old) {
    cronJob.status = old.status;
  },
  validate: ({ spec }) => validateSpec(spec),
  hasStatus: true,
  hasGeneration: true,
};

/** @upstream pkg/apis/batch/validation validateCronJobSpec */
function validateSpec({ schedule, concurrencyPolicy = '', jobTemplate }: CronJob['spec']): FieldError[] {
  const errors: FieldError[] = schedule ? [] : [required('spec.schedule')];
  if (!policies.includes(concurrencyPolicy)) {
    errors.push(notSupported('spec.concurrencyPolicy', concurrencyPolicy, policies));
  }
  return [...errors, ...validateJobSpec(jobTemplate.spec, 'spec.jobTemplate.spec')];
}

const goBool = (value: boolean): string => (value ? 'True' : 'False');

/** @upstream printers.go printCronJob */
export const columns: readonly Column<CronJob>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Schedule', cell: ({ spec }) => spec.schedule },
  { name: 'Timezone', cell: ({ spec }) => spec.timeZone ?? '<none>' },
  { name: 'Suspend', cell: ({ spec }) => (spec.suspend === undefined ? '<unset>' : goBool(spec.suspend)) },
  { name: 'Active', cell: ({ status }) => String(status.active?.length ?? 0) },
  {
    name: 'Last Schedule',
    cell: ({ status }, now) => (status.lastScheduleTime ? age(status.lastScheduleTime, now) : '<none>'),
  },
  { name: 'Age', cell: ({ metadata }, now) => age(metadata.creationTimestamp, now) },
  { name: 'Containers', wide: true, cell: ({ spec }) => containersText(spec.jobTemplate.spec.template) },
  { name: 'Images', wide: true, cell: ({ spec }) => imagesText(spec.jobTemplate.spec.template) },
  { name: 'Selector', wide: true, cell: () => '<none>' },
];

export const notSimulated = ['spec'];
