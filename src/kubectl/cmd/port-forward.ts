import type { Service } from '../../resources/core/service-types';
import type { CommandSpec, Invocation } from '../command';
import { CommandError, UsageError } from '../command-error';
import { podTimeoutFlag } from '../common-flags';
import type { Kubectl } from '../kubectl';
import { forwardPorts } from '../port-forward/forward';
import { podPorts, servicePorts } from '../port-forward/named-ports';
import { parseAddresses, parsePorts } from '../port-forward/ports';
import { attachablePod, findPodOwner } from '../resource/attachable-pod';

export const command: CommandSpec = {
  name: 'port-forward',
  usage: 'TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  examples: ['port-forward web-0 8080:80', 'port-forward service/web :http', 'port-forward deployment/hello 5000 6000'],
  flags: [
    {
      name: 'address',
      type: 'stringSlice',
      default: 'localhost',
      usage: 'Addresses to listen on: IP addresses, or localhost for 127.0.0.1 and ::1.',
    },
    podTimeoutFlag('1m0s'),
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  const [target = '', ...texts] = args;
  if (texts.length === 0) {
    throw new UsageError('TYPE/NAME and list of ports are required for port-forward', 'port-forward');
  }
  const timeout = flags.duration('pod-running-timeout');
  if (timeout <= 0) throw new UsageError('--pod-running-timeout must be higher than zero', 'port-forward');
  const owner = await findPodOwner(kubectl, target);
  const pod = await attachablePod(kubectl, owner, timeout);
  const ports =
    owner.kind.plural === 'services' ? servicePorts(owner.object as Service, pod, texts) : podPorts(pod, texts);
  const { phase } = pod.status;
  if (phase !== 'Running') {
    throw new CommandError(`unable to forward port because pod is not running. Current status=${phase}`);
  }
  const addresses = parseAddresses(flags.list('address'));
  await forwardPorts(kubectl, { pod, addresses, ports: parsePorts(ports) });
}
