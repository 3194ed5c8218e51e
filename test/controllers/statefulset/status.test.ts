import { describe, expect, it } from 'vitest';
import type { Revisions } from '../../../src/controllers/statefulset/revisions';
import { statusOf } from '../../../src/controllers/statefulset/status';
import type { ControllerRevision } from '../../../src/resources/apps/controllerrevision';
import type { StatefulSetSpec, StatefulSetStatus } from '../../../src/resources/apps/statefulset';
import { NOW, pod, webSet } from './fixture';

const revision = (name: string, number: number): ControllerRevision => ({
  apiVersion: 'apps/v1',
  kind: 'ControllerRevision',
  metadata: { name: `web-${name}`, namespace: 'default' },
  revision: number,
});

const [old, fresh] = [revision('old', 1), revision('new', 2)];
const between: Revisions = { all: [old, fresh], current: old, update: fresh };

type Row = {
  readonly given: string;
  readonly spec?: Partial<StatefulSetSpec>;
  readonly pods: readonly string[];
  readonly then: Partial<StatefulSetStatus>;
};

const rows: readonly Row[] = [
  { given: 'no pods', pods: [], then: { replicas: 0, availableReplicas: 0 } },
  {
    given: 'old pods',
    pods: ['0 ready old', '1 ready old'],
    then: { replicas: 2, readyReplicas: 2, availableReplicas: 2, currentReplicas: 2 },
  },
  {
    given: 'one pending',
    pods: ['0 ready old', '1 pending new'],
    then: { replicas: 2, readyReplicas: 1, availableReplicas: 1, currentReplicas: 1, updatedReplicas: 1 },
  },
  {
    given: 'one going',
    pods: ['0 ready old', '1 ready old terminating'],
    then: { replicas: 2, readyReplicas: 2, availableReplicas: 2, currentReplicas: 1 },
  },
  {
    given: 'not ready long enough',
    spec: { minReadySeconds: 120 },
    pods: ['0 ready old'],
    then: { replicas: 1, readyReplicas: 1, availableReplicas: 0, currentReplicas: 1 },
  },
  {
    given: 'all updated: the update revision becomes the current one',
    pods: ['0 ready new', '1 ready new', '2 ready new'],
    then: {
      replicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      currentReplicas: 3,
      updatedReplicas: 3,
      currentRevision: 'web-new',
    },
  },
  {
    given: 'all updated, one not ready',
    pods: ['0 ready new', '1 ready new', '2 unready new'],
    then: { replicas: 3, readyReplicas: 2, availableReplicas: 2, updatedReplicas: 3 },
  },
  {
    given: 'all updated under OnDelete: the current revision stays',
    spec: { updateStrategy: { type: 'OnDelete' } },
    pods: ['0 ready new', '1 ready new', '2 ready new'],
    then: { replicas: 3, readyReplicas: 3, availableReplicas: 3, updatedReplicas: 3 },
  },
];

describe('statusOf', () => {
  it.each(rows)('$given', ({ spec, pods, then }) => {
    const status = statusOf(webSet(spec), pods.map(pod), between, NOW);
    const always = { observedGeneration: 1, currentRevision: 'web-old', updateRevision: 'web-new', collisionCount: 0 };
    expect(JSON.parse(JSON.stringify(status))).toEqual({ ...always, ...then });
  });
});
