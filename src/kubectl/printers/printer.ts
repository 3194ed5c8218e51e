import { goQuote } from '../../apimachinery/go-value';
import { compareText, isObject, type Json } from '../../apimachinery/json';
import { type Kind, type KubeObject, qualifiedKind } from '../../apimachinery/meta';
import type { Flags } from '../command';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';

/** Prints one object or list after the other. Typed objects keep the order of their fields in JSON, others are sorted. */
export type Printer = (object: Json, kind?: Pick<Kind, 'group' | 'kind'>, isTyped?: boolean) => string;

const common = [
  'go-template',
  'go-template-file',
  'json',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'name',
  'template',
  'templatefile',
  'yaml',
];

/** The refusal of an output format. @param extra formats that the command knows besides the common ones */
export function unknownFormat(format: string, extra: readonly string[] = []): CommandError {
  const allowed = [...common, ...extra].sort((left, right) => (left < right ? -1 : 1));
  return new CommandError(
    `unable to match a printer suitable for the output format ${goQuote(format)}, allowed formats are: ${allowed.join(',')}`,
  );
}

/**
 * The printer of an output format; undefined for the empty format.
 * @throws CommandError for unknown formats, missing and broken templates
 * @upstream cli-runtime pkg/genericclioptions PrintFlags.ToPrinter
 */
export async function printerFor(
  flags: Flags,
  { files }: Pick<Kubectl, 'files'>,
  extra: readonly string[] = [],
): Promise<Printer | undefined> {
  const output = flags.text('output');
  const { format, template } = splitOutput(output, flags.text('template'));
  switch (format) {
    case '':
      return undefined;
    case 'json':
      return await jsonPrinter(flags);
    case 'yaml':
      return await yamlPrinter(flags);
    case 'name':
      return namePrinter;
    case 'jsonpath':
    case 'jsonpath-as-json':
      return await jsonPathPrinter(required(template), format === 'jsonpath-as-json', flags);
    case 'jsonpath-file':
      return await jsonPathPrinter(readTemplate(files, required(template)), false, flags);
    case 'go-template':
    case 'template':
      return await goTemplatePrinter(required(template));
    case 'go-template-file':
    case 'templatefile':
      return await goTemplatePrinter(readTemplate(files, required(template)));
    default:
      throw unknownFormat(output, extra);
  }
}

function splitOutput(output: string, template: string): { format: string; template: string } {
  const equals = output.indexOf('=');
  if (equals < 0 || !takesTemplate(output.slice(0, equals)))
    return { format: output === '' && template !== '' ? 'go-template' : output, template };
  return { format: output.slice(0, equals), template: output.slice(equals + 1) };
}

function takesTemplate(format: string): boolean {
  return !['json', 'yaml', 'name'].includes(format);
}

function required(template: string): string {
  if (template === '') throw new CommandError('template format specified but no template given');
  return template;
}

function readTemplate(files: Kubectl['files'], path: string): string {
  if (files.kindOf(path) === 'none') {
    throw new CommandError(`error reading --template ${path}, open ${path}: no such file or directory`);
  }
  return files.read(path);
}

async function jsonPrinter(flags: Flags): Promise<Printer> {
  const { printJson } = await import('./json');
  return (object, _kind, isTyped = false) => printJson(withoutManagedFields(object, flags), { sorted: !isTyped });
}

async function yamlPrinter(flags: Flags): Promise<Printer> {
  const { printYaml } = await import('./yaml');
  let count = 0;
  return (object) => (count++ > 0 ? '---\n' : '') + printYaml(withoutManagedFields(object, flags));
}

function withoutManagedFields(object: Json, flags: Flags): Json {
  if (flags.bool('show-managed-fields')) return object;
  const { metadata, items, kind } = object as { metadata?: { managedFields?: Json }; items?: Json[]; kind?: string };
  if (items !== undefined) {
    const shown = items.map((item) => withoutManagedFields(item, flags));
    return { ...(object as object), items: kind === 'List' ? shown.map(sortFields) : shown };
  }
  if (metadata?.managedFields === undefined) return object;
  const { managedFields: _, ...rest } = metadata;
  return { ...(object as object), metadata: rest };
}

/** The items of a List of any kinds are never typed. */
function sortFields(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortFields);
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort(compareText);
  return Object.fromEntries(names.map((name) => [name, sortFields(value[name] ?? null)]));
}

const namePrinter: Printer = (object, kind) => {
  const { items } = object as { items?: KubeObject[] };
  if (items !== undefined) return items.map((item) => namePrinter(item)).join('');
  const { metadata, apiVersion, kind: own } = object as KubeObject;
  const [group = ''] = apiVersion.includes('/') ? apiVersion.split('/') : [''];
  return `${qualifiedKind(kind ?? { group, kind: own })}/${metadata.name || '<unknown>'}\n`;
};

async function jsonPathPrinter(template: string, asJson: boolean, flags: Flags): Promise<Printer> {
  const { jsonPathFromFlag, printJsonPath } = await import('./jsonpath/print');
  const path = jsonPathFromFlag(template);
  return (object) =>
    printJsonPath(path, object, { asJson, allowMissingKeys: flags.bool('allow-missing-template-keys') });
}

async function goTemplatePrinter(template: string): Promise<Printer> {
  const { goTemplateFromFlag, printGoTemplate } = await import('./go-template/render');
  const parsed = goTemplateFromFlag(template);
  return (object) => printGoTemplate(parsed, object);
}
