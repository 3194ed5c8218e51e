import { badRequest, StatusError } from '../../apimachinery/errors';
import { names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import type { Api } from '../http/exchange';
import { flag } from '../http/query';
import type { ResourcePath } from '../http/resource-path';
import type { FoundPod } from './found-pod';
import type { CommandRequest } from './remote-command';

/** The pod that a path names. @throws StatusError NotFound */
export async function findPod({ backend }: Api, { name = '', namespace }: ResourcePath): Promise<FoundPod> {
  return await backend.transact(async () => ({
    pod: await backend.client.get(pods, name, namespace),
    version: backend.version(),
  }));
}

/**
 * The container that a request names, or the only one.
 * @throws StatusError BadRequest
 * @upstream pkg/registry/core/pod/strategy.go validateContainer, LogLocation, streamLocation
 */
export function chooseContainer({ metadata, spec }: Pod, name: string): string {
  const all = [...spec.containers, ...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])];
  if (name !== '') {
    if (all.some((container) => container.name === name)) return name;
    throw badRequest(`container ${name} is not valid for pod ${metadata.name}`);
  }
  const [only, ...others] = spec.containers;
  if (only !== undefined && others.length === 0) return only.name;
  const list = (containers: readonly { name: string }[] = []): string =>
    `[${containers.map((container) => container.name).join(' ')}]`;
  const init = spec.initContainers?.length ? ` or one of the init containers: ${list(spec.initContainers)}` : '';
  throw badRequest(
    `a container name must be specified for pod ${metadata.name}, choose one of: ${list(spec.containers)}${init}`,
  );
}

/** What an exec or attach request asks for. @throws StatusError @upstream k8s.io/api/core/v1 PodExecOptions */
export async function readCommandRequest(
  api: Api,
  path: ResourcePath,
  query: URLSearchParams,
): Promise<CommandRequest> {
  const found = await findPod(api, path);
  const container = chooseContainer(found.pod, query.get('container') ?? '');
  const isExec = path.subresource === 'exec';
  const argv = query.getAll('command');
  const [stdin, stdout, stderr] = ['stdin', 'stdout', 'stderr'].map((name) => flag(query, name));
  if (!stdin && !stdout && !stderr) throw badRequest('you must specify at least 1 of stdin, stdout, stderr');
  if (isExec && argv.length === 0) throw badRequest('you must specify at least one command for the container');
  if (!found.pod.spec.nodeName) throw badRequest(`pod ${found.pod.metadata.name} does not have a host assigned`);
  return { found, container, argv: isExec ? argv : undefined, stdin: stdin ?? false, tty: flag(query, 'tty') };
}

/** @upstream pkg/registry/core/pod/strategy.go PortForwardLocation, pkg/kubelet */
export function refusePortForward({ metadata, spec, status }: Pod): void {
  if (!spec.nodeName) throw badRequest(`pod ${metadata.name} does not have a host assigned`);
  if (status.containerStatuses?.some(({ state }) => state?.running !== undefined)) return;
  throw new StatusError('InternalError', 'Internal error occurred: unable to forward port because pod is not running');
}
