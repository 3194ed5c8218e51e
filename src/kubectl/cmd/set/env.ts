import { goQuote } from '../../../apimachinery/go-value';
import { compareText } from '../../../apimachinery/json';
import type { KubeObject, StringMap } from '../../../apimachinery/meta';
import type { Container, EnvVar } from '../../../resources/core/pod-types';
import type { CommandSpec, Flags, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import { selectorFlag } from '../../common-flags';
import { type DryRun, dryRunOf } from '../../dry-run';
import type { Kubectl } from '../../kubectl';
import { printerFor } from '../../printers/printer';
import { changeObjects, objectsToSet } from '../../set/change-objects';
import {
  changedEnvironment,
  type EnvironmentChange,
  parseEnvironment,
  refuseOverwriting,
  splitEnvironment,
} from '../../set/env-arguments';
import { referenceText, referenceValue } from '../../set/env-reference';
import { podSpecOf, selectContainers } from '../../set/pod-spec';
import { containersFlag, setFlags } from '../../set/set-flags';

/** @upstream kubectl pkg/cmd/set/set_env.go */
export const command: CommandSpec = {
  name: 'set env',
  usage: 'RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N',
  examples: [
    'set env deployment/web STORAGE_DIR=/local',
    'set env deployment/web --list',
    'set env deployment/web --from=configmap/settings --prefix=APP_',
    'set env deployment/web STORAGE_DIR-',
  ],
  flags: [
    ...setFlags,
    selectorFlag,
    containersFlag,
    { name: 'env', short: 'e', type: 'stringArray', usage: 'A variable to set: NAME=VALUE; - reads standard input.' },
    { name: 'from', type: 'string', usage: 'The config map or secret whose keys become variables.' },
    { name: 'keys', type: 'stringSlice', usage: 'The keys to take of it; all unless given.' },
    { name: 'prefix', type: 'string', usage: 'What to put before the names of variables.' },
    { name: 'list', type: 'bool', usage: 'Show the environment as it would be, and change nothing.' },
    { name: 'resolve', type: 'bool', usage: 'With --list, show the values that variables refer to.' },
    { name: 'overwrite', type: 'bool', default: 'true', usage: 'Let variables that exist be given other values.' },
  ],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags, args } = invocation;
  if (flags.bool('all') && flags.text('selector') !== '') {
    throw new CommandError('cannot set --all and --selector at the same time');
  }
  const { resources, words } = splitEnvironment(args);
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const print = await printerFor(flags, kubectl);
  refuse(flags, resources, dryRun);
  const environment = await readEnvironment(words, flags, kubectl);
  const infos = await objectsToSet({ flags, args: resources }, kubectl);
  const isListing = flags.bool('list');
  const change = {
    async apply(object: KubeObject) {
      await setEnvironment(object, environment, flags, kubectl);
      return isListing ? undefined : object;
    },
    done: 'env updated',
    failure: 'failed to patch env update to pod template: ',
  };
  const changing = changeObjects(infos, change, { invocation, dryRun, print }, kubectl);
  // What cannot be listed is passed over in silence.
  await (isListing ? changing.catch(() => {}) : changing);
}

function refuse(flags: Flags, resources: readonly string[], dryRun: DryRun): void {
  if (flags.bool('local') && dryRun === 'server') {
    throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  }
  if (flags.list('filename').length === 0 && resources.length === 0) {
    throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  if (flags.bool('list') && flags.text('output') !== '') {
    throw new CommandError('--list and --output may not be specified together');
  }
  if (flags.list('keys').length > 0 && flags.text('from') === '') {
    throw new CommandError('when specifying --keys, a configmap or secret must be provided with --from');
  }
}

async function readEnvironment(words: readonly string[], flags: Flags, kubectl: Kubectl): Promise<EnvironmentChange> {
  const all = [...flags.list('env'), ...words];
  if (all.includes('-') && flags.list('filename').includes('-')) {
    throw new CommandError('standard input cannot be used for multiple arguments');
  }
  const { set, remove } = await parseEnvironment(all, () => kubectl.streams.readInput());
  const taken = flags.text('from') === '' ? [] : await variablesFrom(flags, kubectl);
  const prefix = flags.text('prefix');
  return { set: [...set, ...taken].map((variable) => ({ ...variable, name: prefix + variable.name })), remove };
}

/** @throws CommandError where --from names something else than config maps and secrets */
async function variablesFrom(flags: Flags, kubectl: Kubectl): Promise<EnvVar[]> {
  const args = flags.bool('local') ? [] : [flags.text('from')];
  const infos = await objectsToSet({ flags, args }, kubectl);
  return infos.flatMap(({ object, name }) => {
    if (object.kind !== 'ConfigMap' && object.kind !== 'Secret') {
      throw new CommandError('unsupported resource specified in --from');
    }
    const source = object.kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef';
    const wanted = flags.list('keys');
    const keys = Object.keys((object.data ?? {}) as StringMap).filter(
      (key) => wanted.length === 0 || wanted.includes(key),
    );
    return keys.sort(compareText).map((key) => {
      const variable = key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
      if (variable !== key) kubectl.streams.err(`Warning: key ${key} transferred to ${variable}\n`);
      return { name: variable, valueFrom: { [source]: { name, key } } };
    });
  });
}

async function setEnvironment(
  object: KubeObject,
  environment: EnvironmentChange,
  flags: Flags,
  kubectl: Kubectl,
): Promise<void> {
  const { kind, metadata } = object;
  const pattern = flags.text('containers');
  const containers = selectContainers(podSpecOf(object), pattern);
  if (containers.length === 0) {
    const what = `${kind}/${metadata.name} does not have any containers matching ${goQuote(pattern)}`;
    kubectl.streams.err(`Warning: ${what}\n`);
  }
  for (const container of containers) {
    const existing = container.env ?? [];
    if (!flags.bool('overwrite')) refuseOverwriting(existing, environment);
    container.env = changedEnvironment(existing, environment);
    if (flags.bool('list')) await list(object, container, flags.bool('resolve'), kubectl);
  }
}

async function list(object: KubeObject, container: Container, isResolving: boolean, kubectl: Kubectl): Promise<void> {
  const { out, err } = kubectl.streams;
  const unresolved = new Map<string, string[]>();
  out(`# ${object.kind} ${object.metadata.name}, container ${container.name}\n`);
  for (const { name, value = '', valueFrom } of container.env ?? []) {
    if (valueFrom === undefined) {
      out(`${name}=${value}\n`);
      continue;
    }
    const reference = `# ${name} from ${referenceText(valueFrom)}\n`;
    try {
      out(isResolving ? `${name}=${await referenceValue(valueFrom, object, container, kubectl)}\n` : reference);
    } catch (error) {
      out(reference);
      const reason = error instanceof Error ? error.message : String(error);
      unresolved.set(reason, [...(unresolved.get(reason) ?? []), name]);
    }
  }
  const problems = [...unresolved].map(
    ([reason, names]) => `error retrieving reference for ${names.sort(compareText).join(', ')}: ${reason}\n`,
  );
  for (const problem of problems.sort(compareText)) err(problem);
}
