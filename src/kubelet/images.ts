import type { EventNote } from '../client/recorder';
import type { Node } from '../resources/core/node';
import type { Container, Pod } from '../resources/core/pod-types';
import type { KubeletRuntime } from './runtime';

/** Why an image is not there. */
export type ImageProblem = { readonly reason: string; readonly message: string; readonly notes: readonly EventNote[] };

const reference =
  /^[a-z0-9]+([._-]+[a-z0-9]+)*(\.[a-z0-9-]+)*(:\d+)?(\/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*(:[\w][\w.-]{0,127})?(@[a-z0-9+.-]+:[0-9a-fA-F]{32,})?$/;

function note(type: EventNote['type'], reason: string, message: string, container: string): EventNote {
  return { type, reason, message, fieldPath: `spec.containers{${container}}` };
}

/** Why a container's image cannot be had; undefined when it can. */
export function imageProblem(runtime: KubeletRuntime, pod: Pod, { name, image }: Container): ImageProblem | undefined {
  if (!reference.test(image)) {
    const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`;
    return { reason: 'InvalidImageName', message, notes: [note('Warning', 'InspectFailed', message, name)] };
  }
  if (runtime.canPull(image) && runtime.faultOf(pod) !== 'image-pull') return undefined;
  const detail = `failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
  return {
    reason: 'ImagePullBackOff',
    message: `Back-off pulling image "${image}": ErrImagePull: rpc error: code = NotFound desc = ${detail}`,
    notes: [
      note('Normal', 'Pulling', `Pulling image "${image}"`, name),
      note('Warning', 'Failed', `Failed to pull image "${image}": rpc error: code = NotFound desc = ${detail}`, name),
      note('Warning', 'Failed', 'Error: ErrImagePull', name),
      note('Normal', 'BackOff', `Back-off pulling image "${image}"`, name),
      note('Warning', 'Failed', 'Error: ImagePullBackOff', name),
    ],
  };
}

/** What the kubelet tells of getting an image that is there. */
export function imageNotes(node: Node, { name, image, imagePullPolicy }: Container): EventNote[] {
  const isPresent = node.status.images?.some(({ names }) => names.includes(image)) ?? false;
  if (isPresent && imagePullPolicy !== 'Always') {
    return [note('Normal', 'Pulled', `Container image "${image}" already present on machine`, name)];
  }
  const pulled = `Successfully pulled image "${image}" in 1.2s (1.2s including waiting). Image size: ${sizeOf(image)} bytes.`;
  return [note('Normal', 'Pulling', `Pulling image "${image}"`, name), note('Normal', 'Pulled', pulled, name)];
}

/** A size that depends on the image's name only: the simulator has no images. */
export function sizeOf(image: string): number {
  let size = 2_000_000;
  for (const character of image) size = (size * 31 + character.charCodeAt(0)) % 180_000_000;
  return size + 2_000_000;
}
