import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import type { LogRequest } from './requests';

/** How logs are shown. */
export type LogDisplay = {
  readonly follow: boolean;
  /** Each line says whose it is. */
  readonly prefix: boolean;
  /** How many logs may be followed at once. */
  readonly limit: number;
  /** What goes wrong with one log is told, and the others go on. */
  readonly ignoreErrors: boolean;
};

/** Prints logs one after the other; several that are followed all at once. @upstream kubectl pkg/cmd/logs RunLogs */
export async function consumeLogs(
  kubectl: Kubectl,
  requests: readonly LogRequest[],
  display: LogDisplay,
): Promise<void> {
  const { follow, limit, ignoreErrors } = display;
  if (!follow || requests.length === 1) {
    for (const request of requests) await consume(kubectl, request, display);
    return;
  }
  if (requests.length > limit) {
    throw new CommandError(
      `you are attempting to follow ${requests.length} log streams, but maximum allowed concurrency is ${limit}, use --max-log-requests to increase the limit`,
    );
  }
  await Promise.all(
    requests.map(async (request) => {
      try {
        await consume(kubectl, request, display);
      } catch (error) {
        if (!ignoreErrors || !(error instanceof Error)) throw error;
        kubectl.streams.out(`error: ${error.message}\n`);
      }
    }),
  );
}

async function consume(kubectl: Kubectl, request: LogRequest, { follow, prefix }: LogDisplay): Promise<void> {
  const { containers, streams, outside } = kubectl;
  const { pod, container, options } = request;
  const head = prefix ? `[pod/${pod.metadata.name}/${container}] ` : '';
  if (!follow) {
    streams.out(withPrefix(head, await containers.log(pod, container, options)));
    return;
  }
  let unfinished = '';
  const tell = (text: string): void => {
    const whole = unfinished + text;
    const end = whole.lastIndexOf('\n') + 1;
    unfinished = whole.slice(end);
    streams.out(withPrefix(head, whole.slice(0, end)));
    streams.flush();
  };
  await containers.followLog(pod, container, options, tell, { outside, closed: streams.interrupted });
  streams.out(withPrefix(head, unfinished));
}

/** Puts something before each line of a text. */
function withPrefix(head: string, text: string): string {
  return head === '' ? text : text.replace(/[^\n]*\n|[^\n]+$/g, (line) => head + line);
}
