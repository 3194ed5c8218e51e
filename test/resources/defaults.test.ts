import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/resources/kinds';
import { deployment, statefulSetWithClaims, template } from '../simulator/manifests';
import { openCluster } from '../simulator/test-cluster';

const plain = (value: object) => JSON.parse(JSON.stringify(value));

/** What `kubectl get -o yaml` shows of a template beyond what was written. */
const templateDefaults = {
  metadata: { creationTimestamp: null, labels: { app: 'nginx' } },
  spec: {
    containers: [
      {
        name: 'nginx',
        image: 'registry.k8s.io/nginx-slim:0.24',
        imagePullPolicy: 'IfNotPresent',
        ports: [{ containerPort: 80, name: 'web', protocol: 'TCP' }],
        resources: {},
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
      },
    ],
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
  },
};

describe('defaults', () => {
  it('of a StatefulSet', async () => {
    const test = await openCluster();
    await test.create(kinds.statefulsets, statefulSetWithClaims());
    expect(plain((await test.get(kinds.statefulsets, 'web')).spec)).toEqual({
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      podManagementPolicy: 'OrderedReady',
      replicas: 2,
      revisionHistoryLimit: 10,
      selector: { matchLabels: { app: 'nginx' } },
      serviceName: 'nginx',
      template: templateDefaults,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      volumeClaimTemplates: [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { creationTimestamp: null, name: 'www' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
            volumeMode: 'Filesystem',
          },
          status: { phase: 'Pending' },
        },
      ],
    });
  });

  it('of a Deployment', async () => {
    const test = await openCluster();
    await test.create(kinds.deployments, deployment('hello', { replicas: undefined }));
    expect(plain((await test.get(kinds.deployments, 'hello')).spec)).toEqual({
      progressDeadlineSeconds: 600,
      replicas: 1,
      revisionHistoryLimit: 10,
      selector: { matchLabels: { app: 'nginx' } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      template: templateDefaults,
    });
  });

  it('of volumes and probes', async () => {
    const test = await openCluster();
    const volumes = [
      { name: 'a', configMap: { name: 'c' } },
      { name: 'b', secret: { secretName: 's' } },
      { name: 'c', hostPath: { path: '/data' } },
      { name: 'd' },
    ];
    const readinessProbe = { httpGet: { port: 80 } };
    const containers = [{ name: 'c', image: 'nginx:1.27', readinessProbe, resources: { limits: { cpu: '1' } } }];
    await test.create(kinds.statefulsets, {
      ...statefulSetWithClaims(),
      spec: { ...statefulSetWithClaims().spec, replicas: 0, template: template({ volumes, containers }) },
    });
    const { spec } = (await test.get(kinds.statefulsets, 'web')).spec.template;
    expect(spec.volumes).toEqual([
      { name: 'a', configMap: { name: 'c', defaultMode: 420 } },
      { name: 'b', secret: { secretName: 's', defaultMode: 420 } },
      { name: 'c', hostPath: { path: '/data', type: '' } },
      { name: 'd', emptyDir: {} },
    ]);
    expect(spec.containers[0]).toMatchObject({
      readinessProbe: {
        failureThreshold: 3,
        httpGet: { path: '/', port: 80, scheme: 'HTTP' },
        periodSeconds: 10,
        successThreshold: 1,
        timeoutSeconds: 1,
      },
      resources: { limits: { cpu: '1' } },
    });
  });

  it('of requests: only pods take them from the limits, templates do not', async () => {
    const test = await openCluster();
    const containers = [{ name: 'c', image: 'nginx:1.27', resources: { limits: { cpu: '1' } } }];
    await test.create(kinds.deployments, deployment('hello', { replicas: 1, template: template({ containers }) }));
    const resources = (await test.get(kinds.deployments, 'hello')).spec.template.spec.containers[0]?.resources;
    expect(resources).toEqual({ limits: { cpu: '1' } });
    const [pod] = await test.list(kinds.pods);
    expect(pod?.spec.containers[0]?.resources).toEqual({ limits: { cpu: '1' }, requests: { cpu: '1' } });
  });

  it('of a StorageClass and a volume', async () => {
    const test = await openCluster();
    await test.create(kinds.storageclasses, { metadata: { name: 'plain' }, provisioner: 'example.com/disk' });
    expect(await test.get(kinds.storageclasses, 'plain')).toMatchObject({
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'Immediate',
    });
    const spec = { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, hostPath: { path: '/data' } };
    await test.create(kinds.persistentvolumes, { metadata: { name: 'one' }, spec });
    expect(await test.get(kinds.persistentvolumes, 'one')).toMatchObject({
      spec: {
        persistentVolumeReclaimPolicy: 'Retain',
        volumeMode: 'Filesystem',
        hostPath: { path: '/data', type: '' },
      },
      status: { phase: 'Available' },
    });
  });
});
