import { compareText, type JsonObject } from '../../../apimachinery/json';
import type { KubeObject, ObjectMeta, StringMap } from '../../../apimachinery/meta';
import { names } from '../../../resources/batch/job';
import type { Invocation } from '../../command';
import { AggregateCommandError, CommandError } from '../../command-error';
import { generateJobSpec } from '../../generate/job';
import type { Kubectl } from '../../kubectl';
import { readTargets } from '../../resource/arguments';
import { selectObjects } from '../../resource/select';
import { generatorCommand } from './generator';

/** What `create job` reads of a CronJob. */
type CronJob = KubeObject & {
  spec: {
    jobTemplate: {
      metadata?: { labels?: StringMap; annotations?: StringMap };
      spec: JsonObject & { template: JsonObject & { metadata?: JsonObject } };
    };
  };
};

/** @upstream kubectl pkg/cmd/create/create_job.go */
export const command = generatorCommand({
  name: 'create job',
  usage: 'NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]',
  examples: [
    'create job once --image=busybox',
    'create job once --image=busybox -- date',
    'create job now --from=cronjob/tick',
  ],
  flags: [
    { name: 'from', type: 'string', usage: 'The CronJob whose job this is: cronjob/NAME.' },
    { name: 'image', type: 'string', usage: 'The image to run.' },
  ],
  kind: names,
  failure: 'failed to create job: ',
  generate,
});

async function generate(name: string, { flags, args }: Invocation, kubectl: Kubectl): Promise<JsonObject> {
  const image = flags.text('image');
  const from = flags.text('from');
  const words = args.slice(1);
  if ((image === '') === (from === '')) throw new CommandError('either --image or --from must be specified');
  if (words.length > 0 && from !== '') throw new CommandError('cannot specify --from and command');
  if (from !== '') return instantiated(name, await findCronJob(from, kubectl));
  return {
    kind: 'Job',
    apiVersion: 'batch/v1',
    metadata: { name, creationTimestamp: null },
    spec: generateJobSpec({ name, image, words, restartPolicy: 'Never' }),
    status: {},
  };
}

async function findCronJob(from: string, kubectl: Kubectl): Promise<CronJob> {
  if (readTargets(await kubectl.client.kinds(), [from]).some((target) => target.name === undefined)) {
    throw new CommandError('resource(s) were provided, but no name was specified');
  }
  const { infos, errors } = await selectObjects(kubectl, { args: [from] });
  if (errors.length > 0) throw new AggregateCommandError(errors);
  const [info, ...others] = infos;
  if (info === undefined || others.length > 0) throw new CommandError('from must be an existing cronjob');
  const { kind, object } = info;
  if (kind.kind !== 'CronJob') throw new CommandError(`unknown object type *${kind.version}.${kind.kind}`);
  return object as CronJob;
}

/** The Job that a CronJob would make, by hand. @upstream createJobFromCronJob */
function instantiated(name: string, cronJob: CronJob): JsonObject {
  const { metadata: labelled = {}, spec } = cronJob.spec.jobTemplate;
  const metadata: ObjectMeta = {
    name,
    creationTimestamp: null,
    ...(labelled.labels && { labels: sorted(labelled.labels) }),
    annotations: sorted({ 'cronjob.kubernetes.io/instantiate': 'manual', ...labelled.annotations }),
    ownerReferences: [
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        name: cronJob.metadata.name,
        uid: cronJob.metadata.uid ?? '',
        controller: true,
      },
    ],
  };
  const { metadata: templateMetadata, ...podTemplate } = spec.template;
  const template = { metadata: { creationTimestamp: null, ...templateMetadata }, ...podTemplate };
  return { kind: 'Job', apiVersion: 'batch/v1', metadata, spec: { ...spec, template }, status: {} };
}

function sorted(map: StringMap): StringMap {
  return Object.fromEntries(Object.entries(map).sort(([left], [right]) => compareText(left, right)));
}
