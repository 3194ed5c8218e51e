import { isPodTerminal } from '../../resources/core/pod';
import type { Container, Pod } from '../../resources/core/pod-types';
import { attach } from '../attach';
import type { CommandSpec, Flags, Invocation } from '../command';
import { CommandError, UsageError } from '../command-error';
import { containerFlag, podTimeoutFlag } from '../common-flags';
import type { Kubectl } from '../kubectl';
import { attachablePod, findPodOwner } from '../resource/attachable-pod';
import { containersOf, defaultContainer } from '../resource/pod-container';

export const command: CommandSpec = {
  name: 'attach',
  usage: '(POD | TYPE/NAME) -c CONTAINER',
  examples: ['attach web-0', 'attach web-0 -c nginx', 'attach shell -i -t', 'attach deployment/hello'],
  flags: [
    containerFlag,
    podTimeoutFlag('1m0s'),
    { name: 'quiet', short: 'q', type: 'bool', usage: 'Only print output from the remote session.' },
    { name: 'stdin', short: 'i', type: 'bool', usage: 'Pass stdin to the container.' },
    { name: 'tty', short: 't', type: 'bool', usage: 'Stdin is a TTY.' },
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<number> {
  const timeout = flags.duration('pod-running-timeout');
  if (timeout <= 0) throw new UsageError('--pod-running-timeout must be higher than zero', 'attach');
  if (args.length === 0) throw new CommandError('at least 1 argument is required for attach');
  if (args.length > 2) {
    throw new CommandError(
      `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: [${args.join(' ')}]`,
    );
  }
  const pod = await attachablePod(kubectl, await findPodOwner(kubectl, args.join('/')), timeout);
  if (isPodTerminal(pod)) {
    throw new CommandError(`cannot attach a container in a completed pod; current phase is ${pod.status.phase}`);
  }
  const container = chooseContainer(pod, flags, kubectl);
  return await attach(kubectl, pod, container, {
    stdin: flags.bool('stdin'),
    tty: flags.bool('tty'),
    quiet: flags.bool('quiet'),
  });
}

function chooseContainer(pod: Pod, flags: Flags, kubectl: Kubectl): Container {
  const name = flags.text('container');
  if (name === '') return defaultContainer(pod, flags.bool('quiet'), kubectl);
  const found = containersOf(pod).find((container) => container.name === name);
  if (found !== undefined) return found;
  throw new CommandError(`cannot attach to the container: container ${name} not found in pod ${pod.metadata.name}`);
}
