import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/resources/kinds';
import { podSpec } from '../simulator/manifests';
import { openCluster, type TestCluster } from '../simulator/test-cluster';

const options = { namespace: 'default' };
const gigabytes = (storage: string) => ({ requests: { storage } });

function claim(name: string, storage = '1Gi', spec: object = {}) {
  return { metadata: { name }, spec: { accessModes: ['ReadWriteOnce'], resources: gigabytes(storage), ...spec } };
}

function volume(name: string, storage: string, spec: object = {}) {
  const source = { hostPath: { path: `/data/${name}` } };
  return {
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], capacity: { storage }, storageClassName: 'manual', ...source, ...spec },
  };
}

function podWith(claimName: string) {
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName } }];
  return { metadata: { name: 'user' }, spec: podSpec({ volumes }) };
}

async function withClass(volumeBindingMode: string): Promise<TestCluster> {
  const test = await openCluster();
  await test.create(kinds.storageclasses, {
    metadata: { name: 'late' },
    provisioner: 'rancher.io/local-path',
    volumeBindingMode,
  });
  return test;
}

describe('claims of the default class', () => {
  it('get a volume of their own at once, with upstream’s annotations, finalizers and events', async () => {
    const test = await openCluster();
    await test.create(kinds.persistentvolumeclaims, claim('www'));
    const bound = await test.get(kinds.persistentvolumeclaims, 'www');
    const name = `pvc-${bound.metadata.uid}`;
    expect(bound.spec).toEqual({
      ...claim('www').spec,
      storageClassName: 'standard',
      volumeMode: 'Filesystem',
      volumeName: name,
    });
    expect(bound.status).toEqual({ phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' } });
    expect(bound.metadata.finalizers).toEqual(['kubernetes.io/pvc-protection']);
    expect(bound.metadata.annotations).toEqual({
      'pv.kubernetes.io/bind-completed': 'yes',
      'pv.kubernetes.io/bound-by-controller': 'yes',
      'volume.beta.kubernetes.io/storage-provisioner': 'k8s.io/minikube-hostpath',
      'volume.kubernetes.io/storage-provisioner': 'k8s.io/minikube-hostpath',
    });
    const made = await test.get(kinds.persistentvolumes, name);
    expect(made.metadata.finalizers).toEqual(['kubernetes.io/pv-protection']);
    expect(made.metadata.annotations?.['pv.kubernetes.io/provisioned-by']).toBe('k8s.io/minikube-hostpath');
    expect(made.spec).toMatchObject({
      persistentVolumeReclaimPolicy: 'Delete',
      storageClassName: 'standard',
      claimRef: { name: 'www', uid: bound.metadata.uid },
    });
    expect(made.status.phase).toBe('Bound');
    expect((await test.events('www')).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'Normal ExternalProvisioning',
      'Normal Provisioning',
      'Normal ProvisioningSucceeded',
    ]);
  });

  it('take their volume along when they go', async () => {
    const test = await openCluster();
    await test.create(kinds.persistentvolumeclaims, claim('www'));
    await test.cluster.client.delete(kinds.persistentvolumeclaims, 'www', options);
    expect([await test.names(kinds.persistentvolumeclaims), await test.names(kinds.persistentvolumes)]).toEqual([
      [],
      [],
    ]);
  });
});

describe('claims of a class that waits for the first consumer', () => {
  it('stay pending until a pod uses them', async () => {
    const test = await withClass('WaitForFirstConsumer');
    await test.create(kinds.persistentvolumeclaims, claim('www', '1Gi', { storageClassName: 'late' }));
    expect((await test.get(kinds.persistentvolumeclaims, 'www')).status).toEqual({ phase: 'Pending' });
    expect(await test.events('www')).toEqual([
      'Normal WaitForFirstConsumer persistentvolume-controller: waiting for first consumer to be created before binding',
    ]);
    await test.create(kinds.pods, podWith('www'));
    const bound = await test.get(kinds.persistentvolumeclaims, 'www');
    expect(bound.status.phase).toBe('Bound');
    expect(bound.metadata.annotations?.['volume.kubernetes.io/selected-node']).toBe('minikube');
    expect((await test.get(kinds.pods, 'user')).status.phase).toBe('Running');
  });
});

describe('volumes that people made', () => {
  it('go to the claim that they fit best: the smallest that is large enough', async () => {
    const test = await openCluster();
    for (const [name, storage] of [
      ['large', '10Gi'],
      ['small', '1Gi'],
      ['fits', '5Gi'],
    ] as const)
      await test.create(kinds.persistentvolumes, volume(name, storage));
    await test.create(kinds.persistentvolumeclaims, claim('www', '2Gi', { storageClassName: 'manual' }));
    const bound = await test.get(kinds.persistentvolumeclaims, 'www');
    expect(bound.spec.volumeName).toBe('fits');
    expect(bound.status.capacity).toEqual({ storage: '5Gi' });
    const phases = (await test.list(kinds.persistentvolumes)).map(
      ({ metadata, status }) => `${metadata.name} ${status.phase}`,
    );
    expect(phases).toEqual(['fits Bound', 'large Available', 'small Available']);
  });

  it.each([
    { given: 'another class', spec: { storageClassName: 'other' } },
    { given: 'another mode', spec: { accessModes: ['ReadWriteMany'] } },
    { given: 'labels that are not there', spec: { selector: { matchLabels: { disk: 'fast' } } } },
    { given: 'too large a size', size: '20Gi', spec: {} },
  ])('do not go to a claim that asks for $given', async ({ spec, size = '1Gi' }) => {
    const test = await openCluster();
    await test.create(kinds.persistentvolumes, volume('large', '10Gi'));
    await test.create(kinds.persistentvolumeclaims, claim('www', size, { storageClassName: 'manual', ...spec }));
    expect((await test.get(kinds.persistentvolumeclaims, 'www')).status.phase).toBe('Pending');
  });

  it('go to a pending claim when they come later', async () => {
    const test = await openCluster();
    await test.create(kinds.persistentvolumeclaims, claim('www', '1Gi', { storageClassName: 'manual' }));
    expect(await test.events('www')).toEqual([
      'Warning ProvisioningFailed persistentvolume-controller: storageclass.storage.k8s.io "manual" not found',
    ]);
    await test.create(kinds.persistentvolumes, volume('one', '1Gi'));
    expect((await test.get(kinds.persistentvolumeclaims, 'www')).status.phase).toBe('Bound');
  });

  it('tell a claim without a class that there is none', async () => {
    const test = await openCluster();
    await test.create(kinds.persistentvolumeclaims, claim('www', '1Gi', { storageClassName: '' }));
    expect(await test.events('www')).toEqual([
      'Normal FailedBinding persistentvolume-controller: no persistent volumes available for this claim and no storage class is set',
    ]);
  });

  it('are Released and kept when their claim goes, and Available again without claimRef', async () => {
    const test = await openCluster();
    await test.create(kinds.persistentvolumes, volume('one', '1Gi'));
    await test.create(kinds.persistentvolumeclaims, claim('www', '1Gi', { storageClassName: 'manual' }));
    await test.cluster.client.delete(kinds.persistentvolumeclaims, 'www', options);
    expect((await test.get(kinds.persistentvolumes, 'one')).status.phase).toBe('Released');
    await test.create(kinds.persistentvolumeclaims, claim('www', '1Gi', { storageClassName: 'manual' }));
    expect((await test.get(kinds.persistentvolumeclaims, 'www')).status.phase).toBe('Pending');
    await test.patch(kinds.persistentvolumes, 'one', { spec: { claimRef: null } });
    expect((await test.get(kinds.persistentvolumes, 'one')).status.phase).toBe('Bound');
  });

  it('wait for the claim that they name, and are then bound to its uid', async () => {
    const test = await openCluster();
    await test.create(
      kinds.persistentvolumes,
      volume('one', '1Gi', { claimRef: { name: 'www', namespace: 'default' } }),
    );
    await test.create(kinds.persistentvolumeclaims, claim('other', '1Gi', { storageClassName: 'manual' }));
    expect((await test.get(kinds.persistentvolumeclaims, 'other')).status.phase).toBe('Pending');
    await test.create(kinds.persistentvolumeclaims, claim('www', '1Gi', { storageClassName: 'manual' }));
    const bound = await test.get(kinds.persistentvolumeclaims, 'www');
    const one = await test.get(kinds.persistentvolumes, 'one');
    expect(one.spec.claimRef).toMatchObject({ name: 'www', uid: bound.metadata.uid });
    expect(one.metadata.annotations).toBeUndefined();
    await test.cluster.client.delete(kinds.persistentvolumeclaims, 'www', options);
    expect((await test.get(kinds.persistentvolumes, 'one')).status.phase).toBe('Released');
  });
});

describe('protection', () => {
  it('keeps a claim while a pod uses it', async () => {
    const test = await openCluster();
    await test.create(kinds.persistentvolumeclaims, claim('www'));
    await test.create(kinds.pods, podWith('www'));
    await test.cluster.client.delete(kinds.persistentvolumeclaims, 'www', options);
    expect((await test.get(kinds.persistentvolumeclaims, 'www')).metadata.deletionTimestamp).toBeDefined();
    await test.cluster.client.delete(kinds.pods, 'user', options);
    expect(await test.names(kinds.persistentvolumeclaims)).toEqual([]);
  });

  it('keeps a volume while a claim is bound to it', async () => {
    const test = await openCluster();
    await test.create(kinds.persistentvolumes, volume('one', '1Gi'));
    await test.create(kinds.persistentvolumeclaims, claim('www', '1Gi', { storageClassName: 'manual' }));
    await test.cluster.client.delete(kinds.persistentvolumes, 'one', {});
    expect(await test.names(kinds.persistentvolumes)).toEqual(['one']);
    await test.cluster.client.delete(kinds.persistentvolumeclaims, 'www', options);
    expect(await test.names(kinds.persistentvolumes)).toEqual([]);
  });
});
