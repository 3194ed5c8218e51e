import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StatusError } from '../../src/apimachinery/errors';
import { labelSelectorMatches } from '../../src/apimachinery/labels';
import { controllerOf } from '../../src/apimachinery/meta';
import { loadDnsWorld } from '../../src/dns/dns-world';
import { answer } from '../../src/dns/zone';
import type { StatefulSet } from '../../src/resources/apps/statefulset';
import type { Pod } from '../../src/resources/core/pod-types';
import type { Service } from '../../src/resources/core/service-types';
import { kinds } from '../../src/resources/kinds';
import { setFault } from '../../src/simulator/faults';
import { headless, service, statefulSetWithClaims, withImage } from './manifests';
import { openCluster, type TestCluster } from './test-cluster';

type Policy = 'OrderedReady' | 'Parallel';
type Fault = 'unready' | 'crash' | 'image-pull';

/** What a person does to the cluster. */
type Step =
  | { readonly do: 'create set'; readonly policy: Policy; readonly replicas: number; readonly start: number }
  | { readonly do: 'scale'; readonly replicas: number }
  | { readonly do: 'set start'; readonly start: number }
  | { readonly do: 'set image'; readonly tag: string }
  | { readonly do: 'set partition'; readonly partition: number }
  | { readonly do: 'update on delete' }
  | { readonly do: 'delete pod'; readonly ordinal: number }
  | { readonly do: 'delete set'; readonly policy: 'Background' | 'Orphan' | 'Foreground' }
  | { readonly do: 'hurt'; readonly ordinal: number; readonly fault: Fault }
  | { readonly do: 'heal'; readonly ordinal: number }
  | { readonly do: 'create service'; readonly name: string; readonly headless: boolean; readonly unready: boolean }
  | { readonly do: 'delete service'; readonly name: string };

const ordinal = fc.integer({ min: 0, max: 5 });
const serviceName = fc.constantFrom('nginx', 'other');
const create = fc.record({
  do: fc.constant('create set' as const),
  policy: fc.constantFrom<Policy>('OrderedReady', 'Parallel'),
  replicas: fc.integer({ min: 0, max: 4 }),
  start: fc.constantFrom(0, 0, 0, 2),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: create },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('scale' as const), replicas: fc.integer({ min: 0, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('set start' as const), start: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('set image' as const), tag: fc.constantFrom('0.24', '0.25') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('set partition' as const), partition: ordinal }) },
  { weight: 1, arbitrary: fc.constant({ do: 'update on delete' as const }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('delete pod' as const), ordinal }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('delete set' as const),
      policy: fc.constantFrom('Background' as const, 'Orphan' as const, 'Foreground' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('hurt' as const),
      ordinal,
      fault: fc.constantFrom<Fault>('unready', 'crash', 'image-pull'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('heal' as const), ordinal }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('create service' as const),
      name: serviceName,
      headless: fc.boolean(),
      unready: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete service' as const), name: serviceName }) },
);

const steps = fc
  .tuple(create, fc.array(step, { minLength: 1, maxLength: 12 }))
  .map(([first, rest]) => [first, ...rest]);
const numberOfRuns = 100;

const refusal = /^(statefulsets\.apps "web"|pods "web-\d"|services "\w+") (not found|already exists)$/;

/** Does one step; what the server refuses (there is no such object) is no step. */
async function take(test: TestCluster, next: Step): Promise<void> {
  try {
    await act(test, next);
  } catch (error) {
    if (!(error instanceof StatusError && refusal.test(error.message))) throw error;
  }
}

async function act({ cluster, create: make, patch }: TestCluster, next: Step): Promise<unknown> {
  const { client, store, clock } = cluster;
  const options = { namespace: 'default' };
  const patchSet = (spec: object) => patch(kinds.statefulsets, 'web', { spec });
  switch (next.do) {
    case 'create set': {
      const spec = { replicas: next.replicas, podManagementPolicy: next.policy, ordinals: { start: next.start } };
      return await make(kinds.statefulsets, statefulSetWithClaims('web', spec));
    }
    case 'scale':
      return await patchSet({ replicas: next.replicas });
    case 'set start':
      return await patchSet({ ordinals: { start: next.start } });
    case 'set image':
      return await patch(kinds.statefulsets, 'web', withImage(next.tag));
    case 'set partition':
      return await patchSet({
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: next.partition } },
      });
    case 'update on delete':
      return await patchSet({ updateStrategy: { type: 'OnDelete', rollingUpdate: null } });
    case 'delete pod':
      return await client.delete(kinds.pods, `web-${next.ordinal}`, options);
    case 'delete set':
      return await client.delete(kinds.statefulsets, 'web', { ...options, propagationPolicy: next.policy });
    case 'hurt':
      setFault(store, `default/web-${next.ordinal}`, next.fault);
      return await cluster.resync();
    case 'heal':
      setFault(store, `default/web-${next.ordinal}`, undefined);
      // Longer than the longest back-off of a container that crashed or of an image that could not be had.
      clock.advanceTo(clock.now() + 301_000);
      return await cluster.resync();
    case 'create service': {
      const publish = { publishNotReadyAddresses: next.unready };
      return await make(kinds.services, next.headless ? headless(next.name, publish) : service(next.name, publish));
    }
    case 'delete service':
      return await client.delete(kinds.services, next.name, options);
  }
}

const isReady = ({ metadata, status }: Pod): boolean =>
  metadata.deletionTimestamp === undefined &&
  status.phase === 'Running' &&
  (status.conditions ?? []).some(({ type, status: value }) => type === 'Ready' && value === 'True');

const ordinalIn = ({ metadata }: Pod): number => Number(metadata.name.split('-').at(-1));

/** Notes each pod that an ordered set made while one of its predecessors was missing or not ready. */
function watchOrder({ cluster }: TestCluster): string[] {
  const broken: string[] = [];
  cluster.store.onChange(({ type, key, object }) => {
    if (type !== 'ADDED' || !key.startsWith('pods/default/web-')) return;
    const set = cluster.store.get('statefulsets.apps/default/web') as StatefulSet | undefined;
    if (set?.spec.podManagementPolicy !== 'OrderedReady') return;
    for (let before = set.spec.ordinals?.start ?? 0; before < ordinalIn(object as Pod); before++) {
      const pod = cluster.store.get(`pods/default/web-${before}`) as Pod | undefined;
      if (pod === undefined || !isReady(pod)) broken.push(`${key} was made before web-${before} was ready`);
    }
  });
  return broken;
}

/** Each claim that there ever was, with its uid, is there still. */
function watchClaims({ cluster }: TestCluster): () => void {
  const seen = new Map<string, string | undefined>();
  return () => {
    const claims = cluster.store.range('persistentvolumeclaims/default/');
    for (const { metadata } of claims) if (!seen.has(metadata.name)) seen.set(metadata.name, metadata.uid);
    expect(Object.fromEntries(claims.map(({ metadata }) => [metadata.name, metadata.uid]))).toEqual(
      Object.fromEntries(seen),
    );
  };
}

async function checkStorage({ list }: TestCluster): Promise<void> {
  const claims = await list(kinds.persistentvolumeclaims);
  const volumes = await list(kinds.persistentvolumes);
  expect(claims.map(({ status }) => status.phase).filter((phase) => phase !== 'Bound')).toEqual([]);
  const bound = volumes.map(({ metadata, spec }) => `${metadata.name} ${spec.claimRef?.uid}`);
  expect(claims.map(({ metadata, spec }) => `${spec.volumeName} ${metadata.uid}`).sort()).toEqual(bound.sort());
}

async function checkPods({ list }: TestCluster): Promise<void> {
  const pods = await list(kinds.pods);
  expect(pods.filter(({ metadata }) => metadata.deletionTimestamp !== undefined)).toEqual([]);
  const ips = pods.flatMap(({ status }) => status.podIP ?? []);
  expect(new Set(ips).size).toBe(ips.length);
  const [set] = await list(kinds.statefulsets);
  if (set?.spec.podManagementPolicy !== 'OrderedReady') return;
  const own = pods.filter((pod) => controllerOf(pod)?.uid === set.metadata.uid);
  if (!own.every(isReady)) return;
  const start = set.spec.ordinals?.start ?? 0;
  const wanted = Array.from({ length: set.spec.replicas ?? 1 }, (_, index) => start + index);
  expect(own.map(ordinalIn).sort((left, right) => left - right)).toEqual(wanted);
}

/** The addresses behind a Service, read from the pods themselves. */
function addressesOf({ metadata, spec }: Service, pods: readonly Pod[]): Map<string, string> {
  const selected = pods.filter((pod) => labelSelectorMatches({ matchLabels: spec.selector }, pod.metadata.labels));
  const published = selected.filter((pod) => pod.status.podIP && (isReady(pod) || spec.publishNotReadyAddresses));
  const nameOf = (pod: Pod, ip: string): string =>
    pod.spec.subdomain === metadata.name ? (pod.spec.hostname ?? '') : ip.replaceAll('.', '-');
  return new Map(published.map((pod) => [nameOf(pod, pod.status.podIP ?? ''), pod.status.podIP ?? '']));
}

async function checkDns({ cluster, list }: TestCluster): Promise<void> {
  const world = await loadDnsWorld(cluster.client);
  const pods = await list(kinds.pods);
  const ask = (name: string) => {
    const { status, answers } = answer({ name: `${name}.default.svc.cluster.local`, type: 'A' }, world);
    return { status, addresses: answers.flatMap((record) => ('address' in record ? [record.address] : [])).sort() };
  };
  const found = (addresses: string[]) => ({
    status: addresses.length > 0 ? 'NOERROR' : 'NXDOMAIN',
    addresses: addresses.sort(),
  });
  for (const each of (await list(kinds.services)).filter(({ spec }) => spec.selector !== undefined)) {
    const { name } = each.metadata;
    const behind = addressesOf(each, pods);
    const own = each.spec.clusterIP === 'None' ? [...behind.values()] : [each.spec.clusterIP ?? ''];
    expect(ask(name)).toEqual(found(own));
    for (const pod of pods) {
      const ip = behind.get(pod.metadata.name);
      expect(ask(`${pod.metadata.name}.${name}`)).toEqual(found(ip === undefined ? [] : [ip]));
    }
  }
}

async function checkEndpoints({ list }: TestCluster): Promise<void> {
  const slices = await list(kinds.endpointslices);
  for (const { metadata, subsets = [] } of await list(kinds.endpoints)) {
    const own = slices.filter((slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === metadata.name);
    const inSlices = own.flatMap(({ endpoints }) =>
      endpoints.map(({ addresses, conditions, hostname }) => `${addresses[0]} ${conditions?.ready} ${hostname}`),
    );
    const inEndpoints = subsets.flatMap(({ addresses = [], notReadyAddresses = [] }) => [
      ...addresses.map(({ ip, hostname }) => `${ip} true ${hostname}`),
      ...notReadyAddresses.map(({ ip, hostname }) => `${ip} false ${hostname}`),
    ]);
    expect(inSlices.sort()).toEqual(inEndpoints.sort());
  }
}

/** Only kubelets wait for something: any other controller's timer is that of a request which was refused. */
async function checkSettled({ cluster }: TestCluster): Promise<void> {
  const { store } = cluster;
  const timers = (store.getRecord('timers') ?? []) as { controller: string }[];
  expect(timers.filter(({ controller }) => controller !== 'kubelet')).toEqual([]);
  const before = { version: store.version, objects: JSON.stringify(store.snapshot().objects) };
  await cluster.resync();
  expect(store.version).toBe(before.version);
  expect(JSON.stringify(store.snapshot().objects)).toBe(before.objects);
}

describe('the simulated cluster, whatever is done to it', () => {
  it('keeps its promises after every step', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const test = await openCluster();
        const broken = watchOrder(test);
        const checkClaims = watchClaims(test);
        for (const next of all) {
          await take(test, next);
          expect(broken).toEqual([]);
          checkClaims();
          await checkStorage(test);
          await checkPods(test);
          await checkDns(test);
          await checkEndpoints(test);
          await checkSettled(test);
        }
      }),
      { numRuns: numberOfRuns },
    );
  });

  it('does the same again from the same seed', { timeout: 60_000 }, async () => {
    const run = async (all: readonly Step[]) => {
      const test = await openCluster('seed');
      for (const next of all) await take(test, next);
      return JSON.stringify(test.cluster.store.snapshot());
    };
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        expect(await run(all)).toBe(await run(all));
      }),
      { numRuns: 10 },
    );
  });
});
