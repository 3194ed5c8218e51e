import { addressAt, indexOf, parseCidr } from '../apimachinery/ip';
import type { JsonObject } from '../apimachinery/json';
import { keyOf } from '../apimachinery/meta';
import type { Client } from '../client/client';
import type { KubeletRuntime, Outcome } from '../kubelet/runtime';
import type { Container, Pod } from '../resources/core/pod-types';
import { createContainerWorld } from '../runtime/container';
import { processOutcome } from '../runtime/process';
import type { Store } from '../store/store';
import { exitOf } from './exits';
import { faults } from './faults';
import { recordLog } from './logs';
import type { Profile } from './profiles/profile';

const ADDRESSES = 'podAddresses';

/** The simulated machine below the kubelets: processes, the pod network, and the faults that people ask for. */
export function createMachine(store: Store, client: Client, profile: () => Profile, now: () => number): KubeletRuntime {
  return {
    outcome: (pod, container, attempt) => outcomeOf(store, client, now, pod, container, attempt),
    allocateIP: (nodeName) => allocateIP(store, profile(), nodeName),
    faultOf: (pod) => faults(store)[keyOf(pod)],
    canPull: (image) => !/^[^/]*\.invalid(:\d+)?\//.test(image),
  };
}

async function outcomeOf(
  store: Store,
  client: Client,
  now: () => number,
  pod: Pod,
  container: Container,
  attempt: number,
): Promise<Outcome> {
  const exitCode = exitOf(store, pod, container.name, attempt);
  if (exitCode !== undefined) return { type: 'exited', exitCode, after: 0 };
  if (container.stdin) return { type: 'running' };
  const { output, ...outcome } = await processOutcome(container, () =>
    createContainerWorld(client, pod, container.name, now()),
  );
  recordLog(store, pod, container.name, attempt, { at: now(), text: output });
  return outcome;
}

/** The next free address of a node, going round: a pod that comes back gets another one. */
function allocateIP(store: Store, profile: Profile, nodeName: string): string {
  const node = store.get(`nodes//${nodeName}`) as { spec?: { podCIDR?: string } } | undefined;
  const range = node?.spec?.podCIDR ?? profile.nodes[0]?.podCidr ?? '10.244.0.0/24';
  const cidr = parseCidr(range);
  const taken = new Set(
    store.range('pods/').flatMap((pod) => {
      const index = indexOf(cidr, (pod as Pod).status.podIP ?? '');
      return index === undefined ? [] : [index];
    }),
  );
  const addresses = (store.getRecord(ADDRESSES) ?? {}) as JsonObject;
  const last = Number(addresses[range] ?? profile.firstPod - 1);
  let next = last;
  do next = next + 1 < cidr.size - 1 ? next + 1 : profile.firstPod;
  while (taken.has(next) && next !== last);
  store.setRecord(ADDRESSES, { ...addresses, [range]: next });
  return addressAt(cidr, next);
}
