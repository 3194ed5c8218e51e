import type { JsonObject } from '../../apimachinery/json';

/** What `create job` and `create cronjob` know of the pods they run. */
export type JobPlan = {
  readonly name: string;
  readonly image: string;
  readonly words: readonly string[];
  readonly restartPolicy: string;
};

/** A Job's spec, with its fields in upstream's order. @upstream kubectl pkg/cmd/create createJob */
export function generateJobSpec({ name, image, words, restartPolicy }: JobPlan): JsonObject {
  const container = {
    name,
    ...(image !== '' && { image }),
    ...(words.length > 0 && { command: [...words] }),
    resources: {},
  };
  return { template: { metadata: { creationTimestamp: null }, spec: { containers: [container], restartPolicy } } };
}
