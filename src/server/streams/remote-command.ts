import { StatusError } from '../../apimachinery/errors';
import { isContainerRunning as isRunning } from '../../resources/core/pod';
import type { Api } from '../http/exchange';
import { asStatusError, failureStatus } from '../http/status';
import { type CommandStreams, exitStatus } from './command-streams';
import type { FoundPod } from './found-pod';

/** A command that a client wants to run in a container, or the container's own process that it wants to join. */
export type CommandRequest = {
  readonly found: FoundPod;
  readonly container: string;
  /** Undefined joins the container's own process. */
  readonly argv?: readonly string[];
  readonly stdin: boolean;
  readonly tty: boolean;
};

/** Runs a command with a client's streams, and tells the client what became of it. */
export async function runRemoteCommand(
  api: Api,
  request: CommandRequest,
  streams: CommandStreams,
  onError: (error: unknown) => void,
): Promise<void> {
  try {
    refuseStopped(request);
    streams.end(exitStatus(await exec(api, request, streams)));
  } catch (error) {
    if (!(error instanceof StatusError)) onError(error);
    streams.end(failureStatus(asStatusError(error)));
  }
}

/** @upstream pkg/kubelet/kubelet_pods.go GetExec, client-go transport/spdy */
function refuseStopped({ found, container }: CommandRequest): void {
  if (isRunning(found.pod, container)) return;
  const detail = `container not found (${JSON.stringify(container)})`;
  throw new StatusError('InternalError', `unable to upgrade connection: ${detail}`);
}

/** A command that waits lets others work on the cluster meanwhile. */
async function exec({ backend }: Api, request: CommandRequest, streams: CommandStreams): Promise<number> {
  const { found, container, argv, stdin, tty } = request;
  return await backend.session(async (outside) => {
    return await backend.containers.run(found.pod, container, argv, {
      stdin: stdin ? streams.stdin : undefined,
      stdout: streams.stdout,
      stderr: tty ? streams.stdout : streams.stderr,
      terminal: tty ? { isRaw: true, size: () => ({ columns: 80, rows: 24 }), onResize: () => undefined } : undefined,
      outside,
      closed: streams.closed,
    });
  });
}
