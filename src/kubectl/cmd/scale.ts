import { qualifiedKind } from '../../apimachinery/meta';
import type { CommandSpec, Flags, Invocation } from '../command';
import { aggregateMessage, CommandError, throwAll } from '../command-error';
import { dryRunFlag, filenameFlags, printFlags, selectorFlag } from '../common-flags';
import { dryRunOf, dryRunSuffix } from '../dry-run';
import type { Kubectl } from '../kubectl';
import { printerFor } from '../printers/printer';
import { readTargets, requireResources } from '../resource/arguments';
import { manifestPaths } from '../resource/manifest-paths';
import { type Info, selectObjects } from '../resource/select';

export const command: CommandSpec = {
  name: 'scale',
  usage: '[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)',
  examples: ['scale statefulset web --replicas=5', 'scale sts/web --current-replicas=2 --replicas=3'],
  flags: [
    ...printFlags,
    ...filenameFlags,
    selectorFlag,
    dryRunFlag,
    { name: 'all', type: 'bool', usage: 'Select all resources in the namespace of the specified resource types.' },
    {
      name: 'current-replicas',
      type: 'int',
      default: '-1',
      usage:
        'Precondition for current size. Requires that the current size of the resource match this value in order to scale.',
    },
    { name: 'replicas', type: 'int', default: '0', usage: 'The new desired number of replicas. Required.' },
    { name: 'resource-version', type: 'string', usage: 'Precondition for resource version.' },
    {
      name: 'timeout',
      type: 'duration',
      default: '0s',
      usage: "The length of time to wait before giving up on a scale operation, zero means don't wait.",
    },
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  if (!flags.has('replicas')) throw new CommandError('required flag(s) "replicas" not set');
  if (flags.int('replicas') < 0) {
    throw new CommandError('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
  }
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const print = await printerFor(flags, kubectl);
  await refuseUnnamed(flags, args, kubectl);
  const { infos, errors } = await selectObjects(kubectl, {
    args,
    files: manifestPaths(flags),
    recursive: flags.bool('recursive'),
    labelSelector: flags.text('selector'),
  });
  refuseNothing(infos, errors);
  for (const info of infos) {
    checkPreconditions(info, flags);
    if (dryRun !== 'client') await scaleOne(info, flags, kubectl, dryRun === 'server');
    // The object as it was found, as kubectl prints it.
    kubectl.streams.out(
      print?.(info.object, info.kind) ?? `${qualifiedKind(info.kind)}/${info.name} scaled${dryRunSuffix(dryRun)}\n`,
    );
  }
  throwAll(errors);
}

/** @throws CommandError where nothing is named, or a type without a name, a selector or --all */
async function refuseUnnamed(flags: Flags, args: readonly string[], { client }: Kubectl): Promise<void> {
  requireResources(args, manifestPaths(flags));
  if (args.length === 0 || flags.bool('all') || flags.text('selector') !== '') return;
  if (readTargets(await client.kinds(), args).every(({ name }) => name !== undefined)) return;
  throw new CommandError('resource(s) were provided, but no name was specified');
}

/** @upstream kubectl pkg/cmd/scale: what is not found is told with what was to be done */
function refuseNothing(infos: readonly Info[], errors: readonly unknown[]): void {
  if (infos.length > 0) return;
  throw new CommandError(`no objects passed to scale ${aggregateMessage(errors)}`.trimEnd());
}

function checkPreconditions({ object }: Info, flags: Flags): void {
  const { replicas = 0 } = (object.spec ?? {}) as { replicas?: number };
  const wanted = flags.int('current-replicas');
  if (wanted >= 0 && replicas !== wanted) {
    throw new CommandError(`Expected replicas to be ${wanted}, was ${replicas}`);
  }
  const version = flags.text('resource-version');
  if (version !== '' && object.metadata.resourceVersion !== version) {
    throw new CommandError(`Expected resource version to be ${version}, was ${object.metadata.resourceVersion}`);
  }
}

async function scaleOne(
  { kind, name, namespace }: Info,
  flags: Flags,
  { client }: Kubectl,
  dryRun: boolean,
): Promise<void> {
  const body = { spec: { replicas: flags.int('replicas') } };
  try {
    await client.patch(kind, name, { type: 'merge', body }, { namespace, subresource: 'scale', dryRun });
  } catch (error) {
    if (error instanceof Error && /cannot be scaled/.test(error.message)) {
      throw new CommandError(
        'Error from server (NotFound): the server could not find the requested resource',
        1,
        false,
      );
    }
    throw error;
  }
}
