import type { JsonObject } from '../../apimachinery/json';
import type { StringMap } from '../../apimachinery/meta';

/** What `run` knows of the pod it makes. */
export type PodPlan = {
  readonly name: string;
  readonly namespace?: string;
  readonly image: string;
  readonly labels: StringMap;
  readonly annotations?: StringMap;
  readonly words: readonly string[];
  /** Whether the words replace the image's entry point instead of its arguments. */
  readonly isCommand: boolean;
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly port: string;
  readonly restartPolicy: string;
  readonly pullPolicy: string;
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly leaveStdinOpen: boolean;
  readonly privileged: boolean;
};

/** The pod that `run` makes, with its fields in upstream's order. @upstream kubectl pkg/generate/versioned/run.go BasicPod */
export function generatePod(plan: PodPlan): JsonObject {
  const container: JsonObject = {
    name: plan.name,
    image: plan.image,
    command: plan.isCommand && plan.words.length > 0 ? [...plan.words] : undefined,
    args: !plan.isCommand && plan.words.length > 0 ? [...plan.words] : undefined,
    ports: plan.port === '' ? undefined : [{ containerPort: Number(plan.port) }],
    env:
      plan.env.length > 0 ? plan.env.map(({ name, value }) => (value === '' ? { name } : { name, value })) : undefined,
    resources: {},
    imagePullPolicy: plan.pullPolicy || undefined,
    securityContext: plan.privileged ? { privileged: true } : undefined,
    stdin: plan.stdin || undefined,
    stdinOnce: (plan.stdin && !plan.leaveStdinOpen) || undefined,
    tty: plan.tty || undefined,
  };
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name: plan.name,
      namespace: plan.namespace,
      creationTimestamp: null,
      labels: plan.labels,
      annotations: plan.annotations,
    },
    spec: { containers: [container], restartPolicy: plan.restartPolicy, dnsPolicy: 'ClusterFirst' },
    status: {},
  };
}
