import { StatusError } from '../apimachinery/errors';
import { names as nodes } from '../resources/core/node';
import type { Pod } from '../resources/core/pod-types';
import type { Client } from './client';

/**
 * What becomes of a command that the container runtime cannot start: Docker tells of it through the command's own
 * streams, containerd through the API.
 * @param startError the runtime's words
 * @throws StatusError InternalError as the kubelet answers
 * @upstream pkg/kubelet/cri/streaming/remotecommand/exec.go ServeExec
 */
export async function startFailure(
  client: Client,
  pod: Pod,
  startError: string,
): Promise<{ readonly stdout: string; readonly stderr: string; readonly exitCode: number }> {
  const node = await client.get(nodes, pod.spec.nodeName ?? '');
  if (node.status.nodeInfo?.containerRuntimeVersion?.startsWith('docker://')) {
    return { stdout: '', stderr: `${startError}\n`, exitCode: 126 };
  }
  throw new StatusError(
    'InternalError',
    `Internal error occurred: error executing command in container: failed to exec in container: failed to start exec: ${startError}`,
  );
}
