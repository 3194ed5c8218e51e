import { parseFieldSelector } from '../../apimachinery/fields';
import { parseSelector } from '../../apimachinery/labels';
import type { CommandSpec, FlagSpec, Invocation } from '../command';
import { CommandError, UsageError } from '../command-error';
import { selectorFlag } from '../common-flags';
import type { Kubectl } from '../kubectl';

/** What the lines of a table are sorted by: their names unless said otherwise. */
export type SortKey = 'cpu' | 'memory' | '';

/** The flags that `top node` and `top pod` share. @param what `nodes` */
export function topFlags(what: string): FlagSpec[] {
  return [
    selectorFlag,
    { name: 'no-headers', type: 'bool', usage: 'If present, print output without headers.' },
    {
      name: 'sort-by',
      type: 'string',
      usage: `If non-empty, sort ${what} list using specified field. The field can be either 'cpu' or 'memory'.`,
    },
    {
      name: 'use-protocol-buffers',
      type: 'bool',
      default: 'true',
      usage: 'Enables using protocol-buffers to access Metrics API.',
    },
  ];
}

/** What is asked for: the object of a name, or all that the selectors select. */
export type TopRequest = {
  readonly name?: string;
  readonly labelSelector: string;
  readonly fieldSelector: string;
  readonly sortBy: SortKey;
};

/**
 * @param selectors how the flags are called that may not stand beside a name
 * @throws CommandError, SelectorError
 * @upstream kubectl pkg/cmd/top Complete, Validate
 */
export function topRequest(
  { flags, args }: Invocation,
  { name, usage }: Pick<CommandSpec, 'name' | 'usage'>,
  selectors: string,
): TopRequest {
  const word = name.slice(name.indexOf(' ') + 1);
  if (args.length > 1) throw new UsageError(`${word} ${usage}`, name);
  const sortBy = flags.text('sort-by');
  if (sortBy !== '' && sortBy !== 'cpu' && sortBy !== 'memory') {
    throw new CommandError('--sort-by accepts only cpu or memory');
  }
  const [named] = args;
  const labelSelector = flags.text('selector');
  const fieldSelector = word === 'pod' ? flags.text('field-selector') : '';
  if (named && (labelSelector !== '' || fieldSelector !== '')) {
    throw new CommandError(`only one of NAME or ${selectors} can be provided`);
  }
  parseSelector(labelSelector);
  checkFieldSelector(fieldSelector);
  return { name: named || undefined, labelSelector, fieldSelector, sortBy };
}

function checkFieldSelector(text: string): void {
  try {
    parseFieldSelector(text);
  } catch (error) {
    throw error instanceof Error ? new CommandError(error.message) : error;
  }
}

/** @throws CommandError where the server has no metrics */
export async function requireMetrics({ client }: Kubectl): Promise<void> {
  const kinds = await client.kinds();
  if (kinds.some(({ group, version }) => group === 'metrics.k8s.io' && version === 'v1beta1')) return;
  throw new CommandError('Metrics API not available');
}
