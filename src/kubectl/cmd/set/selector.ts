import { goQuote } from '../../../apimachinery/go-value';
import { clone } from '../../../apimachinery/json';
import type { Requirement } from '../../../apimachinery/labels';
import type { KubeObject, StringMap } from '../../../apimachinery/meta';
import { recordFlag, warnOfRecord, withChangeCause } from '../../change-cause';
import type { CommandSpec, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import { dryRunOf } from '../../dry-run';
import type { Kubectl } from '../../kubectl';
import { readLabelSelector, selectorOperators } from '../../label-selector';
import { comparable } from '../../metadata-change';
import { printerFor } from '../../printers/printer';
import { findObjects } from '../../resource/find-objects';
import { changeObjects } from '../../set/change-objects';
import { setFlags } from '../../set/set-flags';
import { asTyped } from '../../typed/as-typed';

/** @upstream kubectl pkg/cmd/set/set_selector.go */
export const command: CommandSpec = {
  name: 'set selector',
  usage: '(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]',
  examples: ['set selector service web app=web,tier=front'],
  flags: [
    ...setFlags
      .filter(({ name }) => name !== 'kustomize')
      .map((flag) => (flag.name === 'recursive' ? { ...flag, default: 'true' } : flag)),
    recordFlag,
    {
      name: 'resource-version',
      type: 'string',
      usage: 'Change the object only if this is its resource version. Only for a single resource.',
    },
  ],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags, args } = invocation;
  warnOfRecord(flags, kubectl);
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const text = args.at(-1);
  const requirements = text === undefined ? undefined : readSelector(text);
  const print = await printerFor(flags, kubectl);
  if (requirements === undefined) throw new CommandError('one selector is required');
  const { infos, errors } = await findObjects({ flags, args: args.slice(0, -1) }, kubectl, 'typed');
  const version = flags.text('resource-version');
  const failed: unknown[] = [];
  const services = infos.filter(({ object }) => {
    const problem = problemOf(object, requirements);
    if (problem !== undefined) failed.push(new CommandError(problem));
    return problem === undefined;
  });
  const change = {
    apply(object: KubeObject) {
      const selected = { ...object, spec: { ...(object.spec as object), selector: labelsOf(requirements) } };
      const metadata = version === '' ? object.metadata : { ...object.metadata, resourceVersion: version };
      return withChangeCause({ ...selected, metadata }, command, invocation, kubectl);
    },
    done: 'selector updated',
    failure: '',
    alwaysSends: true,
  };
  const typed = services.map((info) => ({ ...info, object: asTyped(clone(comparable(info.object, version))) }));
  await changeObjects(typed, change, { invocation, dryRun, print }, kubectl, [...failed, ...errors]);
}

/** @throws CommandError @upstream apimachinery meta/v1 ParseToLabelSelector */
function readSelector(text: string): readonly Requirement[] {
  const requirements = readLabelSelector(text);
  const unfit = requirements.find(({ operator }) => ['!=', 'gt', 'lt'].includes(operator));
  if (unfit !== undefined) {
    throw new CommandError(`${goQuote(unfit.operator)} is not a valid label selector operator`);
  }
  return requirements;
}

function problemOf({ apiVersion, kind }: KubeObject, requirements: readonly Requirement[]): string | undefined {
  if (apiVersion !== 'v1' || kind !== 'Service') return 'setting a selector is only supported for Services';
  const expressions = requirements.filter(({ operator }) => selectorOperators[operator] !== undefined);
  if (expressions.length === 0) return undefined;
  const texts = expressions.map(
    ({ key, operator, values }) => `{${key} ${selectorOperators[operator]} [${values.join(' ')}]}`,
  );
  return `match expression [${texts.join(' ')}] not supported on this object`;
}

function labelsOf(requirements: readonly Requirement[]): StringMap {
  return Object.fromEntries(requirements.map(({ key, values }) => [key, values[0] ?? '']));
}
