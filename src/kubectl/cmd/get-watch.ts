import type { KubeObject } from '../../apimachinery/meta';
import type { WatchEvent } from '../../client/client';
import type { Invocation } from '../command';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import type { Printer } from '../printers/printer';
import { headerRow, objectRow, type TableOptions } from '../printers/resource-table';
import { serverColumns } from '../printers/server-columns';
import { type ColumnWidths, printTable } from '../printers/table';
import { readTargets } from '../resource/arguments';

/**
 * Prints the objects, then each change of them, until the user interrupts.
 * @throws CommandError where several types are named
 * @upstream kubectl pkg/cmd/get GetOptions.watch
 */
export async function watchObjects(
  { flags, args }: Invocation,
  kubectl: Kubectl,
  options: TableOptions,
  print: Printer | undefined,
): Promise<void> {
  const { client, streams } = kubectl;
  const targets = readTargets(await client.kinds(), args);
  const [target] = targets;
  if (target === undefined || targets.length > 1) {
    throw new CommandError('you may only specify a single resource type when watching');
  }
  const { kind, name } = target;
  const namespace = flags.bool('all-namespaces') ? undefined : kubectl.namespace;
  if (name !== undefined) await client.get(kind, name, namespace);
  const selection = {
    namespace,
    labelSelector: flags.text('selector'),
    fieldSelector: [flags.text('field-selector'), name === undefined ? '' : `metadata.name=${name}`]
      .filter(Boolean)
      .join(','),
  };
  const list = await client.list<KubeObject>(kind, selection);
  const widths: ColumnWidths = [];
  const withEvents = flags.bool('output-watch-events');
  let hasHeader = options.noHeaders ?? false;

  async function show(type: WatchEvent['type'], objects: readonly KubeObject[]): Promise<void> {
    if (objects.length === 0) return;
    if (print !== undefined) {
      for (const object of objects) streams.out(print(withEvents ? { type, object } : object, kind));
    } else {
      const at = { ...options, now: kubectl.now(), columns: await serverColumns(client, kind, objects) };
      const lead = (text: string): string[] => (withEvents ? [text] : []);
      const rows = objects.map((object) => [...lead(type), ...objectRow(kind, object, at)]);
      const head = hasHeader ? [] : [[...lead('EVENT'), ...headerRow(kind, at)]];
      streams.out(printTable([...head, ...rows], widths));
      hasHeader = true;
    }
    streams.flush();
  }

  if (!flags.bool('watch-only')) await show('ADDED', list.items);
  kubectl.commit();
  streams.flush();
  const watch = client.watch<KubeObject>(kind, {
    ...selection,
    resourceVersion: list.resourceVersion,
    signal: streams.interrupted,
  });
  for await (const { type, object } of watch) await show(type, [object]);
}
