import { type FieldError, fieldErrorText, StatusError } from '../apimachinery/errors';
import { AggregateCommandError, CommandError, UsageError } from '../kubectl/command-error';
import { StateError } from '../store/store';
import { FlagError } from './flag-error';

/** What an error looks like to the user, and the exit code it makes. */
export type ErrorText = { readonly text: string; readonly exitCode: number; readonly stdout?: string };

/** @param command the command as typed, for where to find help */
export function errorText(error: unknown, program: string, command: string): ErrorText {
  if (error instanceof AggregateCommandError) return aggregateText(error, program, command);
  if (error instanceof UsageError) {
    return {
      text: `error: ${error.message}\nSee '${program} ${error.command} -h' for help and examples\n`,
      exitCode: error.exitCode,
    };
  }
  if (error instanceof CommandError && error.message === '') return { text: '', exitCode: error.exitCode };
  if (error instanceof CommandError) {
    return { text: `${error.hasPrefix ? 'error: ' : ''}${error.message}\n`, exitCode: error.exitCode };
  }
  if (error instanceof FlagError) {
    return { text: `error: ${error.message}\nSee '${program} ${command} --help' for usage.\n`, exitCode: 1 };
  }
  if (error instanceof StatusError) return { text: statusText(error), exitCode: 1 };
  if (error instanceof StateError || isKnown(error)) {
    return {
      text: `error: ${error.message}\n`,
      exitCode: 1,
      stdout: 'output' in error ? String(error.output) : undefined,
    };
  }
  return { text: faultText(error, program), exitCode: 1 };
}

/** Errors of readers and printers say in their messages all that users need. */
const known = new Set([
  'YamlError',
  'PrintError',
  'JsonPathError',
  'CustomColumnsError',
  'GoTemplateError',
  'SortError',
  'SelectorError',
  'PatchError',
]);

function isKnown(error: unknown): error is Error {
  return error instanceof Error && known.has(error.name === 'Error' ? error.constructor.name : error.name);
}

function aggregateText({ errors }: AggregateCommandError, program: string, command: string): ErrorText {
  const texts = errors.map((error) => errorText(error, program, command));
  return { text: texts.map(({ text }) => text).join(''), exitCode: 1 };
}

/** @upstream kubectl pkg/cmd/util checkErr */
function statusText(error: StatusError): string {
  if (error.reason !== 'Invalid' || error.causes.length === 0) {
    return `Error from server (${error.reason}): ${error.message}\n`;
  }
  const [, kind = '', name = ''] =
    /^(?:error when .*?: )*(\S*?)(?:\.\S*)? "([^"]*)" is invalid: /s.exec(error.message) ?? [];
  const head =
    kind === '' && name === '' ? 'The request is invalid: ' : `The ${kind} ${JSON.stringify(name)} is invalid: `;
  const causes = [...new Set(error.causes.map((cause: FieldError) => fieldErrorText(cause)))];
  return causes.length === 1 ? `${head}${causes[0]}\n` : `${head}\n${causes.map((cause) => `* ${cause}\n`).join('')}`;
}

function faultText(error: unknown, program: string): string {
  const reason = error instanceof Error ? error.message : String(error);
  const stack = process.env.KUBECTL_LITE_DEBUG && error instanceof Error ? `${error.stack}\n` : '';
  return `error: unexpected fault in ${program}: ${reason}
This is a bug of kubectl-lite, not of yours. Please report it with the command you typed and, if you can share it, a
snapshot made with "${program} sim save FILE". KUBECTL_LITE_DEBUG=1 shows where it happened.
${stack}`;
}
