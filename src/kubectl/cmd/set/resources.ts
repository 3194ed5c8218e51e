import type { KubeObject } from '../../../apimachinery/meta';
import { recordFlag, warnOfRecord, withChangeCause } from '../../change-cause';
import type { CommandSpec, Flags, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import { selectorFlag } from '../../common-flags';
import { dryRunOf } from '../../dry-run';
import { resourceList } from '../../generate/resource-list';
import type { Kubectl } from '../../kubectl';
import { printerFor } from '../../printers/printer';
import { changeObjects, objectsToSet } from '../../set/change-objects';
import { podSpecOf, selectContainers } from '../../set/pod-spec';
import { containersFlag, setFlags } from '../../set/set-flags';

/** @upstream kubectl pkg/cmd/set/set_resources.go */
export const command: CommandSpec = {
  name: 'set resources',
  usage: '(-f FILENAME | TYPE NAME) ([--limits=LIMITS & --requests=REQUESTS]',
  examples: [
    'set resources deployment nginx -c=nginx --limits=cpu=200m,memory=512Mi',
    'set resources deployment nginx --limits=cpu=0,memory=0 --requests=cpu=0,memory=0',
  ],
  flags: [
    ...setFlags,
    selectorFlag,
    recordFlag,
    containersFlag,
    { name: 'limits', type: 'string', usage: "The most that a container may use: 'cpu=100m,memory=256Mi'." },
    { name: 'requests', type: 'string', usage: "What is kept free for a container: 'cpu=100m,memory=256Mi'." },
  ],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags, args } = invocation;
  warnOfRecord(flags, kubectl);
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const print = await printerFor(flags, kubectl);
  const infos = await objectsToSet({ flags, args }, kubectl);
  refuse(flags);
  const limits = resourceList(flags.text('limits'));
  const requests = resourceList(flags.text('requests'));
  const pattern = flags.text('containers');
  const errors: unknown[] = [];
  const change = {
    apply(object: KubeObject) {
      const containers = selectContainers(podSpecOf(object), pattern);
      for (const container of containers) {
        const own = container.resources ?? {};
        const set = { limits: { ...own.limits, ...limits }, requests: { ...own.requests, ...requests } };
        container.resources = { ...own, ...set };
      }
      if (containers.length > 0) return withChangeCause(object, command, invocation, kubectl);
      errors.push(new CommandError(`error: unable to find container named ${pattern}`, 1, false));
      return undefined;
    },
    done: 'resource requirements updated',
    failure: 'failed to patch resources update to pod template ',
  };
  await changeObjects(infos, change, { invocation, dryRun, print }, kubectl, errors);
}

function refuse(flags: Flags): void {
  if (flags.bool('local') && flags.text('dry-run') === 'server') {
    throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  }
  if (flags.bool('all') && flags.text('selector') !== '') {
    throw new CommandError('cannot set --all and --selector at the same time');
  }
  if (flags.text('limits') === '' && flags.text('requests') === '') {
    throw new CommandError('you must specify an update to requests or limits (in the form of --requests/--limits)');
  }
}
