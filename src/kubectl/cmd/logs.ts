import { isNotFound } from '../../apimachinery/errors';
import { parseTime } from '../../apimachinery/time';
import type { LogOptions } from '../../client/containers';
import type { Pod } from '../../resources/core/pod-types';
import { timeProblem } from '../../resources/schema/scalar-problems';
import type { CommandSpec, Flags, Invocation } from '../command';
import { CommandError, throwAll, UsageError } from '../command-error';
import { podTimeoutFlag, selectorFlag } from '../common-flags';
import type { Kubectl } from '../kubectl';
import { consumeLogs } from '../logs/consume';
import { type LogSelection, logPods, logRequests } from '../logs/requests';
import { findPodOwner } from '../resource/attachable-pod';
import { selectObjects } from '../resource/select';

export const command: CommandSpec = {
  name: 'logs',
  usage: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]',
  examples: [
    'logs web-0',
    'logs web-0 --all-containers',
    'logs -f -l app=web --prefix',
    'logs job/hello',
    'logs -p web-0',
  ],
  flags: [
    { name: 'all-containers', type: 'bool', usage: "Get all containers' logs in the pod(s)." },
    { name: 'all-pods', type: 'bool', usage: 'Get logs from all pod(s). Sets prefix to true.' },
    { name: 'container', short: 'c', type: 'string', usage: 'Print the logs of this container.' },
    { name: 'follow', short: 'f', type: 'bool', usage: 'Specify if the logs should be streamed.' },
    { name: 'ignore-errors', type: 'bool', usage: 'While following logs, let no error be fatal.' },
    {
      name: 'insecure-skip-tls-verify-backend',
      type: 'bool',
      usage: 'Skip verifying the identity of the kubelet that logs are requested from.',
    },
    { name: 'limit-bytes', type: 'int', default: '0', usage: 'Maximum bytes of logs to return. Defaults to no limit.' },
    { name: 'max-log-requests', type: 'int', default: '5', usage: 'How many logs may be followed at the same time.' },
    podTimeoutFlag('20s'),
    { name: 'prefix', type: 'bool', usage: 'Prefix each log line with the log source (pod name and container name).' },
    {
      name: 'previous',
      short: 'p',
      type: 'bool',
      usage: 'Print the logs for the previous instance of the container in a pod if it exists.',
    },
    selectorFlag,
    {
      name: 'since',
      type: 'duration',
      default: '0s',
      usage: 'Only return logs newer than a duration like 5s, 2m, or 3h.',
    },
    { name: 'since-time', type: 'string', usage: 'Only return logs after a specific date (RFC3339).' },
    {
      name: 'tail',
      type: 'int',
      default: '-1',
      usage: 'Lines of recent log file to display. All are shown by default, 10 if a selector is provided.',
    },
    { name: 'timestamps', type: 'bool', usage: 'Include timestamps on each line in the log output.' },
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  refuseWords(flags, args);
  if (flags.duration('pod-running-timeout') <= 0) {
    throw new CommandError('--pod-running-timeout must be higher than zero');
  }
  const options = readOptions(flags, kubectl);
  const selector = flags.text('selector');
  const target = selector === '' ? await findTarget(kubectl, args[0] ?? '') : await podsOf(kubectl, selector);
  const selection = readSelection(flags, args, options);
  refuseFlags(flags, args, selection);
  const pods = Array.isArray(target) ? (target as Pod[]) : await logPods(kubectl, target, selection);
  await consumeLogs(
    kubectl,
    pods.flatMap((pod) => logRequests(kubectl, pod, selection)),
    {
      follow: flags.bool('follow'),
      prefix: flags.bool('prefix') || flags.bool('all-pods'),
      limit: flags.int('max-log-requests'),
      ignoreErrors: flags.bool('ignore-errors'),
    },
  );
}

function refuseWords(flags: Flags, args: readonly string[]): void {
  const hasSelector = flags.text('selector') !== '';
  if (args.length > 2 || (args.length === 0 && !hasSelector)) {
    throw new UsageError(
      "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
      'logs',
    );
  }
  if (args.length > 0 && hasSelector) throw new UsageError('only a selector (-l) or a POD name is allowed', 'logs');
}

function readOptions(flags: Flags, { now }: Kubectl): LogOptions {
  const sinceTime = flags.text('since-time');
  const problem = sinceTime === '' ? undefined : timeProblem(sinceTime, 'Time');
  if (problem !== undefined) throw new CommandError(problem);
  const seconds = Math.round(flags.duration('since') / 1000);
  const since = sinceTime === '' ? now() - seconds * 1000 : parseTime(sinceTime);
  const tail = flags.text('selector') !== '' && !flags.has('tail') ? 10 : flags.int('tail');
  return {
    previous: flags.bool('previous'),
    timestamps: flags.bool('timestamps'),
    insecureSkipTLSVerifyBackend: flags.bool('insecure-skip-tls-verify-backend'),
    since: sinceTime === '' && seconds === 0 ? undefined : since,
    tailLines: tail === -1 ? undefined : tail,
    limitBytes: flags.int('limit-bytes') || undefined,
  };
}

async function findTarget(kubectl: Kubectl, word: string) {
  try {
    return await findPodOwner(kubectl, word);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new CommandError(`error from server (NotFound): ${error.message} in namespace "${kubectl.namespace}"`);
  }
}

async function podsOf(kubectl: Kubectl, labelSelector: string): Promise<Pod[]> {
  const { infos, errors } = await selectObjects(kubectl, { args: ['pods'], labelSelector });
  throwAll(errors);
  if (infos.length === 0) kubectl.streams.err(`No resources found in ${kubectl.namespace} namespace.\n`);
  return infos.map(({ object }) => object as Pod);
}

function readSelection(flags: Flags, args: readonly string[], options: LogOptions): LogSelection {
  return {
    container: args[1] ?? flags.text('container'),
    allContainers: flags.bool('all-containers'),
    allPods: flags.bool('all-pods'),
    options,
    timeout: flags.duration('pod-running-timeout'),
  };
}

/** @upstream kubectl pkg/cmd/logs LogsOptions.Validate */
function refuseFlags(flags: Flags, args: readonly string[], { container, allContainers }: LogSelection): void {
  if (flags.text('since-time') !== '' && flags.duration('since') !== 0) {
    throw new CommandError('at most one of `sinceTime` or `sinceSeconds` may be specified');
  }
  if (allContainers && container !== '') {
    throw new CommandError(`--all-containers=true should not be specified with container name ${container}`);
  }
  if (flags.has('container') && args.length === 2) {
    throw new CommandError('only one of -c or an inline [CONTAINER] arg is allowed');
  }
  if (flags.int('limit-bytes') < 0) throw new CommandError('--limit-bytes must be greater than 0');
  if (Math.round(flags.duration('since') / 1000) < 0) throw new CommandError('--since must be greater than 0');
  if (flags.int('tail') < -1) throw new CommandError('--tail must be greater than or equal to -1');
}
