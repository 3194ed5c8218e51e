import { captured } from '../../client/captured';
import { names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import type { CommandSpec, Invocation } from '../command';
import { CommandError, throwAll } from '../command-error';
import { selectorFlag } from '../common-flags';
import type { Kubectl } from '../kubectl';
import { attachablePod, findPodOwner } from '../resource/attachable-pod';
import { chooseContainer } from './exec';

/** The simulator's short form of `exec POD -- hostname`, for several pods at once. */
export const command: CommandSpec = {
  name: 'exec-hostname',
  usage: '(POD... | -l label) [--fqdn]',
  examples: ['exec-hostname web-0', 'exec-hostname web-0 web-1', 'exec-hostname -l app=nginx'],
  flags: [
    selectorFlag,
    { name: 'fqdn', short: 'f', type: 'bool', usage: 'Print the long name, as hostname -f does.' },
    { name: 'container', short: 'c', type: 'string', usage: 'Container name.' },
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  const { client, containers, namespace, streams } = kubectl;
  const labelSelector = flags.text('selector');
  if (args.length === 0 && labelSelector === '') throw new CommandError('pod names or a selector must be specified');
  if (args.length > 0 && labelSelector !== '')
    throw new CommandError('name cannot be provided when a selector is specified');
  const errors: unknown[] = [];
  const found: Pod[] = labelSelector === '' ? [] : (await client.list(pods, { namespace, labelSelector })).items;
  for (const name of args)
    await attachablePod(kubectl, await findPodOwner(kubectl, name), 0).then(
      (pod) => found.push(pod),
      (error) => errors.push(error),
    );
  if (found.length === 0 && errors.length === 0) streams.err(`No resources found in ${namespace} namespace.\n`);
  for (const pod of found) {
    const { name } = chooseContainer(pod, flags.text('container'), true, kubectl);
    const argv = flags.bool('fqdn') ? ['hostname', '-f'] : ['hostname'];
    await captured(containers, pod, name, argv).then(
      ({ stdout }) => streams.out(new TextDecoder().decode(stdout)),
      (error) => errors.push(error),
    );
  }
  throwAll(errors);
}
