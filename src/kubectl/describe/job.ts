import { humanDuration, parseTime } from '../../apimachinery/time';
import type { Job } from '../../resources/batch/job';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { writeController, writeLabelsAndAnnotations, writeName } from './metadata';
import { writePodTemplate } from './pod-template';
import { formatRfc1123z } from './rfc1123z';
import { labelSelectorText } from './selectors';
import { type Writer, writeText } from './writer';

/** Describes a Job. @upstream describe.go describeJob */
export function describeJob(job: Job, context: DescribeContext): Promise<string> {
  return writeText(async (w) => {
    writeName(w, job);
    w.line(0, 'Selector:', labelSelectorText(job.spec.selector));
    writeLabelsAndAnnotations(w, job);
    writeController(w, job);
    writeSpec(w, job);
    writeTimes(w, job);
    writeCounts(w, job);
    writePodTemplate(w, job.spec.template);
    await writeEventsAbout(w, job, context);
  });
}

function writeSpec(w: Writer, { spec }: Job): void {
  const optional = (title: string, value: unknown): void => {
    if (value !== undefined) w.line(0, `${title}:`, String(value));
  };
  optional('Parallelism', spec.parallelism);
  w.line(0, 'Completions:', String(spec.completions ?? '<unset>'));
  optional('Completion Mode', spec.completionMode);
  optional('Suspend', spec.suspend);
  optional('Backoff Limit', spec.backoffLimit);
  optional('TTL Seconds After Finished', spec.ttlSecondsAfterFinished);
}

function writeTimes(w: Writer, { spec, status }: Job): void {
  const { startTime, completionTime } = status;
  if (startTime) w.line(0, 'Start Time:', formatRfc1123z(startTime));
  if (completionTime) w.line(0, 'Completed At:', formatRfc1123z(completionTime));
  if (startTime && completionTime) {
    w.line(0, 'Duration:', humanDuration(parseTime(completionTime) - parseTime(startTime)));
  }
  if (spec.activeDeadlineSeconds !== undefined) w.line(0, 'Active Deadline Seconds:', `${spec.activeDeadlineSeconds}s`);
}

function writeCounts(w: Writer, { spec, status }: Job): void {
  const { active = 0, ready, succeeded = 0, failed = 0 } = status;
  const activeText = ready === undefined ? `${active} Active` : `${active} Active (${ready} Ready)`;
  w.line(0, 'Pods Statuses:', `${activeText} / ${succeeded} Succeeded / ${failed} Failed`);
  if (spec.completionMode === 'Indexed') w.line(0, 'Completed Indexes:', shortIndexes(status.completedIndexes ?? ''));
}

const INDEXES_LIMIT = 50;

/** The first indexes, cut behind a comma. @upstream describe.go capIndexesListOrNone */
function shortIndexes(indexes: string): string {
  if (indexes === '') return '<none>';
  const end = indexes.indexOf(',', INDEXES_LIMIT);
  return end < 0 ? indexes : `${indexes.slice(0, end + 1)}...`;
}
