import { fnv32a } from '../apimachinery/hash';
import { formatTime } from '../apimachinery/time';
import type { Node } from '../resources/core/node';
import type { Container, ContainerStatus } from '../resources/core/pod-types';
import type { StageFacts } from './stage';

/** Sixty-four hexadecimal digits that depend on a text only. */
function digest(text: string): string {
  return Array.from({ length: 8 }, (_, part) => fnv32a(`${part}:${text}`).toString(16).padStart(8, '0')).join('');
}

/** The image as the runtime names it: `docker.io/library/nginx:1.27`, `docker.io/bitnami/redis:7`. */
function normalImage(image: string): string {
  const name = image.includes('@') || /:[^/]+$/.test(image) ? image : `${image}:latest`;
  const [first = '', ...rest] = name.split('/');
  const hasRegistry = rest.length > 0 && (first.includes('.') || first.includes(':') || first === 'localhost');
  if (hasRegistry) return name;
  return rest.length === 0 ? `docker.io/library/${name}` : `docker.io/${name}`;
}

/** How a node's container runtime writes identifiers: docker and containerd differ. */
type RuntimeNames = {
  readonly containerID: (id: string) => string;
  readonly image: (image: string) => string;
  readonly imageID: (repository: string, hash: string) => string;
};

const containerd: RuntimeNames = {
  containerID: (id) => `containerd://${id}`,
  image: normalImage,
  imageID: (repository, hash) => `${repository}@sha256:${hash}`,
};

const docker: RuntimeNames = {
  containerID: (id) => `docker://${id}`,
  image: (image) => (image.includes('@') || /:[^/]+$/.test(image) ? image : `${image}:latest`),
  imageID: (repository, hash) =>
    `docker-pullable://${repository.replace(/^docker\.io\/(library\/)?/, '')}@sha256:${hash}`,
};

function namesOf({ status }: Node): RuntimeNames {
  return status.nodeInfo?.containerRuntimeVersion?.startsWith('docker://') ? docker : containerd;
}

/** The repository and digest of an image. */
function imageId(image: string, names: RuntimeNames): string {
  const full = normalImage(image);
  const [repository = '', hash] = full.split('@sha256:');
  return names.imageID(repository.replace(/:[^:/]+$/, ''), hash ?? digest(full));
}

/** The mounts as the kubelet reports them. @upstream pkg/kubelet/kubelet_pods.go convertToAPIContainerStatuses */
function mountStatuses({ volumeMounts }: Container): ContainerStatus['volumeMounts'] {
  return volumeMounts?.map(({ name, mountPath, readOnly }) => ({
    name,
    mountPath,
    readOnly,
    recursiveReadOnly: readOnly ? 'Disabled' : undefined,
  }));
}

/** A container that waits. */
export function waiting(
  container: Container,
  reason: string,
  before?: ContainerStatus,
  message?: string,
): ContainerStatus {
  return {
    name: container.name,
    state: { waiting: { reason, message } },
    lastState: before?.lastState ?? {},
    ready: false,
    restartCount: before?.restartCount ?? 0,
    image: before?.containerID ? before.image : container.image,
    imageID: before?.imageID ?? '',
    containerID: before?.containerID,
    started: false,
  };
}

/** A container that has been started; `restartCount` counts the times before. */
export function running(
  { pod, node, now }: Pick<StageFacts, 'pod' | 'node' | 'now'>,
  container: Container,
  before: ContainerStatus | undefined,
  restartCount: number,
): ContainerStatus {
  const names = namesOf(node);
  const last = before?.state?.terminated;
  return {
    name: container.name,
    state: { running: { startedAt: formatTime(now) } },
    lastState: last === undefined ? (before?.lastState ?? {}) : { terminated: last },
    ready: false,
    restartCount,
    image: names.image(container.image),
    imageID: imageId(container.image, names),
    containerID: names.containerID(digest(`${pod.metadata.uid}/${container.name}/${restartCount}`)),
    resources: container.resources,
    volumeMounts: mountStatuses(container),
    started: container.startupProbe === undefined,
  };
}

/** A container that has ended. */
export function terminated(before: ContainerStatus, exitCode: number, now: number): ContainerStatus {
  const startedAt = before.state?.running?.startedAt ?? formatTime(now);
  return {
    ...before,
    state: {
      terminated: {
        exitCode,
        reason: exitCode === 0 ? 'Completed' : 'Error',
        startedAt,
        finishedAt: formatTime(now),
        containerID: before.containerID,
      },
    },
    ready: false,
    started: false,
  };
}

/** A container whose process could not be started. @upstream containerd, internal/cri/server/container_start.go */
export function failedStart(before: ContainerStatus, message: string, now: number): ContainerStatus {
  const { containerID } = before;
  const times = { startedAt: '1970-01-01T00:00:00Z', finishedAt: formatTime(now) };
  const terminated = { exitCode: 128, reason: 'StartError', message, ...times, containerID };
  return { ...before, state: { terminated }, ready: false, started: false };
}
