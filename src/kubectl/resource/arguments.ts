import type { Kind } from '../../apimachinery/meta';
import { CommandError } from '../command-error';
import { kindFor, kindsFor } from './mapper';

/** What the words of a command name: objects by name, or whole types. */
export type Target = { readonly kind: Kind; readonly name?: string };

const slashAndType =
  "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'";

/**
 * Reads `TYPE[,TYPE] [NAME...]` or `TYPE/NAME...`.
 * @throws CommandError in kubectl's words
 * @upstream cli-runtime pkg/resource/builder.go ResourceTypeOrNameArgs
 */
export function readTargets(kinds: readonly Kind[], args: readonly string[]): Target[] {
  if (args.some((arg) => arg.includes('/'))) return args.map((arg) => readSlashForm(kinds, arg));
  const [types = '', ...names] = args;
  if (types === '') return [];
  const found = kindsFor(kinds, types);
  if (names.length === 0) return found.map((kind) => ({ kind }));
  return found.flatMap((kind) => names.map((name) => ({ kind, name })));
}

function readSlashForm(kinds: readonly Kind[], arg: string): Target {
  const parts = arg.split('/');
  if (parts.length === 1) throw new CommandError(slashAndType);
  const [type = '', name = '', ...more] = parts;
  if (more.length > 0) throw new CommandError(`arguments in resource/name form may not have more than one slash`);
  if (type === '' || name === '' || type.includes(',')) {
    throw new CommandError('arguments in resource/name form must have a single resource and name');
  }
  return { kind: kindFor(kinds, type), name };
}

/** Whether the words name more than one type. @upstream resource.MultipleTypesRequested */
export function namesSeveralTypes(args: readonly string[]): boolean {
  const [first = ''] = args;
  if (args.some((arg) => arg.includes('/'))) return new Set(args.map((arg) => arg.split('/')[0])).size > 1;
  return first.includes(',') || first === 'all';
}

/** @throws CommandError where neither words nor files name anything. */
export function requireResources(args: readonly string[], files: readonly string[]): void {
  if (args.length === 0 && files.length === 0) throw nothingNamed();
}

/** @upstream cli-runtime pkg/resource missingResourceError */
export function nothingNamed(): CommandError {
  return new CommandError(
    "You must provide one or more resources by argument or filename.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'",
  );
}
