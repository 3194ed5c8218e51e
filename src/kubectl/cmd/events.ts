import type { Json } from '../../apimachinery/json';
import { type Event, names as kind } from '../../resources/core/event';
import type { CommandSpec, Flags, Invocation } from '../command';
import { CommandError } from '../command-error';
import { allNamespacesFlag, chunkSizeFlag, printFlags } from '../common-flags';
import { eventsAbout } from '../events/about';
import { sortEvents } from '../events/order';
import { eventTable } from '../events/table';
import type { Kubectl } from '../kubectl';
import { printerFor } from '../printers/printer';
import { alignColumns, type ColumnWidths } from '../printers/table';
import { printedUnchecked } from '../printers/unchecked';
import { asTyped } from '../typed/as-typed';

export const command: CommandSpec = {
  name: 'events',
  usage:
    '[(-o|--output=)json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]',
  examples: ['events', 'events --all-namespaces', 'events --for pod/web-0 --watch', 'events --types=Warning,Normal'],
  flags: [
    ...printFlags,
    allNamespacesFlag,
    chunkSizeFlag,
    { name: 'for', type: 'string', usage: 'Filter events to only those pertaining to the specified resource.' },
    { name: 'no-headers', type: 'bool', usage: "When using the default output format, don't print headers." },
    { name: 'types', type: 'stringSlice', usage: 'Output only events of given types.' },
    {
      name: 'watch',
      short: 'w',
      type: 'bool',
      usage: 'After listing the requested events, watch for more events.',
    },
  ],
  run,
};

/** Prints events as they come, or those of a list. */
type EventsPrinter = {
  readonly one: (event: Event) => string;
  readonly all: (events: readonly Event[]) => string;
};

async function run({ flags }: Invocation, kubectl: Kubectl): Promise<void> {
  const { client, namespace, streams } = kubectl;
  const isOfAll = flags.bool('all-namespaces');
  const about = flags.text('for');
  const selection = {
    namespace: isOfAll ? undefined : namespace,
    fieldSelector: about === '' ? undefined : await eventsAbout(about, kubectl),
  };
  const print = await choosePrinter(flags, kubectl);
  const isWanted = typeFilter(flags.list('types'));
  if (flags.bool('watch')) {
    kubectl.commit();
    for await (const { type, object } of client.watch(kind, { ...selection, signal: streams.interrupted })) {
      if (type === 'DELETED' || !isWanted(object)) continue;
      streams.out(print.one(object));
      streams.flush();
    }
    return;
  }
  const found = (await client.list(kind, selection)).items.filter(isWanted);
  if (found.length > 0) streams.out(print.all(sortEvents(found)));
  else streams.err(isOfAll ? 'No events found.\n' : `No events found in ${namespace} namespace.\n`);
}

/** @throws CommandError where there is no such type of events */
function typeFilter(types: readonly string[]): (event: Event) => boolean {
  const wanted = types.map((type) => type.toLowerCase());
  if (wanted.some((type) => type !== 'normal' && type !== 'warning')) {
    throw new CommandError('valid --types are Normal or Warning');
  }
  return ({ type = '' }) => wanted.length === 0 || wanted.includes(type.toLowerCase());
}

/** What is printed in another format is laid out as a table nonetheless: a tab in it ends a cell. */
async function choosePrinter(flags: Flags, kubectl: Kubectl): Promise<EventsPrinter> {
  const output = flags.text('output');
  const print = output === '' ? undefined : await printerFor(flags, kubectl);
  if (print === undefined) {
    const options = { withNamespace: flags.bool('all-namespaces'), noHeaders: flags.bool('no-headers') };
    const table = eventTable(options);
    return { one: (event) => table([event], kubectl.now()), all: (events) => table(events, kubectl.now()) };
  }
  const widths: ColumnWidths = [];
  const show = (object: Json) =>
    alignColumns(
      printedUnchecked(() => print(object, kind, true)),
      widths,
    );
  return {
    one: (event) => show(asTyped(event) as Json),
    // The printer of names refuses a list of events.
    all: (events) => (output === 'name' ? '' : show(listOf(events))),
  };
}

function listOf(events: readonly Event[]): Json {
  return { kind: 'EventList', apiVersion: 'v1', metadata: {}, items: events.map(asTyped) as Json[] };
}
