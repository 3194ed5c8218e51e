import type { Controller, ControllerContext } from '../client/controller';
import { customResourceDefinitionController } from '../controllers/customresourcedefinition';
import { deploymentController } from '../controllers/deployment/controller';
import { endpointsController } from '../controllers/endpoints';
import { endpointSliceController } from '../controllers/endpointslice';
import { endpointSliceMirroringController } from '../controllers/endpointslice-mirroring';
import { garbageCollector } from '../controllers/garbage-collector';
import { ControllerManager } from '../controllers/manager';
import { namespaceController } from '../controllers/namespace';
import { persistentVolumeBinder } from '../controllers/persistentvolume-binder';
import { provisionerController } from '../controllers/provisioner';
import { replicaSetController } from '../controllers/replicaset';
import { serviceAccountController } from '../controllers/service-account';
import { serviceLoadBalancerController } from '../controllers/service-load-balancer';
import { statefulSetController } from '../controllers/statefulset/controller';
import { claimProtectionController, volumeProtectionController } from '../controllers/storage-protection';
import { kubelet } from '../kubelet/kubelet';
import type { KubeletRuntime } from '../kubelet/runtime';
import { scheduler } from '../scheduler/scheduler';
import type { Store } from '../store/store';
import { createMachine } from './machine';
import type { Processes } from './processes';
import type { Profile } from './profiles/profile';

/** All that reacts to changes, in the order in which a change is told. */
function controllersFor(profile: Profile, runtime: KubeletRuntime): Controller[] {
  return [
    serviceAccountController,
    deploymentController,
    replicaSetController,
    statefulSetController,
    persistentVolumeBinder,
    provisionerController,
    endpointsController,
    endpointSliceController,
    endpointSliceMirroringController,
    ...(profile.hasLoadBalancer ? [serviceLoadBalancerController] : []),
    scheduler,
    kubelet(runtime),
    claimProtectionController,
    volumeProtectionController,
    garbageCollector,
    namespaceController,
    customResourceDefinitionController,
  ];
}

/** The controllers of a cluster, behind its door. */
export function createManager(
  store: Store,
  context: ControllerContext,
  profile: Profile,
  processes: Processes,
): ControllerManager {
  const machine = createMachine(store, processes, () => profile);
  return new ControllerManager(controllersFor(profile, machine), context.client, context);
}
