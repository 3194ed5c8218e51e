import type { LimitRange } from '../../resources/core/limitrange';
import { writeLimit } from './limit-ranges';
import { writeName } from './metadata';
import { writeText } from './writer';

/** Describes a LimitRange; it shows no events. @upstream describe.go describeLimitRange */
export function describeLimitRange(range: LimitRange): Promise<string> {
  return writeText((w) => {
    writeName(w, range);
    w.line(0, 'Type', 'Resource', 'Min', 'Max', 'Default Request', 'Default Limit', 'Max Limit/Request Ratio');
    w.line(0, '----', '--------', '---', '---', '---------------', '-------------', '-----------------------');
    for (const limit of range.spec.limits ?? []) writeLimit(w, limit, '');
  });
}
