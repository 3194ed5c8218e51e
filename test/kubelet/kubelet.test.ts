import { describe, expect, it } from 'vitest';
import { podSummary } from '../../src/resources/core/pod-summary';
import type { Pod, PodSpec } from '../../src/resources/core/pod-types';
import { kinds } from '../../src/resources/kinds';
import { setFault } from '../../src/simulator/faults';
import { podSpec } from '../simulator/manifests';
import { openCluster, type TestCluster } from '../simulator/test-cluster';

const options = { namespace: 'default' };

async function withPod(spec: Partial<PodSpec> = {}): Promise<TestCluster> {
  const test = await openCluster();
  await test.create(kinds.pods, { metadata: { name: 'one' }, spec: podSpec(spec) });
  return test;
}

const box = (...command: string[]) => ({ containers: [{ name: 'box', image: 'busybox:1.28', command }] });

async function summary({ get }: TestCluster): Promise<string> {
  const pod = await get(kinds.pods, 'one');
  const { status, ready, restarts } = podSummary(pod);
  return `${ready} ${status} ${restarts} ${pod.status.phase}`;
}

function conditions({ status }: Pod): string[] {
  return (status.conditions ?? []).map(({ type, status: value, reason, message }) =>
    [type, value, reason, message].filter(Boolean).join(' '),
  );
}

const reasons = async ({ events }: TestCluster) =>
  (await events('one')).map((line) => line.split(' ').slice(0, 2).join(' '));

describe('a pod that serves', () => {
  it('goes through its stages', async () => {
    const test = await withPod();
    const stages = test.changes
      .filter(({ key }) => key.startsWith('pods/'))
      .map(({ object }) => podSummary(object as Pod).status);
    expect([...new Set(stages)]).toEqual(['Pending', 'ContainerCreating', 'Running']);
    expect(conditions(await test.get(kinds.pods, 'one'))).toEqual([
      'PodReadyToStartContainers True',
      'Initialized True',
      'Ready True',
      'ContainersReady True',
      'PodScheduled True',
    ]);
  });

  it('tells what upstream’s scheduler and kubelet tell, in order', async () => {
    const test = await withPod();
    const image = 'registry.k8s.io/nginx-slim:0.24';
    const lines = (await test.events('one')).map((line) => line.replace(/ in \d.*$/, ' in …'));
    expect(lines).toEqual([
      'Normal Scheduled default-scheduler: Successfully assigned default/one to minikube',
      `Normal Pulling kubelet: Pulling image "${image}"`,
      `Normal Pulled kubelet: Successfully pulled image "${image}" in …`,
      'Normal Created kubelet: Created container: nginx',
      'Normal Started kubelet: Started container nginx',
    ]);
  });

  it('finds its image on the node the second time', async () => {
    const test = await withPod();
    await test.create(kinds.pods, { metadata: { name: 'two' }, spec: podSpec() });
    expect((await test.events('two'))[1]).toBe(
      'Normal Pulled kubelet: Container image "registry.k8s.io/nginx-slim:0.24" already present on machine',
    );
  });

  it('becomes unready by a fault and ready again', async () => {
    const test = await withPod();
    setFault(test.cluster.store, 'default/one', 'unready');
    await test.cluster.resync();
    expect(await summary(test)).toBe('0/1 Running 0 Running');
    expect(conditions(await test.get(kinds.pods, 'one'))).toContain(
      'Ready False ContainersNotReady containers with unready status: [nginx]',
    );
    setFault(test.cluster.store, 'default/one', undefined);
    await test.cluster.resync();
    expect(await summary(test)).toBe('1/1 Running 0 Running');
  });

  it('waits for its readiness probe’s initial delay, and the clock skips it', async () => {
    const readinessProbe = { httpGet: { port: 80 }, initialDelaySeconds: 20 };
    const test = await withPod({ containers: [{ name: 'nginx', image: 'nginx:1.27', readinessProbe }] });
    const { status } = await test.get(kinds.pods, 'one');
    expect(status.conditions?.find(({ type }) => type === 'Ready')).toMatchObject({
      status: 'True',
      lastTransitionTime: '2025-06-01T12:00:20Z',
    });
  });
});

describe('restart policies', () => {
  it.each([
    { policy: 'Never', command: ['true'], then: '0/1 Completed 0 Succeeded' },
    { policy: 'Never', command: ['false'], then: '0/1 Error 0 Failed' },
    { policy: 'OnFailure', command: ['true'], then: '0/1 Completed 0 Succeeded' },
    { policy: 'OnFailure', command: ['false'], then: '0/1 CrashLoopBackOff 1 Running' },
    { policy: 'Always', command: ['true'], then: '0/1 CrashLoopBackOff 1 Running' },
    { policy: 'Always', command: ['false'], then: '0/1 CrashLoopBackOff 1 Running' },
  ])('$policy, $command: $then', async ({ policy, command, then }) => {
    expect(await summary(await withPod({ ...box(...command), restartPolicy: policy }))).toBe(then);
  });

  it.each([
    { phase: 'Succeeded', command: 'true', then: ['Ready False PodCompleted', 'ContainersReady False PodCompleted'] },
    { phase: 'Failed', command: 'false', then: ['Ready False PodFailed', 'ContainersReady False PodFailed'] },
  ])('conditions of a pod that $phase', async ({ command, then }) => {
    const test = await withPod({ ...box(command), restartPolicy: 'Never' });
    expect(conditions(await test.get(kinds.pods, 'one'))).toEqual(expect.arrayContaining(then));
  });

  it('back off ten seconds, twenty, forty …', async () => {
    const test = await withPod(box('false'));
    const { clock } = test.cluster;
    const waits: string[] = [];
    for (const seconds of [10, 20, 40]) {
      const { status, metadata } = await test.get(kinds.pods, 'one');
      const message = status.containerStatuses?.[0]?.state?.waiting?.message ?? '';
      expect(message).toContain(`restarting failed container=box pod=one_default(${metadata.uid})`);
      waits.push(message.split(' ')[1] ?? '');
      clock.advanceTo(clock.now() + seconds * 1000);
      await test.cluster.settle();
    }
    expect(waits).toEqual(['10s', '20s', '40s']);
    expect(await summary(test)).toBe('0/1 CrashLoopBackOff 4 Running');
  });
});

describe('init containers', () => {
  const init = (name: string, command: string) => ({ name, image: 'busybox:1.28', command: ['sh', '-c', command] });

  it('run one after the other before the others', async () => {
    const test = await withPod({ initContainers: [init('a', 'true'), init('b', 'true')] });
    const seen = test.changes
      .filter(({ key }) => key.startsWith('pods/'))
      .map(({ object }) => podSummary(object as Pod).status);
    expect([...new Set(seen)]).toEqual(['Pending', 'Init:0/2', 'Init:1/2', 'PodInitializing', 'Running']);
  });

  it('hold the pod back while they fail', async () => {
    const test = await withPod({ initContainers: [init('a', 'false')] });
    expect(await summary(test)).toBe('0/1 Init:CrashLoopBackOff 1 Pending');
    expect(conditions(await test.get(kinds.pods, 'one'))).toContain(
      'Initialized False ContainersNotInitialized containers with incomplete status: [a]',
    );
  });

  it('fail the pod that is never restarted', async () => {
    expect(await summary(await withPod({ initContainers: [init('a', 'false')], restartPolicy: 'Never' }))).toBe(
      '0/1 Init:Error 0 Failed',
    );
  });
});

describe('what is missing', () => {
  const volumes = [{ name: 'conf', configMap: { name: 'settings' } }];

  it('a ConfigMap for a volume: waits, and starts once it is there', async () => {
    const test = await withPod({ volumes });
    expect(await summary(test)).toBe('0/1 ContainerCreating 0 Pending');
    expect((await test.events('one')).at(-1)).toBe(
      'Warning FailedMount kubelet: MountVolume.SetUp failed for volume "conf" : configmap "settings" not found',
    );
    await test.create(kinds.configmaps, { metadata: { name: 'settings' } });
    expect(await summary(test)).toBe('1/1 Running 0 Running');
  });

  it('a ConfigMap for the environment: waits, and starts once it is there', async () => {
    const containers = [{ name: 'nginx', image: 'nginx:1.27', envFrom: [{ configMapRef: { name: 'settings' } }] }];
    const test = await withPod({ containers });
    expect(await summary(test)).toBe('0/1 CreateContainerConfigError 0 Pending');
    expect((await test.events('one')).at(-1)).toBe('Warning Failed kubelet: Error: configmap "settings" not found');
    await test.create(kinds.configmaps, { metadata: { name: 'settings' } });
    expect(await summary(test)).toBe('1/1 Running 0 Running');
  });

  it('an optional Secret does not matter', async () => {
    expect(
      await summary(await withPod({ volumes: [{ name: 's', secret: { secretName: 'gone', optional: true } }] })),
    ).toBe('1/1 Running 0 Running');
  });
});

describe('images', () => {
  it.each([
    { image: 'registry.invalid/nginx:1', then: '0/1 ImagePullBackOff 0 Pending' },
    { image: 'UPPER:1', then: '0/1 InvalidImageName 0 Pending' },
  ])('$image: $then', async ({ image, then }) => {
    expect(await summary(await withPod({ containers: [{ name: 'c', image }] }))).toBe(then);
  });

  it('tell how pulling failed', async () => {
    const test = await withPod({ containers: [{ name: 'c', image: 'registry.invalid/nginx:1' }] });
    expect(await reasons(test)).toEqual([
      'Normal Scheduled',
      'Normal Pulling',
      'Warning Failed',
      'Warning Failed',
      'Normal BackOff',
      'Warning Failed',
    ]);
  });
});

describe('deletion', () => {
  it('stops the containers, then lets the pod go', async () => {
    const test = await withPod();
    const gone = await test.cluster.client.delete(kinds.pods, 'one', options);
    expect(gone.metadata.deletionGracePeriodSeconds).toBe(30);
    expect(await test.events('one')).toContain('Normal Killing kubelet: Stopping container nginx');
    expect(await test.names(kinds.pods)).toEqual([]);
  });

  it('by force lets it go at once', async () => {
    const test = await withPod();
    await test.cluster.client.delete(kinds.pods, 'one', { ...options, gracePeriodSeconds: 0 });
    expect(await reasons(test)).not.toContain('Normal Killing');
    expect(await test.names(kinds.pods)).toEqual([]);
  });
});
