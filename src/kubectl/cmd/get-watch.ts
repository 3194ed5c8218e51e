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
import { getObject } from '../resource/get-object';

/**
 * Prints the objects, then each change of them, until the user interrupts.
 * @throws CommandError where several types or objects are named
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
  const [target, ...others] = targets;
  if (target === undefined || others.some(({ kind }) => kind !== target.kind)) {
    throw new CommandError('you may only specify a single resource type');
  }
  const { kind, name } = target;
  const namespace = flags.bool('all-namespaces') ? undefined : kubectl.namespace;
  const named: KubeObject[] = [];
  for (const { name: each } of targets)
    if (each !== undefined) named.push(await getObject(client, kind, each, namespace));
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

  if (!flags.bool('watch-only')) await show('ADDED', others.length > 0 ? named : list.items);
  if (others.length > 0) throw new CommandError('you may only watch a single resource or type of resource at a time');
  kubectl.commit();
  streams.flush();
  const watch = client.watch<KubeObject>(kind, {
    ...selection,
    resourceVersion: list.resourceVersion,
    signal: streams.interrupted,
  });
  for await (const { type, object } of watch) await show(type, [object]);
}
