import { clone } from '../../apimachinery/json';
import { schemaFor } from '../../apimachinery/patch/merge-keys';
import { createTwoWayStrategicPatch } from '../../apimachinery/patch/two-way';
import { names as pods } from '../../resources/core/pod';
import type { EphemeralContainer, Pod } from '../../resources/core/pod-types';
import type { Kubectl } from '../kubectl';
import { asTyped } from '../typed/as-typed';
import { customized } from './custom-profile';
import { type Debugged, debuggerContainer, debuggerName, warnOfUser } from './debugger';
import type { DebugOptions } from './options';
import { applyProfile } from './profiles';

/**
 * Adds a container to a running pod.
 * @throws StatusError
 * @upstream kubectl pkg/cmd/debug debugByEphemeralContainer
 */
export async function debugInPod(kubectl: Kubectl, before: Pod, options: DebugOptions): Promise<Debugged> {
  const { metadata } = before;
  const name = debuggerName(kubectl, before, options);
  const after = withDebugger(before, name, options);
  warnOfUser(kubectl, before, after.spec.ephemeralContainers?.at(-1));
  const schema = schemaFor('v1', 'Pod') ?? {};
  const body = createTwoWayStrategicPatch(asTyped(before), asTyped(after), schema);
  const { namespace } = metadata;
  const target = { namespace, subresource: 'ephemeralcontainers' } as const;
  const pod = await kubectl.client.patch(pods, metadata.name, { type: 'strategic', body }, target);
  return { pod, container: name };
}

function withDebugger(before: Pod, name: string, options: DebugOptions): Pod {
  const { targetContainer, profile, keep, custom } = options;
  const pod = clone(before);
  const added: EphemeralContainer = debuggerContainer(name, options);
  if (targetContainer !== '') added.targetContainerName = targetContainer;
  pod.spec.ephemeralContainers = [...(pod.spec.ephemeralContainers ?? []), added];
  applyProfile(profile, 'ephemeral', pod, name, keep);
  if (custom !== undefined) {
    const found = pod.spec.ephemeralContainers.findIndex((container) => container.name === name);
    pod.spec.ephemeralContainers = pod.spec.ephemeralContainers.map((container, index) =>
      index === found ? customized(container, custom) : container,
    );
  }
  return pod;
}
