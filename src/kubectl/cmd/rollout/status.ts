import type { KubeObject } from '../../../apimachinery/meta';
import type { Deployment } from '../../../resources/apps/deployment';
import type { StatefulSet } from '../../../resources/apps/statefulset';
import type { CommandSpec, Invocation } from '../../command';
import { CommandError, throwAll } from '../../command-error';
import { filenameFlags, selectorFlag } from '../../common-flags';
import type { Kubectl } from '../../kubectl';
import { type Info, selectObjects } from '../../resource/select';

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

type RolloutStatus = { readonly text: string; readonly done: boolean };

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  if (args.length === 0 && flags.list('filename').length === 0)
    throw new CommandError('required resource not specified');
  const { infos, errors } = await selectObjects(kubectl, {
    args,
    files: flags.list('filename'),
    labelSelector: flags.text('selector'),
  });
  throwAll(errors);
  const timeout = flags.duration('timeout');
  for (const info of infos) await follow(info, flags.bool('watch'), timeout, kubectl);
}

/** Prints how far a rollout is, and each step of it until it is done. @param timeout milliseconds; 0 is for ever */
async function follow(info: Info, watches: boolean, timeout: number, kubectl: Kubectl): Promise<void> {
  const { kind, object, namespace, name } = info;
  const { client, streams } = kubectl;
  const first = statusOf(kind.plural, object);
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
    const status = statusOf(kind.plural, next);
    streams.out(status.text);
    streams.flush();
    if (status.done) return;
  }
  throw new CommandError('timed out waiting for the condition');
}

function statusOf(plural: string, object: KubeObject): RolloutStatus {
  switch (plural) {
    case 'statefulsets':
      return statefulSetStatus(object as StatefulSet);
    case 'deployments':
      return deploymentStatus(object as Deployment);
    default:
      throw new CommandError(`no status viewer has been implemented for ${object.kind}`);
  }
}

/** @upstream kubectl pkg/polymorphichelpers rollout_status.go StatefulSetStatusViewer */
function statefulSetStatus({ metadata, spec, status }: StatefulSet): RolloutStatus {
  if (spec.updateStrategy?.type !== 'RollingUpdate') {
    throw new CommandError('rollout status is only available for RollingUpdate strategy type');
  }
  const wanted = spec.replicas ?? 1;
  const [ready, updated] = [status.readyReplicas ?? 0, status.updatedReplicas ?? 0];
  if (!status.observedGeneration || (metadata.generation ?? 0) > status.observedGeneration) {
    return { text: 'Waiting for statefulset spec update to be observed...\n', done: false };
  }
  if (ready < wanted) return { text: `Waiting for ${wanted - ready} pods to be ready...\n`, done: false };
  const partition = spec.updateStrategy.rollingUpdate?.partition;
  if (partition !== undefined) {
    if (updated < wanted - partition) {
      const text = `Waiting for partitioned roll out to finish: ${updated} out of ${wanted - partition} new pods have been updated...\n`;
      return { text, done: false };
    }
    return { text: `partitioned roll out complete: ${updated} new pods have been updated...\n`, done: true };
  }
  if (status.updateRevision !== status.currentRevision) {
    return {
      text: `waiting for statefulset rolling update to complete ${updated} pods at revision ${status.updateRevision}...\n`,
      done: false,
    };
  }
  return {
    text: `statefulset rolling update complete ${status.currentReplicas ?? 0} pods at revision ${status.currentRevision}...\n`,
    done: true,
  };
}

/** @upstream kubectl pkg/polymorphichelpers rollout_status.go DeploymentStatusViewer */
function deploymentStatus({ metadata, spec, status }: Deployment): RolloutStatus {
  const { name } = metadata;
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return { text: 'Waiting for deployment spec update to be observed...\n', done: false };
  }
  const progressing = status.conditions?.find(({ type }) => type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    throw new CommandError(`deployment ${JSON.stringify(name)} exceeded its progress deadline`);
  }
  const waiting = (what: string): RolloutStatus => ({
    text: `Waiting for deployment ${JSON.stringify(name)} rollout to finish: ${what}...\n`,
    done: false,
  });
  const [replicas, updated, available] = [
    status.replicas ?? 0,
    status.updatedReplicas ?? 0,
    status.availableReplicas ?? 0,
  ];
  const wanted = spec.replicas ?? 1;
  if (updated < wanted) return waiting(`${updated} out of ${wanted} new replicas have been updated`);
  if (replicas > updated) return waiting(`${replicas - updated} old replicas are pending termination`);
  if (available < updated) return waiting(`${available} of ${updated} updated replicas are available`);
  return { text: `deployment ${JSON.stringify(name)} successfully rolled out\n`, done: true };
}
