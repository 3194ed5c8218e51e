import { describe, expect, it } from 'vitest';
import { needsCurrentRevision, plan } from '../../../src/controllers/statefulset/plan';
import type { StatefulSetSpec } from '../../../src/resources/apps/statefulset';
import { NOW, pod, webSet } from './fixture';

type Row = {
  readonly given: string;
  readonly spec?: Partial<StatefulSetSpec>;
  readonly pods: readonly string[];
  readonly then: readonly string[];
};

const parallel: Partial<StatefulSetSpec> = { podManagementPolicy: 'Parallel' };
const partition = (value: number): Partial<StatefulSetSpec> => ({
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: value } },
});

/** What upstream's stateful_set_control.go does with the same pods. */
const ordered: readonly Row[] = [
  { given: 'no pods', pods: [], then: ['create 0'] },
  { given: 'a first pod that is pending', pods: ['0 pending new'], then: [] },
  { given: 'a first pod that is not ready', pods: ['0 unready new'], then: [] },
  { given: 'a first pod that is ready', pods: ['0 ready new'], then: ['create 1'] },
  { given: 'a hole below ready pods', pods: ['0 ready new', '2 ready new'], then: ['create 1'] },
  { given: 'a hole above a pod that is not ready', pods: ['0 unready new', '2 ready new'], then: [] },
  { given: 'a pod that goes', pods: ['0 ready new terminating', '1 ready new'], then: [] },
  { given: 'a pod that failed', pods: ['0 ready new', '1 failed new'], then: ['delete 1'] },
  { given: 'a pod that succeeded', pods: ['0 succeeded new'], then: ['delete 0'] },
  { given: 'a pod that failed and goes', pods: ['0 failed new terminating'], then: [] },
  { given: 'all pods ready', pods: ['0 ready new', '1 ready new', '2 ready new'], then: [] },
  { given: 'one pod too many', pods: ['0 ready new', '1 ready new', '2 ready new', '3 ready new'], then: ['delete 3'] },
  {
    given: 'two pods too many: the highest first',
    spec: { replicas: 1 },
    pods: ['0 ready new', '1 ready new', '2 ready new'],
    then: ['delete 2'],
  },
  {
    given: 'two pods too many, the highest going',
    spec: { replicas: 1 },
    pods: ['0 ready new', '1 ready new', '2 ready new terminating'],
    then: [],
  },
  {
    given: 'too many pods but the first not ready',
    spec: { replicas: 1 },
    pods: ['0 unready new', '1 ready new'],
    then: [],
  },
  {
    given: 'too many pods, the highest the only one not ready',
    spec: { replicas: 1 },
    pods: ['0 ready new', '1 ready new', '2 unready new'],
    then: ['delete 2'],
  },
  {
    given: 'too many pods, one below the highest not ready',
    spec: { replicas: 1 },
    pods: ['0 ready new', '1 unready new', '2 unready new'],
    then: [],
  },
  { given: 'none wanted', spec: { replicas: 0 }, pods: ['0 ready new', '1 ready new'], then: ['delete 1'] },
  { given: 'old pods: the highest first', pods: ['0 ready old', '1 ready old', '2 ready old'], then: ['delete 2'] },
  { given: 'the highest updated', pods: ['0 ready old', '1 ready old', '2 ready new'], then: ['delete 1'] },
  { given: 'the highest updated, not ready', pods: ['0 ready old', '1 ready old', '2 unready new'], then: [] },
  {
    given: 'scaling goes before updating',
    spec: { replicas: 2 },
    pods: ['0 ready old', '1 ready old', '2 ready old'],
    then: ['delete 2'],
  },
  {
    given: 'a partition of two',
    spec: partition(2),
    pods: ['0 ready old', '1 ready old', '2 ready old'],
    then: ['delete 2'],
  },
  {
    given: 'a partition of two, reached',
    spec: partition(2),
    pods: ['0 ready old', '1 ready old', '2 ready new'],
    then: [],
  },
  {
    given: 'a partition beyond the last',
    spec: partition(5),
    pods: ['0 ready old', '1 ready old', '2 ready old'],
    then: [],
  },
  {
    given: 'OnDelete',
    spec: { updateStrategy: { type: 'OnDelete' } },
    pods: ['0 ready old', '1 ready old', '2 ready old'],
    then: [],
  },
  { given: 'ordinals from five on', spec: { ordinals: { start: 5 } }, pods: [], then: ['create 5'] },
  {
    given: 'ordinals from one on, pod 0 left over',
    spec: { ordinals: { start: 1 } },
    pods: ['0 ready new', '1 ready new', '2 ready new', '3 ready new'],
    then: ['delete 0'],
  },
  {
    given: 'a partition of one with ordinals from five on',
    spec: { ...partition(1), ordinals: { start: 5 } },
    pods: ['5 ready old', '6 ready old', '7 ready new'],
    then: ['delete 6'],
  },
  {
    given: 'a partition reached with ordinals from five on',
    spec: { ...partition(1), ordinals: { start: 5 } },
    pods: ['5 ready old', '6 ready new', '7 ready new'],
    then: [],
  },
  { given: 'a pod ready for a minute of two', spec: { minReadySeconds: 120 }, pods: ['0 ready new'], then: [] },
  {
    given: 'a pod ready for a minute of one',
    spec: { minReadySeconds: 60 },
    pods: ['0 ready new'],
    then: ['create 1'],
  },
];

const burst: readonly Row[] = [
  { given: 'no pods', pods: [], then: ['create 0', 'create 1', 'create 2'] },
  { given: 'a pod that is not ready', pods: ['1 unready new'], then: ['create 0', 'create 2'] },
  { given: 'a pod that failed', pods: ['0 failed new'], then: ['delete 0', 'create 1', 'create 2'] },
  {
    given: 'two too many, one not ready',
    spec: { replicas: 1 },
    pods: ['0 unready new', '1 unready new', '2 ready new'],
    then: ['delete 2', 'delete 1'],
  },
  {
    given: 'too many, one going',
    spec: { replicas: 0 },
    pods: ['0 ready new', '1 ready new terminating'],
    then: ['delete 0'],
  },
  { given: 'old pods: still one by one', pods: ['0 ready old', '1 ready old', '2 ready old'], then: ['delete 2'] },
  { given: 'the highest updated, not ready', pods: ['0 ready old', '1 ready old', '2 pending new'], then: [] },
  {
    given: 'a failed pod of the old revision goes once',
    pods: ['0 ready old', '1 ready old', '2 failed old'],
    then: ['delete 2'],
  },
];

function actions({ spec, pods }: Row, policy: Partial<StatefulSetSpec> = {}): string[] {
  const set = webSet({ ...policy, ...spec });
  return plan({ set, pods: pods.map(pod), updateRevision: 'web-new', now: NOW }).map((action) =>
    action.type === 'create' ? `create ${action.ordinal}` : `delete ${action.pod.metadata.name.slice(4)}`,
  );
}

describe('plan under OrderedReady', () => {
  it.each(ordered)('$given: $then', (row) => {
    expect(actions(row)).toEqual(row.then);
  });
});

describe('plan under Parallel', () => {
  it.each(burst)('$given: $then', (row) => {
    expect(actions(row, parallel)).toEqual(row.then);
  });
});

it('plans nothing for a set that is being deleted', () => {
  const set = webSet();
  set.metadata.deletionTimestamp = '2025-06-01T12:00:00Z';
  expect(plan({ set, pods: [], updateRevision: 'web-new', now: NOW })).toEqual([]);
});

describe('needsCurrentRevision', () => {
  it.each([
    { spec: partition(2), ordinal: 1, then: true },
    { spec: partition(2), ordinal: 2, then: false },
    { spec: { ...partition(2), ordinals: { start: 3 } }, ordinal: 4, then: true },
    { spec: { ...partition(2), ordinals: { start: 3 } }, ordinal: 5, then: false },
    { spec: { updateStrategy: { type: 'OnDelete' as const } }, ordinal: 0, then: false },
    { spec: { updateStrategy: { type: 'RollingUpdate' as const } }, ordinal: 1, then: true },
    { spec: { updateStrategy: { type: 'RollingUpdate' as const } }, ordinal: 2, then: false },
  ])('$spec, pod $ordinal: $then', ({ spec, ordinal, then }) => {
    const set = webSet(spec);
    set.status.currentReplicas = 2;
    expect(needsCurrentRevision(set, ordinal)).toBe(then);
  });
});
