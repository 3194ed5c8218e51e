import type { KubeObject } from '../../../apimachinery/meta';
import type { CommandSpec, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import { filenameFlags, selectorFlag } from '../../common-flags';
import type { Kubectl } from '../../kubectl';
import type { Info } from '../../resource/select';
import { statusViewerFor } from '../../rollout/rollout-status';
import { requireNamed, selectionsOf, tellNothingFound, visitObjects } from '../../rollout/visit-objects';

/** @upstream kubectl pkg/cmd/rollout/rollout_status.go */
export const command: CommandSpec = {
  name: 'rollout status',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  examples: ['rollout status statefulset/web', 'rollout status deployment/hello --watch=false'],
  flags: [
    ...filenameFlags,
    selectorFlag,
    { name: 'revision', type: 'int', default: '0', usage: 'Pin to a specific revision for showing its status.' },
    {
      name: 'timeout',
      type: 'duration',
      default: '0s',
      usage: 'The length of time to wait before ending watch, zero means never.',
    },
    {
      name: 'watch',
      short: 'w',
      type: 'bool',
      default: 'true',
      usage: "Watch the status of the rollout until it's done.",
    },
  ],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags } = invocation;
  const [revision, timeout, watches] = [flags.int('revision'), flags.duration('timeout'), flags.bool('watch')];
  requireNamed(invocation);
  if (revision < 0) throw new CommandError(`revision must be a positive integer: ${revision}`);
  const selections = await selectionsOf(invocation, kubectl);
  const found = await visitObjects(selections, kubectl, (info) =>
    follow(info, { revision, timeout, watches }, kubectl),
  );
  if (found === 0) tellNothingFound(kubectl);
}

type Following = {
  readonly revision: number;
  /** In milliseconds; 0 is for ever. */
  readonly timeout: number;
  readonly watches: boolean;
};

/** Prints how far a rollout is, and each step of it until it is done. */
async function follow(info: Info, { revision, timeout, watches }: Following, kubectl: Kubectl): Promise<void> {
  const { kind, object, namespace, name } = info;
  const { client, streams } = kubectl;
  const statusOf = statusViewerFor(kind);
  const first = statusOf(object, revision);
  streams.out(first.text);
  if (first.done || !watches) return;
  kubectl.commit();
  streams.flush();
  const { interrupted } = streams;
  const watch = client.watch<KubeObject>(kind, {
    namespace,
    fieldSelector: `metadata.name=${name}`,
    resourceVersion: object.metadata.resourceVersion,
    signal: timeout > 0 ? AbortSignal.any([interrupted, streams.after(timeout)]) : interrupted,
  });
  for await (const { type, object: next } of watch) {
    if (type === 'DELETED') throw new CommandError('object has been deleted');
    const status = statusOf(next, revision);
    streams.out(status.text);
    streams.flush();
    if (status.done) return;
  }
  throw new CommandError('timed out waiting for the condition');
}
