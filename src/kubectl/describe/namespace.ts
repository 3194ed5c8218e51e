import type { Namespace } from '../../resources/core/namespace';
import type { DescribeContext } from './context';
import { writeLimitRanges } from './limit-ranges';
import { writeLabelsAndAnnotations } from './metadata';
import { listOtherKind } from './other-kind';
import { writeResourceQuotas } from './resource-quotas';
import { formatRfc1123z } from './rfc1123z';
import { type Writer, writeText } from './writer';

function writeConditions(w: Writer, conditions: Namespace['status']['conditions']): void {
  if (!conditions?.length) return;
  w.line(0, 'Conditions:');
  w.line(1, 'Type', 'Status', 'LastTransitionTime', 'Reason', 'Message');
  w.line(1, '----', '------', '------------------', '------', '-------');
  for (const { type, status, lastTransitionTime, reason = '', message = '' } of conditions) {
    w.line(1, type, status, formatRfc1123z(lastTransitionTime), reason, message);
  }
}

/** Describes a Namespace with its quotas and limits; it shows no events. @upstream describe.go describeNamespace */
export function describeNamespace(object: Namespace, { client }: DescribeContext): Promise<string> {
  const { metadata, status } = object;
  return writeText(async (w) => {
    const within = { namespace: metadata.name };
    w.line(0, 'Name:', metadata.name);
    writeLabelsAndAnnotations(w, object);
    w.line(0, 'Status:', status?.phase ?? '');
    writeConditions(w, status?.conditions);
    w.line(0, '');
    writeResourceQuotas(w, await listOtherKind(client, '', 'ResourceQuota', within));
    w.line(0, '');
    writeLimitRanges(w, await listOtherKind(client, '', 'LimitRange', within));
  });
}
