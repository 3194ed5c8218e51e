import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/apimachinery/meta';
import { recordedWorld, service } from '../dns/fixture';
import { clientOf, loadWorld, podOf } from './fixture';
import { runCommand } from './run-command';

const objects: KubeObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system' } },
  service('kubernetes', { clusterIP: '10.96.0.1', ports: [{ name: 'https', protocol: 'TCP', port: 443 }] }),
  ...recordedWorld.services,
  ...recordedWorld.endpointSlices,
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'cm', namespace: 'default' },
    data: { 'a.conf': 'x=1\n', MODE: 'fast' },
  },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'sec', namespace: 'default' },
    data: { password: 'aHVudGVyMsOp' },
  },
];

const pod = podOf(
  {
    envFrom: [{ prefix: 'CM_', configMapRef: { name: 'cm' } }, { secretRef: { name: 'gone', optional: true } }],
    env: [
      { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'APP', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } },
      { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'cm', key: 'MODE' } } },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'sec', key: 'password' } } },
      { name: 'URL', value: 'http://$(POD):$(CLUSTER_SERVICE_PORT)/$(NOPE)/$$(POD)' },
    ],
    volumeMounts: [
      { name: 'config', mountPath: '/etc/app' },
      { name: 'secret', mountPath: '/etc/key', subPath: 'key' },
    ],
  },
  {
    volumes: [
      { name: 'config', configMap: { name: 'cm' } },
      { name: 'secret', secret: { secretName: 'sec', items: [{ key: 'password', path: 'key' }] } },
    ],
  },
);

describe('createContainerWorld', () => {
  it('gives the variables of the spec and of the Services', async () => {
    const world = await loadWorld(clientOf(objects), pod);
    expect(Object.fromEntries(world.env)).toEqual({
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      NGINX_VERSION: '1.27.1',
      NJS_VERSION: '0.8.5',
      NJS_RELEASE: '1~bookworm',
      PKG_RELEASE: '1~bookworm',
      DYNPKG_RELEASE: '1~bookworm',
      HOSTNAME: 'web-0',
      HOME: '/root',
      'CM_a.conf': 'x=1\n',
      CM_MODE: 'fast',
      POD: 'web-0',
      APP: 'nginx',
      IP: '10.244.0.5',
      MODE: 'fast',
      PASSWORD: 'hunter2é',
      URL: 'http://web-0:80/$(NOPE)/$(POD)',
      KUBERNETES_SERVICE_HOST: '10.96.0.1',
      KUBERNETES_SERVICE_PORT: '443',
      KUBERNETES_SERVICE_PORT_HTTPS: '443',
      KUBERNETES_PORT: 'tcp://10.96.0.1:443',
      KUBERNETES_PORT_443_TCP: 'tcp://10.96.0.1:443',
      KUBERNETES_PORT_443_TCP_PROTO: 'tcp',
      KUBERNETES_PORT_443_TCP_PORT: '443',
      KUBERNETES_PORT_443_TCP_ADDR: '10.96.0.1',
      CLUSTER_SERVICE_HOST: '10.109.227.151',
      CLUSTER_SERVICE_PORT: '80',
      CLUSTER_PORT: 'tcp://10.109.227.151:80',
      CLUSTER_PORT_80_TCP: 'tcp://10.109.227.151:80',
      CLUSTER_PORT_80_TCP_PROTO: 'tcp',
      CLUSTER_PORT_80_TCP_PORT: '80',
      CLUSTER_PORT_80_TCP_ADDR: '10.109.227.151',
    });
  });

  it('tells only of the API server where enableServiceLinks is off', async () => {
    const quiet = podOf({}, { enableServiceLinks: false });
    const world = await loadWorld(clientOf(objects), quiet);
    expect(world.env.has('KUBERNETES_SERVICE_HOST')).toBe(true);
    expect(world.env.has('CLUSTER_SERVICE_HOST')).toBe(false);
  });

  it.each([
    ['/etc/hostname', 'web-0\n'],
    ['/etc/app/a.conf', 'x=1\n'],
    ['/etc/key', 'hunter2é'],
    [
      '/etc/resolv.conf',
      'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n',
    ],
  ])('has the file %s', async (path, text) => {
    const world = await loadWorld(clientOf(objects), pod);
    expect(await runCommand(world, ['cat', path])).toEqual({ stdout: text, stderr: '', exitCode: 0 });
  });

  it('asks the cluster’s DNS', async () => {
    const dns = podOf({ image: 'gcr.io/kubernetes-e2e-test-images/dnsutils:1.3' });
    const world = await loadWorld(clientOf(objects), dns);
    expect(await runCommand(world, ['nslookup', 'cluster'])).toMatchObject({
      stdout:
        'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\nName:\tcluster.default.svc.cluster.local\nAddress: 10.109.227.151\n\n',
    });
  });

  it('refuses a container that the pod does not have', async () => {
    await expect(loadWorld(clientOf(objects), pod, 'x')).rejects.toThrow('container x not found');
  });
});
