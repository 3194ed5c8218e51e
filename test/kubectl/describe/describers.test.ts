import { beforeAll, describe, expect, it, vi } from 'vitest';
import { compareText } from '../../../src/apimachinery/json';
import type { Kind, KubeObject } from '../../../src/apimachinery/meta';
import { describerFor } from '../../../src/kubectl/describe/describers';
import { fakeClient, otherKinds } from './fake-client';
import fixture from './fixture.json';
import layouts from './layouts.json';
import recorded from './recorded.json';

const clusterObjects = fixture.objects as KubeObject[];
const layoutObjects = layouts.objects as KubeObject[];

beforeAll(() => {
  vi.stubEnv('TZ', 'UTC');
});

/** What the recorded commands call the kinds. */
const kindNames: Record<string, string> = {
  configmap: 'ConfigMap',
  deploy: 'Deployment',
  deployment: 'Deployment',
  endpoints: 'Endpoints',
  ingress: 'Ingress',
  ingressclass: 'IngressClass',
  job: 'Job',
  namespace: 'Namespace',
  node: 'Node',
  pod: 'Pod',
  priorityclass: 'PriorityClass',
  quota: 'ResourceQuota',
  replicaset: 'ReplicaSet',
  role: 'Role',
  sc: 'StorageClass',
  secret: 'Secret',
  service: 'Service',
  serviceaccount: 'ServiceAccount',
  statefulset: 'StatefulSet',
  sts: 'StatefulSet',
  svc: 'Service',
};

function kindOf({ apiVersion, kind }: KubeObject): Pick<Kind, 'group' | 'kind'> {
  return { group: apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '', kind };
}

type Command = { kind: string; name?: string; namespace: string; showEvents: boolean };

function parseCommand([, type = '', ...rest]: readonly string[]): Command {
  const at = rest.indexOf('-n');
  return {
    kind: kindNames[type] ?? type,
    name: rest[0]?.startsWith('-') ? undefined : rest[0],
    namespace: at === -1 ? 'default' : (rest[at + 1] ?? ''),
    showEvents: !rest.includes('--show-events=false'),
  };
}

async function run(argv: readonly string[]): Promise<string> {
  const { kind, name, namespace, showEvents } = parseCommand(argv);
  const targets = clusterObjects
    .filter((object) => object.kind === kind && [undefined, namespace].includes(object.metadata.namespace))
    .filter(({ metadata }) => name === undefined || metadata.name === name)
    .sort((left, right) => compareText(left.metadata.name, right.metadata.name));
  const context = { client: fakeClient(clusterObjects, otherKinds), now: Date.parse(fixture.now), showEvents };
  const texts = targets.map((object) => describerFor(kindOf(object))(object, context));
  return (await Promise.all(texts)).join('\n\n');
}

/** Where kubectl walks a Go map, only the set of lines is its answer. */
function sortedLines(text: string): string[] {
  return text.split('\n').sort(compareText);
}

describe('kubectl describe, as recorded on the cluster of fixture.json', () => {
  it.each(recorded.rows)('$argv', async ({ argv, stdout, unordered }) => {
    const text = await run(argv);
    if (unordered) expect(sortedLines(text)).toEqual(sortedLines(stdout));
    else expect(text).toBe(stdout);
  });
});

describe('layouts that the recorded cluster lacks', () => {
  const context = { client: fakeClient(layoutObjects, otherKinds), now: Date.parse(layouts.now), showEvents: true };

  it.each(layouts.rows.map(({ object, stdout }) => ({ object: layoutObjects[object] as KubeObject, stdout })))(
    '$object.kind $object.metadata.name',
    async ({ object, stdout }) => {
      expect(await describerFor(kindOf(object))(object, context)).toBe(stdout);
    },
  );
});

describe('a server that lacks kinds', () => {
  const context = { client: fakeClient(clusterObjects), now: Date.parse(fixture.now), showEvents: true };
  const described = (kind: string, name: string) => {
    const object = clusterObjects.find((candidate) => candidate.kind === kind && candidate.metadata.name === name);
    return describerFor({ group: '', kind })(object as KubeObject, context);
  };

  it('has no quotas and no limits in a namespace', async () => {
    expect(await described('Namespace', 'default')).toContain('\nNo resource quota.\n\nNo LimitRange resource.\n');
  });

  it('has no lease of a node', async () => {
    const line = 'Lease:              Failed to get lease: leases.coordination.k8s.io "node-1" not found\n';
    expect(await described('Node', 'node-1')).toContain(line);
  });
});
