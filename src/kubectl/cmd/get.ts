import type { Json } from '../../apimachinery/json';
import { type Kind, type KubeObject, qualifiedResource } from '../../apimachinery/meta';
import type { CommandSpec, Flags, Invocation } from '../command';
import { AggregateCommandError, CommandError } from '../command-error';
import {
  allNamespacesFlag,
  chunkSizeFlag,
  fieldSelectorFlag,
  filenameFlags,
  printFlags,
  selectorFlag,
} from '../common-flags';
import type { Kubectl } from '../kubectl';
import { type Printer, printerFor } from '../printers/printer';
import { headerRow, objectRow, type TableOptions } from '../printers/resource-table';
import { serverColumns } from '../printers/server-columns';
import { printTable } from '../printers/table';
import { namesSeveralTypes, readTargets } from '../resource/arguments';
import { meansOne } from '../resource/find-objects';
import { manifestPaths } from '../resource/manifest-paths';
import { areAllNotFound, type Info, selectObjects } from '../resource/select';
import { validateGet } from './get-validate';

const formats = ['custom-columns', 'custom-columns-file', 'wide'];

export const command: CommandSpec = {
  name: 'get',
  usage:
    '[(-o|--output=)json|yaml|name|wide|custom-columns=...|jsonpath=...|go-template=...] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...)',
  examples: ['get pods', 'get pods -o wide -l app=nginx', 'get statefulset/web service/nginx', 'get pods -w'],
  flags: [
    ...printFlags,
    ...filenameFlags,
    selectorFlag,
    fieldSelectorFlag,
    allNamespacesFlag,
    chunkSizeFlag,
    {
      name: 'watch',
      short: 'w',
      type: 'bool',
      usage: 'After listing/getting the requested object, watch for changes.',
    },
    {
      name: 'watch-only',
      type: 'bool',
      usage: 'Watch for changes to the requested object(s), without listing/getting first.',
    },
    {
      name: 'output-watch-events',
      type: 'bool',
      usage: 'Output watch event objects when --watch or --watch-only is used.',
    },
    { name: 'no-headers', type: 'bool', usage: "Don't print headers." },
    { name: 'show-kind', type: 'bool', usage: 'List the resource type for the requested object(s).' },
    { name: 'show-labels', type: 'bool', usage: 'Show all labels as the last column.' },
    {
      name: 'label-columns',
      short: 'L',
      type: 'stringSlice',
      usage: 'Comma separated list of labels that get columns of their own.',
    },
    { name: 'sort-by', type: 'string', usage: 'Sort list types using this JSONPath field.' },
    { name: 'ignore-not-found', type: 'bool', usage: 'Treat "resource not found" as a successful retrieval.' },
    { name: 'raw', type: 'string', usage: 'Raw URI to request from the server.' },
    { name: 'server-print', type: 'bool', default: 'true', usage: 'If true, have the server return the table.' },
    { name: 'subresource', type: 'string', usage: 'Fetch this subresource of the object.' },
  ],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags, args } = invocation;
  validateGet(invocation, kubectl);
  if (flags.has('raw')) return await printRaw(flags.text('raw'), kubectl);
  const print = await choosePrinter(flags, kubectl);
  if (flags.bool('watch') || flags.bool('watch-only')) {
    const { watchObjects } = await import('./get-watch');
    return await watchObjects(invocation, kubectl, tableOptions(flags, kubectl, false), print);
  }
  await refuseSubresourceOfMany(invocation, kubectl);
  const { infos, errors } = await selectObjects(kubectl, {
    args,
    files: manifestPaths(flags),
    recursive: flags.bool('recursive'),
    labelSelector: flags.text('selector'),
    fieldSelector: flags.text('field-selector'),
    allNamespaces: flags.bool('all-namespaces'),
    subresource: flags.text('subresource') || undefined,
  });
  const failures = flags.bool('ignore-not-found') && areAllNotFound(errors) ? [] : errors;
  if (print !== undefined) await printStructured(invocation, kubectl, infos, print, failures);
  else await printTables(invocation, kubectl, infos, failures);
  if (failures.length > 0) throw new AggregateCommandError([new AggregateCommandError(failures)]);
}

/** @upstream cli-runtime pkg/resource/builder.go visitBySelector */
async function refuseSubresourceOfMany({ flags, args }: Invocation, { client }: Kubectl): Promise<void> {
  if (flags.text('subresource') === '') return;
  if (readTargets(await client.kinds(), args).every(({ name }) => name !== undefined)) return;
  throw new CommandError('subresource cannot be used when bulk resources are specified');
}

async function printRaw(path: string, { client, streams }: Kubectl): Promise<void> {
  if (client.raw === undefined) {
    throw new CommandError('Error from server (NotFound): the server could not find the requested resource', 1, false);
  }
  streams.out(await client.raw(path));
}

async function choosePrinter(flags: Flags, kubectl: Kubectl): Promise<Printer | undefined> {
  const output = flags.text('output');
  if (output === 'wide') return undefined;
  if (!output.startsWith('custom-columns')) return await printerFor(flags, kubectl, formats);
  const { parseCustomColumns, parseCustomColumnsFile, printCustomColumns } = await import('../printers/custom-columns');
  const [format = '', ...rest] = output.split('=');
  const spec = rest.join('=');
  const isFile = format === 'custom-columns-file' && spec !== '';
  if (isFile && kubectl.files.kindOf(spec) === 'none') {
    throw new CommandError(`error reading template ${spec}, open ${spec}: no such file or directory`);
  }
  const columns = isFile ? parseCustomColumnsFile(kubectl.files.read(spec)) : parseCustomColumns(spec);
  const options = { noHeaders: flags.bool('no-headers') };
  return (object) => printCustomColumns(columns, (object as { items?: Json[] }).items ?? [object], options);
}

async function printStructured(
  invocation: Invocation,
  kubectl: Kubectl,
  infos: readonly Info[],
  print: Printer,
  errors: readonly unknown[],
): Promise<void> {
  const { flags } = invocation;
  const { streams } = kubectl;
  const isSingle = await meansOne(invocation, kubectl);
  if (errors.length > 0 && (isSingle || infos.length === 0)) return;
  if (infos.length === 0 && flags.bool('ignore-not-found')) return;
  const [info] = infos;
  if (isSingle && info !== undefined && infos.length === 1) return streams.out(print(info.object, info.kind));
  const items = (await sorted(flags, infos)).map(({ object }) => object);
  streams.out(print({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } }));
}

async function sorted(flags: Flags, infos: readonly Info[]): Promise<readonly Info[]> {
  const field = flags.text('sort-by');
  if (field === '') return infos;
  const { sortObjects } = await import('../printers/sorter');
  const byObject = new Map(infos.map((info) => [info.object, info]));
  return sortObjects([...byObject.keys()], field).flatMap((object) => byObject.get(object) ?? []);
}

/** Where no object has the field that sorts, kubectl 1.33 shows none. */
async function sortable(flags: Flags, infos: readonly Info[]): Promise<readonly Info[]> {
  try {
    return await sorted(flags, infos);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("couldn't find any field with path")) return [];
    throw error;
  }
}

/** How the tables of an invocation are laid out. */
function tableOptions(flags: Flags, { now }: Kubectl, showKind: boolean): TableOptions {
  return {
    wide: flags.text('output') === 'wide',
    noHeaders: flags.bool('no-headers'),
    showKind: showKind || flags.bool('show-kind'),
    showLabels: flags.bool('show-labels'),
    labelColumns: flags.list('label-columns'),
    withNamespace: flags.bool('all-namespaces'),
    isClientSide: !flags.bool('server-print'),
    now: now(),
  };
}

async function printTables(
  { flags, args }: Invocation,
  kubectl: Kubectl,
  infos: readonly Info[],
  errors: readonly unknown[],
): Promise<void> {
  const groups = groupByKind(infos);
  const isOfTypes = args.length === 1 && namesSeveralTypes(args);
  const options = tableOptions(flags, kubectl, isOfTypes || groups.length > 1);
  const tables: string[] = [];
  for (const { kind, members } of groups) {
    const shown = await sortable(flags, members);
    if (shown.length === 0) continue;
    const objects = shown.map(({ object }) => object);
    const columns = await serverColumns(kubectl.client, kind, objects);
    tables.push(tableText(kind, objects, { ...options, columns }));
  }
  kubectl.streams.out(tables.join(options.noHeaders ? '' : '\n'));
  if (tables.length > 0 || errors.length > 0 || flags.bool('ignore-not-found')) return;
  const kinds = readTargets(await kubectl.client.kinds(), args).map(({ kind }) => kind);
  const isNamespaced = !flags.bool('all-namespaces') && kinds.every(({ namespaced }) => namespaced);
  kubectl.streams.err(
    isNamespaced ? `No resources found in ${kubectl.namespace} namespace.\n` : 'No resources found\n',
  );
}

function tableText(kind: Kind, objects: readonly KubeObject[], options: TableOptions): string {
  const rows = objects.map((object) => objectRow(kind, object, options));
  return printTable(options.noHeaders ? rows : [headerRow(kind, options), ...rows]);
}

function groupByKind(infos: readonly Info[]): { kind: Kind; members: Info[] }[] {
  const groups: { kind: Kind; members: Info[] }[] = [];
  for (const info of infos) {
    const last = groups.at(-1);
    if (last !== undefined && qualifiedResource(last.kind) === qualifiedResource(info.kind)) last.members.push(info);
    else groups.push({ kind: info.kind, members: [info] });
  }
  return groups;
}
