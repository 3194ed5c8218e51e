import { badRequest, StatusError } from '../../apimachinery/errors';
import { isPodTerminal } from '../../resources/core/pod';
import type { Container, Pod } from '../../resources/core/pod-types';
import type { CommandSpec, Invocation } from '../command';
import { CommandError, UsageError } from '../command-error';
import { containerFlag, podTimeoutFlag } from '../common-flags';
import type { Kubectl } from '../kubectl';
import { attachablePod, findPodOwner } from '../resource/attachable-pod';
import { containersOf, defaultContainer, refuseStopped } from '../resource/pod-container';
import { runSession } from '../session';

export const command: CommandSpec = {
  name: 'exec',
  usage: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  examples: ['exec web-0 -- hostname', 'exec -it web-0 -- sh', 'exec web-0 -c nginx -- cat /etc/resolv.conf'],
  flags: [
    containerFlag,
    { name: 'stdin', short: 'i', type: 'bool', usage: 'Pass stdin to the container.' },
    { name: 'tty', short: 't', type: 'bool', usage: 'Stdin is a TTY.' },
    { name: 'quiet', short: 'q', type: 'bool', usage: 'Only print output from the remote session.' },
    { name: 'filename', short: 'f', type: 'stringSlice', usage: 'To use to exec into the resource.' },
    podTimeoutFlag('1m0s'),
  ],
  run,
};

async function run({ flags, args, dashAt }: Invocation, kubectl: Kubectl): Promise<number> {
  const words = args.slice(0, dashAt ?? args.length);
  const argv = dashAt === undefined ? args.slice(1) : args.slice(dashAt);
  const [target] = words;
  if (target === undefined || (dashAt === 0 && flags.list('filename').length === 0)) {
    throw new CommandError('pod, type/name or --filename must be specified');
  }
  if (argv.length === 0) throw new CommandError('you must specify at least one command for the container');
  if (dashAt === undefined) {
    throw new UsageError('exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead', 'exec');
  }
  const pod = await attachablePod(kubectl, await findPodOwner(kubectl, target), flags.duration('pod-running-timeout'));
  const container = chooseContainer(pod, flags.text('container'), flags.bool('quiet'), kubectl);
  refuseUnstarted(pod, container);
  const stdin = flags.bool('stdin');
  let tty = flags.bool('tty');
  if (tty && stdin && !kubectl.streams.isInputTerminal) {
    if (!flags.bool('quiet'))
      kubectl.streams.err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
    tty = false;
  }
  const exitCode = await orInternalError(() =>
    runSession(kubectl, { pod, container: container.name, argv, stdin, tty }),
  );
  if (exitCode !== 0) kubectl.streams.err(`command terminated with exit code ${exitCode}\n`);
  return exitCode;
}

/** @upstream kubectl pkg/cmd/exec ExecOptions.Run; a container that is named is looked for by the server */
export function chooseContainer(pod: Pod, name: string, quiet: boolean, kubectl: Kubectl): Container {
  if (name === '') return defaultContainer(pod, quiet, kubectl);
  const found = containersOf(pod).find((container) => container.name === name);
  if (found === undefined) throw badRequest(`container ${name} is not valid for pod ${pod.metadata.name}`);
  return found;
}

/** @throws CommandError, StatusError where nothing can be run in a container */
export function refuseUnstarted(pod: Pod, container: Container): void {
  const { metadata, spec, status } = pod;
  if (isPodTerminal(pod)) {
    throw new CommandError(`cannot exec into a container in a completed pod; current phase is ${status.phase}`);
  }
  if (!spec.nodeName) throw badRequest(`pod ${metadata.name} does not have a host assigned`);
  refuseStopped(pod, container.name);
}

/** What the API server says where the kubelet cannot start a command, not where it forbids it itself. @upstream apiserver util/proxy streamtranslator.go */
export async function orInternalError<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const isKubelets = error instanceof StatusError && error.reason !== 'Forbidden';
    throw isKubelets ? new CommandError(`Internal error occurred: ${error.message}`) : error;
  }
}
