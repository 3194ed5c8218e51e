import { fnv32a } from '../apimachinery/hash';
import { formatTime } from '../apimachinery/time';
import type { Container, ContainerStatus, Pod } from '../resources/core/pod';

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

/** The repository digest of an image. */
function imageId(image: string): string {
  const name = normalImage(image).replace(/:[^:/@]+$/, '');
  return image.includes('@') ? normalImage(image) : `${name}@sha256:${digest(normalImage(image))}`;
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
  pod: Pod,
  container: Container,
  before: ContainerStatus | undefined,
  restartCount: number,
  now: number,
): ContainerStatus {
  const last = before?.state?.terminated;
  return {
    name: container.name,
    state: { running: { startedAt: formatTime(now) } },
    lastState: last === undefined ? (before?.lastState ?? {}) : { terminated: last },
    ready: false,
    restartCount,
    image: container.image,
    imageID: imageId(container.image),
    containerID: `containerd://${digest(`${pod.metadata.uid}/${container.name}/${restartCount}`)}`,
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
