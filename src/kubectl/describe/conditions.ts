import type { Condition } from '../../apimachinery/meta';
import type { Writer } from './writer';

/** Writes the table of conditions that a workload has, if it has any. */
export function writeWorkloadConditions(w: Writer, conditions: readonly Condition[] | undefined): void {
  if (!conditions?.length) return;
  w.line(0, 'Conditions:');
  w.line(1, 'Type', 'Status', 'Reason');
  w.line(1, '----', '------', '------');
  for (const { type, status, reason } of conditions) w.line(1, `${type} `, status, reason ?? '');
}
