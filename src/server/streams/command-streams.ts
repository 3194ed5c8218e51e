import type { JsonObject } from '../../apimachinery/json';

/** The streams of a command in a container, however they travel. */
export type CommandStreams = {
  /** What the client sends as standard input; ends when it closes that, or is gone. */
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: (bytes: Uint8Array) => void;
  readonly stderr: (bytes: Uint8Array) => void;
  /** Tells the client what became of the command, and closes everything. */
  readonly end: (status: JsonObject) => void;
  /** Ends when the client is gone. */
  readonly closed: AbortSignal;
};

/** The Status of a command that ended. @upstream apimachinery util/remotecommand, pkg/kubelet/cri/streaming/remotecommand */
export function exitStatus(exitCode: number): JsonObject {
  if (exitCode === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${exitCode}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  };
}

/** What the API server makes of a kubelet's refusal, for clients that do not speak with the kubelet themselves. @upstream apiserver util/proxy streamtranslator.go */
export function translatedStatus(status: JsonObject): JsonObject {
  if (status.status === 'Success' || status.reason === 'NonZeroExitCode') return status;
  return { ...status, reason: 'InternalError', message: `Internal error occurred: ${status.message}`, code: 500 };
}
