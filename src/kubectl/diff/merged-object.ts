import type { Kind, KubeObject } from '../../apimachinery/meta';
import type { Patch, WriteOptions } from '../../client/client';
import { threeWayPatch } from '../apply/patch-current';
import type { Flags } from '../command';
import type { Kubectl } from '../kubectl';
import { appliedConfiguration } from '../last-applied';
import { writeOptions } from '../write-options';

/** An object of a file beside the one that the server has. */
export type Compared = {
  readonly kind: Kind;
  /** The file's object, in its namespace. */
  readonly local: KubeObject;
  readonly live: KubeObject | undefined;
  readonly source: string;
  /** Whether the live object must still be the one that was read. */
  readonly isLocked: boolean;
};

/**
 * What an object would be if its file were applied: the server tells, without doing it.
 * @throws StatusError Conflict where the live object changed meanwhile, or others own what would change
 * @upstream kubectl pkg/cmd/diff InfoObject.Merged
 */
export async function mergedObject(compared: Compared, flags: Flags, kubectl: Kubectl): Promise<KubeObject> {
  const { kind, local, live, source, isLocked } = compared;
  const { client } = kubectl;
  const { name, namespace } = local.metadata;
  const options: WriteOptions = {
    ...writeOptions(kubectl, flags, 'server', namespace),
    fieldManager: fieldManagerOf(flags),
    fieldValidation: 'Warn',
  };
  if (flags.bool('server-side')) {
    const patch: Patch = { type: 'apply', body: local, force: flags.bool('force-conflicts') };
    return await client.patch<KubeObject>(kind, name, patch, options);
  }
  if (live === undefined) return await client.create(kind, local, options);
  const modified: KubeObject = JSON.parse(appliedConfiguration(local));
  const { type, body } = threeWayPatch({ kind, current: live, modified, source }, true) as {
    type: 'strategic';
    body: KubeObject;
  };
  if (Object.keys(body).length === 0) return live;
  const lock = isLocked ? { resourceVersion: live.metadata.resourceVersion } : {};
  const patch: Patch = { type, body: { ...body, metadata: { ...body.metadata, ...lock } } };
  return await client.patch<KubeObject>(kind, name, patch, options);
}

/** @upstream kubectl pkg/cmd/apply GetApplyFieldManagerFlag */
function fieldManagerOf(flags: Flags): string {
  return flags.bool('server-side') && !flags.has('field-manager') ? 'kubectl' : flags.text('field-manager');
}
