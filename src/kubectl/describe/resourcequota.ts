import type { ResourceQuota } from '../../resources/core/resourcequota';
import { writeName } from './metadata';
import { quantityIn, sortedResources } from './resource-list';
import { writeScopes } from './resource-quotas';
import { writeText } from './writer';

/** Describes a ResourceQuota; it shows no events. @upstream describe.go describeQuota */
export function describeResourceQuota(quota: ResourceQuota): Promise<string> {
  return writeText((w) => {
    writeName(w, quota);
    writeScopes(w, 0, quota.spec);
    w.line(0, 'Resource', 'Used', 'Hard');
    w.line(0, '--------', '----', '----');
    for (const name of sortedResources(quota.status.hard)) {
      w.line(0, name, quantityIn(quota.status, 'used', name), quantityIn(quota.status, 'hard', name));
    }
  });
}
