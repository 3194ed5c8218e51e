import { goQuote } from '../../../apimachinery/go-value';
import type { IntOrString } from '../../../apimachinery/int-or-string';
import type { JsonObject } from '../../../apimachinery/json';
import type { Requirement } from '../../../apimachinery/labels';
import { names } from '../../../resources/policy/poddisruptionbudget';
import type { Flags, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import { refuseNoName } from '../../generate/key-values';
import { readLabelSelector, selectorOperators } from '../../label-selector';
import { generatorCommand } from './generator';

/** @upstream kubectl pkg/cmd/create/create_pdb.go */
export const command = generatorCommand({
  name: 'create poddisruptionbudget',
  failure: 'failed to create poddisruptionbudgets: ',
  usage: 'NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]',
  examples: [
    'create poddisruptionbudget web --selector=app=web --min-available=1',
    'create pdb web --selector=app=web --max-unavailable=50%',
  ],
  flags: [
    { name: 'max-unavailable', type: 'string', usage: 'How many pods, or what share of them, may be missing.' },
    { name: 'min-available', type: 'string', usage: 'How many pods, or what share of them, have to be there.' },
    { name: 'selector', type: 'string', usage: 'The labels of the pods.' },
  ],
  kind: names,
  generate,
});

function generate(name: string, { flags }: Invocation): JsonObject {
  refuseNoName(name);
  validate(flags);
  return {
    kind: 'PodDisruptionBudget',
    apiVersion: 'policy/v1',
    metadata: { name, creationTimestamp: null },
    spec: {
      minAvailable: intOrPercent(flags.text('min-available')),
      selector: labelSelector(flags.text('selector')),
      maxUnavailable: intOrPercent(flags.text('max-unavailable')),
    },
    status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
  };
}

function validate(flags: Flags): void {
  const [minimum, maximum] = [flags.text('min-available'), flags.text('max-unavailable')];
  if (flags.text('selector') === '') throw new CommandError('a selector must be specified');
  if (minimum === '' && maximum === '') {
    throw new CommandError('one of min-available or max-unavailable must be specified');
  }
  if (minimum !== '' && maximum !== '') {
    throw new CommandError('min-available and max-unavailable cannot be both specified');
  }
  for (const name of ['min-available', 'max-unavailable']) {
    if (!/^(\d+%?)?$/.test(flags.text(name))) throw new CommandError(`invalid format specified for ${name}`);
  }
}

const MAX_INT32 = 2147483647;

/** @upstream apimachinery util/intstr Parse */
function intOrPercent(text: string): IntOrString | undefined {
  if (text === '') return undefined;
  return /^\d+$/.test(text) && Number(text) <= MAX_INT32 ? Number(text) : text;
}

/** @upstream apimachinery meta/v1 ParseToLabelSelector */
function labelSelector(text: string): JsonObject {
  const matchLabels: Record<string, string> = {};
  const matchExpressions: JsonObject[] = [];
  for (const { key, operator, values } of readLabelSelector(text)) {
    if (operator === '=' || operator === '==') matchLabels[key] = values[0] ?? '';
    else
      matchExpressions.push({
        key,
        operator: operatorOf(operator),
        values: values.length > 0 ? [...values] : undefined,
      });
  }
  return {
    matchLabels: Object.keys(matchLabels).length > 0 ? matchLabels : undefined,
    matchExpressions: matchExpressions.length > 0 ? matchExpressions : undefined,
  };
}

function operatorOf(operator: Exclude<Requirement['operator'], '=' | '=='>): string | undefined {
  if (operator === 'gt' || operator === 'lt') {
    throw new CommandError(`${goQuote(operator)} isn't supported in label selectors`);
  }
  if (operator === '!=') throw new CommandError('"!=" is not a valid label selector operator');
  return selectorOperators[operator];
}
