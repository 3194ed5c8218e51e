import { names } from '../../../resources/batch/cronjob';
import { generateJobSpec } from '../../generate/job';
import { generatorCommand } from './generator';

/** @upstream kubectl pkg/cmd/create/create_cronjob.go */
export const command = generatorCommand({
  name: 'create cronjob',
  usage: "NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...]",
  examples: [
    'create cronjob tick --image=busybox --schedule="*/1 * * * *"',
    'create cronjob tick --image=busybox --schedule="*/1 * * * *" -- date',
  ],
  flags: [
    { name: 'image', type: 'string', usage: 'The image to run.' },
    { name: 'restart', type: 'string', usage: "The restart policy of the job's pods: OnFailure or Never." },
    { name: 'schedule', type: 'string', usage: 'When to run the job, in the format of cron.' },
  ],
  kind: names,
  required: ['image', 'schedule'],
  failure: 'failed to create cronjob: ',
  generate: (name, { flags, args }) => ({
    kind: 'CronJob',
    apiVersion: 'batch/v1',
    metadata: { name, creationTimestamp: null },
    spec: {
      schedule: flags.text('schedule'),
      jobTemplate: {
        metadata: { name, creationTimestamp: null },
        spec: generateJobSpec({
          name,
          image: flags.text('image'),
          words: args.slice(1),
          restartPolicy: flags.text('restart') || 'OnFailure',
        }),
      },
    },
    status: {},
  }),
});
