import { goQuote } from '../../apimachinery/go-value';
import type { JsonObject } from '../../apimachinery/json';
import type { KubeObject } from '../../apimachinery/meta';
import type { Flags } from '../command';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { printJson } from '../printers/json';
import { printYaml } from '../printers/yaml';
import type { Info } from '../resource/select';
import { withoutManagedFields } from '../without-managed-fields';
import { isWindows } from './editor';

/** Writes objects, below a header, as they are edited: several as a List. */
export type DraftPrinter = {
  readonly format: 'yaml' | 'json';
  readonly print: (infos: readonly Info[], header: string) => string;
};

/** @throws CommandError for other formats than YAML and JSON @upstream kubectl pkg/cmd/util/editor editPrinterOptions */
export function draftPrinter(flags: Flags, kubectl: Pick<Kubectl, 'env'>): DraftPrinter {
  const format = flags.text('output') || 'yaml';
  if (format !== 'yaml' && format !== 'json') {
    throw new CommandError(
      `unable to match a printer suitable for the output format ${goQuote(format)}, allowed formats are: json,yaml`,
    );
  }
  const isCrlf = flags.has('windows-line-endings') ? flags.bool('windows-line-endings') : isWindows(kubectl);
  return {
    format,
    print(infos, header) {
      const object = draftObject(infos.map((info) => withoutManagedFields(info.object)));
      const text = header + (format === 'json' ? printJson(object) : printYaml(object));
      return isCrlf ? text.replaceAll('\n', '\r\n') : text;
    },
  };
}

function draftObject(objects: KubeObject[]): JsonObject {
  const [only, ...others] = objects;
  if (only !== undefined && others.length === 0) return only;
  return { kind: 'List', apiVersion: 'v1', metadata: {}, items: objects };
}
