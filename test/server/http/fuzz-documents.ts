import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { moreDocuments } from './fuzz-more-documents';
import { configMap, deployment, pod } from './harness';

type Tree = null | boolean | number | string | Tree[] | { [field: string]: Tree };

const namesOfPrototypes = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

/** What no field expects; as text, since JSON can say what JavaScript's literals cannot. */
const silly = [
  ...['null', 'true', '0', '-1', '1.5', '-0', '1e308', '1e999', '9007199254740993', '2147483648', '0.1e-7'],
  ...['""', '"x"', '"1"', '"-"', '" "', '"\\u0000"', '"\\ud800"', '"\\udc00\\ud800"', '"ü\\u202e🙂"', '"null"', '"{}"'],
  ...[
    '[]',
    '{}',
    '[null]',
    '[[]]',
    '[{}]',
    '[1,"a",null,{}]',
    '{"":""}',
    '{"a":null}',
    '{"a":{"b":[1]}}',
    '[[[["a"]]]]',
  ],
  ...['"1Gi"', '"-1Gi"', '"1e99999999"', '"2025-01-01T00:00:00Z"', '"100%"', '"$(A)"', '"%s%n"', '"../.."', '"a/b/c"'],
  ...['{"__proto__":{"a":1}}', '{"constructor":{"prototype":{"a":1}}}', '{"__proto__":null}', '{"toString":1}'],
  ...[`"${'x'.repeat(300)}"`, JSON.stringify('ab/'.repeat(90)), '{"$patch":"delete"}', '[{"$patch":"replace"}]'],
  `${'['.repeat(200)}${']'.repeat(200)}`,
  `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`,
];
const anySilly = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...silly) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.double().map((value) => JSON.stringify(value)) },
);

const template = {
  metadata: { labels: { app: 'a' }, annotations: { a: 'b' }, finalizers: ['a.b/c'] },
  spec: {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 1,
    nodeSelector: { a: 'b' },
    tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }],
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a' }] } },
    securityContext: { runAsUser: 1, fsGroup: 2 },
    initContainers: [{ name: 'first', image: 'busybox', command: ['sh', '-c', 'true'], restartPolicy: 'Always' }],
    containers: [
      {
        name: 'main',
        image: 'nginx:1.27',
        command: ['sh'],
        args: ['-c', 'sleep 1; exit 1'],
        workingDir: '/a',
        env: [
          { name: 'A', value: 'b' },
          { name: 'B', valueFrom: { configMapKeyRef: { name: 'a', key: 'b', optional: true } } },
          { name: 'C', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        ],
        envFrom: [{ configMapRef: { name: 'a', optional: true } }],
        ports: [{ containerPort: 80, name: 'web', protocol: 'TCP' }],
        resources: { requests: { cpu: '100m', memory: '1Mi' }, limits: { cpu: 1 } },
        readinessProbe: { httpGet: { path: '/', port: 'web' }, periodSeconds: 1 },
        livenessProbe: { exec: { command: ['true'] }, initialDelaySeconds: 1, failureThreshold: 3 },
        lifecycle: { preStop: { exec: { command: ['true'] } } },
        volumeMounts: [{ name: 'v', mountPath: '/v' }],
      },
    ],
    volumes: [
      { name: 'v', configMap: { name: 'a', items: [{ key: 'a', path: 'b' }], optional: true } },
      { name: 'w', persistentVolumeClaim: { claimName: 'w' } },
      { name: 'x', emptyDir: {} },
    ],
  },
};
const selector = { matchLabels: { app: 'a' }, matchExpressions: [{ key: 'app', operator: 'In', values: ['a'] }] };
const claim = {
  metadata: { name: 'v' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, storageClassName: 'standard' },
};
const meta = {
  name: 'fuzz',
  namespace: 'default',
  labels: { app: 'a' },
  annotations: { a: 'b' },
  finalizers: ['a.b/c'],
  ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'b', controller: true, blockOwnerDeletion: true }],
  resourceVersion: '',
  creationTimestamp: null,
};
const clusterWide = { ...meta, namespace: undefined };
const status = {
  phase: 'Running',
  replicas: 1,
  conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2025-01-01T00:00:00Z' }],
  containerStatuses: [{ name: 'main', state: { running: { startedAt: '2025-01-01T00:00:00Z' } }, restartCount: 1 }],
};
const workload = { replicas: 2, selector, template, minReadySeconds: 0, revisionHistoryLimit: 2 };

/** A sound document of each kind, whole enough for each of its parts to be spoilt. */
export const sound: Readonly<Record<string, object>> = {
  ...moreDocuments(meta, clusterWide, template),
  configmaps: { ...configMap('fuzz', { a: 'b' }), binaryData: { c: 'AAAA' }, immutable: false },
  secrets: {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: meta,
    type: 'Opaque',
    data: { a: 'YQ==' },
    stringData: { b: 'c' },
  },
  pods: { ...pod('fuzz'), metadata: meta, spec: template.spec, status },
  services: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta,
    spec: {
      type: 'NodePort',
      clusterIP: '10.96.1.1',
      clusterIPs: ['10.96.1.1'],
      ipFamilies: ['IPv4'],
      selector: { app: 'a' },
      sessionAffinity: 'None',
      externalIPs: ['1.2.3.4'],
      ports: [{ name: 'web', port: 80, targetPort: 'web', nodePort: 30_080, protocol: 'TCP' }],
    },
    status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } },
  },
  endpoints: {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: meta,
    subsets: [{ addresses: [{ ip: '1.2.3.4', targetRef: { kind: 'Pod', name: 'a' } }], ports: [{ port: 80 }] }],
  },
  endpointslices: {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: meta,
    addressType: 'IPv4',
    endpoints: [{ addresses: ['1.2.3.4'], conditions: { ready: true }, hostname: 'a', targetRef: { kind: 'Pod' } }],
    ports: [{ name: 'web', port: 80, protocol: 'TCP' }],
  },
  events: {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: meta,
    involvedObject: { kind: 'Pod', namespace: 'default', name: 'a' },
    reason: 'A',
    message: 'b',
    count: 1,
    type: 'Normal',
    source: { component: 'a', host: 'b' },
    firstTimestamp: '2025-01-01T00:00:00Z',
    lastTimestamp: '2025-01-01T00:00:00Z',
    series: { count: 2, lastObservedTime: '2025-01-01T00:00:00.000000Z' },
  },
  namespaces: { apiVersion: 'v1', kind: 'Namespace', metadata: clusterWide, spec: { finalizers: ['kubernetes'] } },
  nodes: {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: clusterWide,
    spec: { unschedulable: true, taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }], podCIDR: '10.0.0.0/24' },
    status: {
      capacity: { cpu: '1', pods: '110' },
      allocatable: { cpu: '1' },
      addresses: [{ type: 'Hostname', address: 'a' }],
    },
  },
  persistentvolumeclaims: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...claim, metadata: meta },
  persistentvolumes: {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: clusterWide,
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      hostPath: { path: '/a', type: '' },
      claimRef: { namespace: 'default', name: 'fuzz' },
      persistentVolumeReclaimPolicy: 'Delete',
      storageClassName: 'standard',
    },
  },
  serviceaccounts: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta, secrets: [{ name: 'a' }] },
  storageclasses: {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: clusterWide,
    provisioner: 'a/b',
    parameters: { a: 'b' },
    volumeBindingMode: 'Immediate',
    reclaimPolicy: 'Delete',
  },
  leases: {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: meta,
    spec: { holderIdentity: 'a', leaseDurationSeconds: 40, renewTime: '2025-01-01T00:00:00.000000Z' },
  },
  controllerrevisions: {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: meta,
    revision: 1,
    data: { spec: {} },
  },
  deployments: {
    ...deployment('fuzz'),
    metadata: meta,
    spec: { ...workload, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 1 } } },
    status,
  },
  replicasets: { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: meta, spec: workload, status },
  statefulsets: {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: meta,
    spec: {
      ...workload,
      serviceName: 'fuzz',
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
      ordinals: { start: 1 },
      volumeClaimTemplates: [claim],
    },
    status,
  },
  horizontalpodautoscalers: {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: meta,
    spec: {
      minReplicas: 1,
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'fuzz' },
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
      ],
    },
  },
  scale: { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: meta, spec: { replicas: 2 } },
  eviction: { apiVersion: 'policy/v1', kind: 'Eviction', metadata: meta, deleteOptions: { gracePeriodSeconds: 0 } },
  binding: { apiVersion: 'v1', kind: 'Binding', metadata: meta, target: { kind: 'Node', name: 'minikube' } },
  token: {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    metadata: meta,
    spec: { audiences: ['a'], expirationSeconds: 600, boundObjectRef: { kind: 'Pod', name: 'a', uid: 'b' } },
  },
  delete: {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    gracePeriodSeconds: 0,
    propagationPolicy: 'Background',
    orphanDependents: true,
    preconditions: { uid: 'a', resourceVersion: '1' },
    dryRun: ['All'],
  },
};

const MARK = '@@spoilt@@';

/** A tree with the value at one of its places replaced, or one of its fields renamed. */
function spoil(tree: Tree, at: number, rename: string | undefined): Tree {
  let place = at;
  const walk = (value: Tree): Tree => {
    if (place-- === 0 && rename === undefined) return MARK;
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    // Unlike an assignment, this makes a field of `__proto__`.
    return Object.fromEntries(
      Object.entries(value).map(([field, item]) => {
        const isRenamed = place === 0 && rename !== undefined;
        return [isRenamed ? rename : field, walk(item)];
      }),
    );
  };
  return walk(tree);
}

function size(tree: Tree): number {
  if (typeof tree !== 'object' || tree === null) return 1;
  return Object.values(tree).reduce((sum: number, item) => sum + size(item), 1);
}

/** A document with wrong values in some of its places, as JSON. */
function spoilt(document: object): fc.Arbitrary<string> {
  const tree = JSON.parse(JSON.stringify(document)) as Tree;
  const change = fc.record({
    at: fc.nat(size(tree) - 1),
    rename: fc.option(fc.constantFrom(...namesOfPrototypes, '', 'name', 'ü', 'a.b/c'), { freq: 4 }),
    value: anySilly,
  });
  return fc.array(change, { minLength: 0, maxLength: 3 }).map((changes) =>
    changes.reduce((text, { at, rename, value }) => {
      try {
        const changed = JSON.stringify(spoil(JSON.parse(text) as Tree, at, rename ?? undefined));
        return changed.replace(`"${MARK}"`, () => value);
      } catch {
        return text;
      }
    }, JSON.stringify(tree)),
  );
}

const documents: ReadonlyMap<string, fc.Arbitrary<string>> = new Map(
  Object.entries(sound).map(([name, document]) => [name, spoilt(document)]),
);
const anyDocument = fc.oneof(...documents.values());

const deep = fc
  .tuple(
    fc.constantFrom('[', '{"a":', '{"metadata":', '{"spec":', '- '),
    fc.constantFrom(10, 1000, 9000, 20_000),
    fc.boolean(),
  )
  .map(([opening, depth, isClosed]) => {
    const close = opening === '[' ? ']' : opening === '- ' ? '' : '}';
    return `${opening.repeat(depth)}${isClosed ? `1${close.repeat(depth)}` : ''}`;
  });

const deepWithin = fc
  .constantFrom(100, 2000, 9000)
  .map((depth) => `{"metadata":{"name":"deep"},"data":{"a":"b"},"more":${'['.repeat(depth)}${']'.repeat(depth)}}`);

/** Text that is cut, or has something in it that does not belong. */
const broken = fc
  .tuple(
    anyDocument,
    fc.nat(2000),
    fc.constantFrom('', '}', ',', '"', '\\', '\u0000', '\ud800', 'NaN', '//', "'", '\t- '),
  )
  .map(
    ([text, at, more]) => text.slice(0, at % text.length) + more + (more === '' ? '' : text.slice(at % text.length)),
  );

const yaml = fc.constantFrom(
  'a: *unknown',
  '&a [*a]',
  'a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nmetadata: {name: *c}',
  '<<: {metadata: {name: merged}}\ndata: {a: b}',
  'metadata: !!binary AAAA',
  '? [a]\n: b',
  '--- a\n--- b\n',
  '%YAML 9.9\n---\n{}',
  '\ufeffmetadata: {name: bom}',
  '__proto__: {a: 1}\nmetadata: {name: proto}',
  'metadata:\n  name: .inf\n  labels: {a: yes, b: 0x1F, c: 1_000, d: 2025-01-01}',
  'metadata: {name: a}\nmetadata: {name: b}',
  '\u0000',
  '\t',
  '!!js/function "function(){}"',
);

/** JSON texts and such that nearly are. */
export const anyText = (kind?: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: documents.get(kind ?? '') ?? anyDocument },
    { weight: 2, arbitrary: anyDocument },
    { weight: 2, arbitrary: broken },
    { weight: 2, arbitrary: anySilly },
    { weight: 1, arbitrary: fc.oneof(deep, deepWithin) },
    { weight: 1, arbitrary: yaml },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  );

const pointers = [
  ...[
    '',
    '/',
    '/metadata',
    '/metadata/labels',
    '/metadata/labels/app',
    '/metadata/name',
    '/metadata/finalizers/-',
    '/data',
    '/data/a',
  ],
  ...[
    '/spec',
    '/spec/replicas',
    '/spec/containers/0',
    '/spec/containers/-',
    '/spec/containers/01',
    '/spec/containers/-1',
    '/status',
  ],
  ...[
    '/spec/template/spec/containers/0/image',
    '/spec/ports/0/port',
    '/kind',
    '/apiVersion',
    '/~2',
    '/a~',
    '/metadata/labels/a~1b',
  ],
  ...[
    '/__proto__',
    '/__proto__/spoilt',
    '/metadata/__proto__/spoilt',
    '/constructor/prototype/spoilt',
    '/metadata/constructor/spoilt',
  ],
  ...[
    '/metadata/labels/__proto__',
    '/metadata/finalizers/length',
    '/metadata/finalizers/constructor',
    '/metadata/name/0',
    'metadata',
  ],
  ...[
    '/metadata/toString',
    '/metadata/finalizers/1e3',
    '/metadata/finalizers/99999999999',
    '/metadata/managedFields',
    '//',
    '/%00',
  ],
];
const anyPointer = fc.constantFrom(...pointers);

const operation = fc
  .record({
    op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test', 'ADD', '', '__proto__', 'constructor'),
    path: anyPointer,
    from: anyPointer,
    value: anySilly,
  })
  .map(
    ({ op, path, from, value }) =>
      `{"op":${JSON.stringify(op)},"path":${JSON.stringify(path)},"from":${JSON.stringify(from)},"value":${value}}`,
  );

/** JSON patches; some of them nearly. */
export const jsonPatch: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.array(operation, { maxLength: 3 }).map((all) => `[${all.join()}]`) },
  { weight: 1, arbitrary: fc.array(anySilly, { maxLength: 3 }).map((all) => `[${all.join()}]`) },
  { weight: 1, arbitrary: anyText() },
);

const directives = [
  '{"metadata":{"$patch":"delete"}}',
  '{"metadata":{"$patch":1}}',
  '{"$patch":"replace","metadata":{"name":"fuzz"}}',
  '{"$patch":"merge"}',
  '{"metadata":{"labels":null,"$retainKeys":["name"]}}',
  '{"metadata":{"$retainKeys":"name"}}',
  '{"spec":{"containers":[{"$patch":"replace"}]}}',
  '{"spec":{"containers":[{"$patch":"delete","name":"main"}]}}',
  '{"spec":{"containers":[{"$patch":"delete"}]}}',
  '{"spec":{"containers":[{"name":null}]}}',
  '{"spec":{"containers":[{"name":{}}]}}',
  '{"spec":{"containers":[1]}}',
  '{"spec":{"containers":{"name":"main"}}}',
  '{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"main"}],"containers":[{"name":"b","image":"x"}]}}',
  '{"spec":{"$setElementOrder/containers":1}}',
  '{"spec":{"$setElementOrder/containers":[1]}}',
  '{"spec":{"$setElementOrder/containers":[{}]}}',
  '{"metadata":{"$deleteFromPrimitiveList/finalizers":["a.b/c"]}}',
  '{"metadata":{"$deleteFromPrimitiveList/finalizers":{}}}',
  '{"metadata":{"$deleteFromPrimitiveList/finalizers":[{}]}}',
  '{"metadata":{"$deleteFromPrimitiveList/":[]}}',
  '{"metadata":{"$setElementOrder/finalizers":["x"],"finalizers":["x"]}}',
  '{"metadata":{"finalizers":[null]}}',
  '{"metadata":{"ownerReferences":[{"$patch":"delete","uid":"b"}]}}',
  '{"spec":{"ports":[{"port":80},{"port":80}]}}',
  '{"spec":{"ports":[{"port":"80"}]}}',
  '{"spec":{"template":{"spec":{"containers":[{"name":"main","env":[{"name":"A","$patch":"delete"}]}]}}}}',
  '{"__proto__":{"spoilt":1}}',
  '{"metadata":{"__proto__":{"spoilt":1}}}',
  '{"constructor":{"prototype":{"spoilt":1}}}',
];

/** Merge patches, strategic ones too. */
export const mergePatch = (kind?: string): fc.Arbitrary<string> =>
  fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...directives) }, { weight: 3, arbitrary: anyText(kind) });

const { rows } = JSON.parse(readFileSync(new URL('../protobuf/every-field.json', import.meta.url), 'utf8')) as {
  rows: { body: string }[];
};

/** Protocol buffers with some bytes changed. */
export const protobuf: fc.Arbitrary<Buffer> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        from: fc.constantFrom(...rows),
        changes: fc.array(fc.tuple(fc.nat(2000), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
        cut: fc.option(fc.nat(2000), { freq: 6 }),
      })
      .map(({ from, changes, cut }) => {
        const body = Buffer.from(from.body, 'base64');
        for (const [at, byte] of changes) body[4 + (at % (body.length - 4))] = byte;
        return cut === null ? body : body.subarray(0, cut);
      }),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes)) },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.concat([Buffer.from('k8s\0'), bytes])),
  },
);
