import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/apimachinery/meta';
import { kinds } from '../../src/resources/kinds';
import { deployment, headless, podSpec, service, statefulSet, template } from '../simulator/manifests';
import { openCluster } from '../simulator/test-cluster';

type Row = readonly [object, string];

/** Each object is refused with exactly the message that upstream's API server gives. */
function refuses(kind: Kind, rows: readonly Row[]): void {
  it.each(rows)('%j', async (object, message) => {
    const { create } = await openCluster();
    const answer = await create(kind, object).then(
      () => 'created',
      (error: Error) => error.message,
    );
    expect(answer).toBe(message);
  });
}

const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const label =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const oldLabel =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

describe('StatefulSets', () => {
  const refused = (detail: string) => `StatefulSet.apps "web" is invalid: ${detail}`;
  refuses(kinds.statefulsets, [
    [statefulSet('Web'), `StatefulSet.apps "Web" is invalid: metadata.name: Invalid value: "Web": ${label}`],
    [
      statefulSet('a.b'),
      'StatefulSet.apps "a.b" is invalid: metadata.name: Invalid value: "a.b": must not contain dots',
    ],
    [
      statefulSet('web', { replicas: -1 }),
      refused('spec.replicas: Invalid value: -1: must be greater than or equal to 0'),
    ],
    [
      statefulSet('web', { minReadySeconds: -1 }),
      refused('spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0'),
    ],
    [
      statefulSet('web', { ordinals: { start: -1 } }),
      refused('spec.ordinals.start: Invalid value: -1: must be greater than or equal to 0'),
    ],
    [
      { ...statefulSet(), spec: { ...statefulSet().spec, podManagementPolicy: 'Random' } },
      refused(`spec.podManagementPolicy: Invalid value: "Random": must be 'OrderedReady' or 'Parallel'`),
    ],
    [
      statefulSet('web', { selector: { matchLabels: { app: 'other' } } }),
      refused(
        'spec.template.metadata.labels: Invalid value: map[string]string{"app":"nginx"}: `selector` does not match template `labels`',
      ),
    ],
    [
      statefulSet('web', { selector: {} }),
      refused(
        'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: empty selector is invalid for statefulset',
      ),
    ],
    [
      statefulSet('web', { template: template({ restartPolicy: 'Never' }) }),
      refused('spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'),
    ],
    [
      statefulSet('web', { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: -1 } } }),
      refused('spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: must be greater than or equal to 0'),
    ],
    [
      {
        ...statefulSet(),
        spec: { ...statefulSet().spec, persistentVolumeClaimRetentionPolicy: { whenScaled: 'Keep' } },
      },
      refused(
        'spec.persistentVolumeClaimRetentionPolicy.whenScaled: Unsupported value: "Keep": supported values: "Retain", "Delete"',
      ),
    ],
  ]);

  it('are taken with a template of which no pod can be made; an event tells why', async () => {
    const { create, events } = await openCluster();
    await create(
      kinds.statefulsets,
      statefulSet('web', { template: template({ containers: [{ name: 'c', image: '' }] }) }),
    );
    expect(await events('web')).toEqual([
      'Warning FailedCreate statefulset-controller: create Pod web-0 in StatefulSet web failed error: Pod "web-0" is invalid: spec.containers[0].image: Required value',
    ]);
  });
});

describe('Deployments', () => {
  const refused = (detail: string) => `Deployment.apps "hello" is invalid: ${detail}`;
  refuses(kinds.deployments, [
    [
      deployment('hello', { replicas: -1 }),
      refused('spec.replicas: Invalid value: -1: must be greater than or equal to 0'),
    ],
    [
      deployment('hello', { selector: { matchLabels: { app: 'x' } } }),
      refused(
        'spec.template.metadata.labels: Invalid value: map[string]string{"app":"nginx"}: `selector` does not match template `labels`',
      ),
    ],
    [
      deployment('hello', { template: template({ containers: [] }) }),
      refused('spec.template.spec.containers: Required value'),
    ],
    [
      deployment('hello', { strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } }),
      refused("spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"),
    ],
    [
      deployment('hello', { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }),
      refused(
        'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:0, IntVal:0, StrVal:""}: may not be 0 when `maxSurge` is 0',
      ),
    ],
    [
      deployment('hello', { template: template({ restartPolicy: 'OnFailure' }) }),
      refused('spec.template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always"'),
    ],
  ]);

  it('keep their selector', async () => {
    const { create, patch } = await openCluster();
    await create(kinds.deployments, deployment());
    const other = {
      spec: { selector: { matchLabels: { tier: 'web' } }, template: { metadata: { labels: { tier: 'web' } } } },
    };
    await expect(patch(kinds.deployments, 'hello', other)).rejects.toThrow(
      refused(
        'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"nginx", "tier":"web"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable',
      ),
    );
  });
});

describe('Services', () => {
  const refused = (detail: string) => `Service "web" is invalid: ${detail}`;
  refuses(kinds.services, [
    [service('1web'), `Service "1web" is invalid: metadata.name: Invalid value: "1web": ${oldLabel}`],
    [service('web', { ports: undefined }), refused('spec.ports: Required value')],
    [
      service('web', { ports: [{ port: 0 }] }),
      refused(
        '[spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive, spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive]',
      ),
    ],
    [
      service('web', { ports: [{ port: 80 }, { port: 81 }] }),
      refused('[spec.ports[0].name: Required value, spec.ports[1].name: Required value]'),
    ],
    [
      service('web', {
        ports: [
          { port: 80, name: 'a' },
          { port: 81, name: 'a' },
        ],
      }),
      refused('spec.ports[1].name: Duplicate value: "a"'),
    ],
    [
      service('web', {
        ports: [
          { port: 80, name: 'a' },
          { port: 80, name: 'b' },
        ],
      }),
      refused(
        'spec.ports[1]: Duplicate value: core.ServicePort{Name:"", Protocol:"TCP", AppProtocol:(*string)(nil), Port:80, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}',
      ),
    ],
    [
      service('web', { ports: [{ port: 80, nodePort: 30080 }] }),
      refused("spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"),
    ],
    [
      headless('web', { ports: [{ port: 80, nodePort: 30080 }] }),
      refused("spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"),
    ],
    [
      headless('web', { type: 'NodePort' }),
      refused(`spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for NodePort services`),
    ],
    [
      headless('web', { type: 'LoadBalancer' }),
      refused(`spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for LoadBalancer services`),
    ],
    [
      service('web', {
        type: 'NodePort',
        ports: [
          { port: 80, name: 'a', nodePort: 30080 },
          { port: 81, name: 'b', nodePort: 30080 },
        ],
      }),
      refused('spec.ports[1].nodePort: Duplicate value: 30080'),
    ],
    [
      service('web', { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] }),
      refused(
        'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
      ),
    ],
    [
      service('web', { type: 'Fancy' }),
      refused(
        'spec.type: Unsupported value: "Fancy": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
      ),
    ],
    [
      service('web', { ports: [{ port: 80, protocol: 'HTTP' }] }),
      refused('spec.ports[0].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"'),
    ],
    [service('web', { type: 'ExternalName', externalName: '' }), refused('spec.externalName: Required value')],
    [
      service('web', { type: 'ExternalName', externalName: 'a_b' }),
      refused(`spec.externalName: Invalid value: "a_b": ${subdomain}`),
    ],
    [
      service('web', { type: 'ExternalName', externalName: 'a.b', clusterIP: '10.96.0.9' }),
      refused('spec.clusterIPs: Forbidden: may not be set for ExternalName services'),
    ],
    [
      service('web', { externalTrafficPolicy: 'Local' }),
      refused('spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services'),
    ],
    [
      service('web', { clusterIP: 'nonsense' }),
      refused(
        'spec.clusterIPs[0]: Invalid value: "nonsense": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      ),
    ],
  ]);
});

describe('pods', () => {
  const pod = (spec: object) => ({ metadata: { name: 'one' }, spec: { ...podSpec(), ...spec } });
  const refused = (detail: string) => `Pod "one" is invalid: ${detail}`;
  const container = { name: 'c', image: 'nginx:1.27' };
  refuses(kinds.pods, [
    [
      { metadata: { name: 'One' }, spec: podSpec() },
      `Pod "One" is invalid: metadata.name: Invalid value: "One": ${subdomain}`,
    ],
    [pod({ containers: [] }), refused('spec.containers: Required value')],
    [pod({ containers: [container, container] }), refused('spec.containers[1].name: Duplicate value: "c"')],
    [
      pod({ containers: [{ ...container, volumeMounts: [{ name: 'www', mountPath: '/www' }] }] }),
      refused('spec.containers[0].volumeMounts[0].name: Not found: "www"'),
    ],
    [
      pod({ containers: [{ ...container, ports: [{ containerPort: 70000 }] }] }),
      refused(
        'spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
      ),
    ],
    [
      pod({ containers: [{ ...container, imagePullPolicy: 'Often' }] }),
      refused(
        'spec.containers[0].imagePullPolicy: Unsupported value: "Often": supported values: "Always", "IfNotPresent", "Never"',
      ),
    ],
    [
      pod({ restartPolicy: 'Sometimes' }),
      refused('spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "Never", "OnFailure"'),
    ],
    [pod({ hostname: 'Web' }), refused(`spec.hostname: Invalid value: "Web": ${label}`)],
    [
      pod({ containers: [{ ...container, resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }] }),
      refused(
        'spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
      ),
    ],
    [
      { metadata: { name: 'one', labels: { 'a b': 'c' } }, spec: podSpec() },
      refused(
        `metadata.labels: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
      ),
    ],
  ]);
});

describe('claims and volumes', () => {
  refuses(kinds.persistentvolumeclaims, [
    [
      { metadata: { name: 'one' }, spec: { resources: { requests: { storage: '1Gi' } } } },
      'PersistentVolumeClaim "one" is invalid: spec.accessModes: Required value: at least 1 access mode is required',
    ],
    [
      { metadata: { name: 'one' }, spec: { accessModes: ['ReadWriteOnce'] } },
      'PersistentVolumeClaim "one" is invalid: spec.resources[storage]: Required value',
    ],
  ]);
  refuses(kinds.persistentvolumes, [
    [
      { metadata: { name: 'one' }, spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' } } },
      'PersistentVolume "one" is invalid: spec: Required value: must specify a volume type',
    ],
  ]);
});

describe('namespaces and config maps', () => {
  refuses(kinds.namespaces, [
    [
      { metadata: { name: 'a.b' }, spec: {}, status: {} },
      'Namespace "a.b" is invalid: metadata.name: Invalid value: "a.b": must not contain dots',
    ],
  ]);
  refuses(kinds.configmaps, [
    [
      { metadata: { name: 'one' }, data: { 'a b': 'c' } },
      `ConfigMap "one" is invalid: data[a b]: Invalid value: "a b": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
    ],
    [
      { metadata: { name: 'one', namespace: 'other' } },
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
    [{ metadata: {} }, 'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required'],
  ]);
});
