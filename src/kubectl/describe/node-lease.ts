import { notFound, StatusError } from '../../apimachinery/errors';
import type { KubeObject } from '../../apimachinery/meta';
import type { DescribeContext } from './context';
import { objectField, textField } from './json-field';
import { formatRfc1123z } from './rfc1123z';
import type { Writer } from './writer';

const group = 'coordination.k8s.io';

/** @throws StatusError where the server has no such lease, or no leases at all */
async function nodeLease(name: string, { client }: DescribeContext): Promise<KubeObject> {
  const kind = (await client.kinds()).find((candidate) => candidate.group === group && candidate.kind === 'Lease');
  if (kind === undefined) throw notFound({ group, plural: 'leases' }, name);
  return client.get(kind, name, 'kube-node-lease');
}

/** Writes the lease that a node's kubelet renews. @upstream describe.go describeNodeLease */
export async function writeNodeLease(w: Writer, nodeName: string, context: DescribeContext): Promise<void> {
  try {
    const spec = objectField(await nodeLease(nodeName, context), 'spec');
    const time = (field: string) => (spec?.[field] ? formatRfc1123z(textField(spec, field)) : '<unset>');
    w.line(0, 'Lease:');
    w.line(1, 'HolderIdentity:', textField(spec, 'holderIdentity') || '<unset>');
    w.line(1, 'AcquireTime:', time('acquireTime'));
    w.line(1, 'RenewTime:', time('renewTime'));
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    w.line(0, 'Lease:', `Failed to get lease: ${error.message}`);
  }
}
