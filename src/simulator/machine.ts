import { addressAt, indexOf, parseCidr } from '../apimachinery/ip';
import type { JsonObject } from '../apimachinery/json';
import { keyOf } from '../apimachinery/meta';
import type { KubeletRuntime, Outcome } from '../kubelet/runtime';
import type { Pod } from '../resources/core/pod-types';
import type { ProcessRecord } from '../runtime/process/process-record';
import type { Store } from '../store/store';
import { faults } from './faults';
import type { Processes } from './processes';
import type { Profile } from './profiles/profile';

const ADDRESSES = 'podAddresses';

/** The simulated machine below the kubelets: processes, the pod network, and the faults that people ask for. */
export function createMachine(store: Store, processes: Processes, profile: () => Profile): KubeletRuntime {
  return {
    outcome: async (pod, container, attempt) => outcomeOf(await processes.look(pod, container, attempt)),
    allocateIP: (nodeName) => allocateIP(store, profile(), nodeName),
    faultOf: (pod) => faults(store)[keyOf(pod)],
    canPull: (image) => !/^[^/]*\.invalid(:\d+)?\//.test(image),
  };
}

function outcomeOf({ exitCode, wake, isEndless, startError }: ProcessRecord): Outcome {
  if (startError !== undefined) {
    const failure = 'failed to create containerd task: failed to create shim task: OCI runtime create failed';
    return {
      type: 'failed',
      message: `${failure}: runc create failed: unable to start container process: ${startError}: unknown`,
    };
  }
  if (wake !== undefined) return { type: 'running', until: isEndless ? undefined : wake };
  return exitCode === undefined ? { type: 'running' } : { type: 'exited', exitCode };
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
