import type { CronJob } from '../../resources/batch/cronjob';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { writeLabelsAndAnnotations, writeName } from './metadata';
import { writePodTemplate } from './pod-template';
import { formatRfc1123z } from './rfc1123z';
import { labelSelectorText } from './selectors';
import { type Writer, writeText } from './writer';

const orUnset = (value: number | undefined, unit = ''): string => (value === undefined ? '<unset>' : `${value}${unit}`);

/** Describes a CronJob. @upstream describe.go describeCronJob */
export function describeCronJob(cronJob: CronJob, context: DescribeContext): Promise<string> {
  const { spec, status } = cronJob;
  return writeText(async (w) => {
    writeName(w, cronJob);
    writeLabelsAndAnnotations(w, cronJob);
    w.line(0, 'Schedule:', spec.schedule);
    w.line(0, 'Concurrency Policy:', spec.concurrencyPolicy ?? '');
    w.line(0, 'Suspend:', spec.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False');
    w.line(0, 'Successful Job History Limit:', orUnset(spec.successfulJobsHistoryLimit));
    w.line(0, 'Failed Job History Limit:', orUnset(spec.failedJobsHistoryLimit));
    w.line(0, 'Starting Deadline Seconds:', orUnset(spec.startingDeadlineSeconds, 's'));
    writeJobTemplate(w, spec.jobTemplate.spec);
    w.line(0, 'Last Schedule Time:', status.lastScheduleTime ? formatRfc1123z(status.lastScheduleTime) : '<unset>');
    w.line(0, 'Active Jobs:', status.active?.map(({ name = '' }) => name).join(', ') || '<none>');
    await writeEventsAbout(w, cronJob, context);
  });
}

/** @upstream describe.go describeJobTemplate */
function writeJobTemplate(w: Writer, spec: CronJob['spec']['jobTemplate']['spec']): void {
  w.line(0, 'Selector:', spec.selector === undefined ? '<unset>' : labelSelectorText(spec.selector));
  w.line(0, 'Parallelism:', orUnset(spec.parallelism));
  w.line(0, 'Completions:', orUnset(spec.completions));
  if (spec.activeDeadlineSeconds !== undefined) w.line(0, 'Active Deadline Seconds:', `${spec.activeDeadlineSeconds}s`);
  writePodTemplate(w, spec.template);
}
