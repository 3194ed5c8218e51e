import { describe, expect, it } from 'vitest';
import type { PodSpec } from '../../src/resources/core/pod-types';
import { kinds } from '../../src/resources/kinds';
import { podSpec } from '../simulator/manifests';
import { openCluster } from '../simulator/test-cluster';

async function specOf(spec: Partial<PodSpec> = {}): Promise<PodSpec> {
  const test = await openCluster();
  await test.create(kinds.pods, { metadata: { name: 'one' }, spec: podSpec(spec) });
  return (await test.get(kinds.pods, 'one')).spec;
}

describe('a pod', () => {
  it('is given all that upstream’s defaults and admission give it', async () => {
    const spec = await specOf();
    const token = spec.volumes?.[0]?.name ?? '';
    expect(token).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
    expect(spec).toMatchObject({
      containers: [
        {
          imagePullPolicy: 'IfNotPresent',
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
          volumeMounts: [{ mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', name: token, readOnly: true }],
        },
      ],
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      serviceAccount: 'default',
      serviceAccountName: 'default',
      terminationGracePeriodSeconds: 30,
      tolerations: [
        { effect: 'NoExecute', key: 'node.kubernetes.io/not-ready', operator: 'Exists', tolerationSeconds: 300 },
        { effect: 'NoExecute', key: 'node.kubernetes.io/unreachable', operator: 'Exists', tolerationSeconds: 300 },
      ],
    });
  });

  it('keeps its own toleration', async () => {
    const own = { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 };
    const { tolerations } = await specOf({ tolerations: [own] });
    expect(tolerations?.map(({ key, tolerationSeconds }) => `${key} ${tolerationSeconds}`)).toEqual([
      'node.kubernetes.io/not-ready 5',
      'node.kubernetes.io/unreachable 300',
    ]);
  });

  it('gets no token where it does not want one', async () => {
    expect((await specOf({ automountServiceAccountToken: false })).volumes).toBeUndefined();
  });

  it.each([
    {
      spec: { serviceAccountName: 'robot' },
      message:
        'pods "one" is forbidden: error looking up service account default/robot: serviceaccount "robot" not found',
    },
    {
      spec: { priorityClassName: 'high' },
      message: 'pods "one" is forbidden: no PriorityClass with name high was found',
    },
  ])('is refused: $message', async ({ spec, message }) => {
    await expect(specOf(spec)).rejects.toThrow(message);
  });

  it.each([
    { image: 'nginx', policy: 'Always' },
    { image: 'nginx:latest', policy: 'Always' },
    { image: 'nginx:1.27', policy: 'IfNotPresent' },
    { image: 'registry:5000/nginx', policy: 'Always' },
    { image: `nginx@sha256:${'0'.repeat(64)}`, policy: 'IfNotPresent' },
  ])('of $image pulls $policy', async ({ image, policy }) => {
    expect((await specOf({ containers: [{ name: 'c', image }] })).containers[0]?.imagePullPolicy).toBe(policy);
  });
});
