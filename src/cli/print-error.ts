import { type FieldError, fieldErrorText, StatusError } from '../apimachinery/errors';
import { goQuote } from '../apimachinery/go-value';
import { ConnectionError } from '../client/http/errors';
import {
  AggregateCommandError,
  aggregateMessage,
  CommandError,
  FailureWithCode,
  UsageError,
} from '../kubectl/command-error';
import { StateError } from '../store/store';
import { FlagError } from './flag-error';

/** What an error looks like to the user, and the exit code it makes. */
export type ErrorText = { readonly text: string; readonly exitCode: number; readonly stdout?: string };

/** @param command the command as typed, for where to find help */
export function errorText(thrown: unknown, program: string, command: string): ErrorText {
  if (thrown instanceof FailureWithCode) {
    return { ...errorText(thrown.failure, program, command), exitCode: thrown.exitCode };
  }
  const error = thrown instanceof AggregateCommandError && thrown.errors.length === 1 ? thrown.errors[0] : thrown;
  if (error instanceof AggregateCommandError) return aggregateText(error, program);
  if (error instanceof UsageError) {
    return {
      text: `error: ${error.message}\nSee '${program} ${error.command} -h' for help and examples\n`,
      exitCode: error.exitCode,
    };
  }
  if (error instanceof CommandError && error.message === '') return { text: '', exitCode: error.exitCode };
  if (error instanceof CommandError) {
    return { text: line(`${error.hasPrefix ? 'error: ' : ''}${error.message}`), exitCode: error.exitCode };
  }
  if (error instanceof FlagError) {
    return { text: `error: ${error.message}\nSee '${program} ${command} --help' for usage.\n`, exitCode: 1 };
  }
  if (error instanceof StatusError) return { text: statusText(error), exitCode: 1 };
  if (error instanceof ConnectionError) return { text: line(error.message), exitCode: 1 };
  if (error instanceof StateError || isKnown(error)) {
    return {
      text: line(`error: ${error.message}`),
      exitCode: 1,
      stdout: 'output' in error ? String(error.output) : undefined,
    };
  }
  const reason = fileProblem(error);
  return { text: reason === undefined ? faultText(error, program) : `error: ${reason}\n`, exitCode: 1 };
}

/** Whether an error is a fault of this program: nothing that a user, a file or the cluster brought about. */
export function isFault(error: unknown): boolean {
  if (error instanceof FailureWithCode) return isFault(error.failure);
  if (error instanceof AggregateCommandError) return error.errors.some(isFault);
  const ours = [CommandError, FlagError, StatusError, StateError, ConnectionError];
  return !ours.some((type) => error instanceof type) && !isKnown(error) && fileProblem(error) === undefined;
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
  'RequestError',
]);

function isKnown(error: unknown): error is Error {
  return error instanceof Error && known.has(error.name);
}

const fileReasons: Record<string, string> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
  ENOTDIR: 'not a directory',
};

/** What the file system refused, in Go's words: `open web.yaml: permission denied`. */
function fileProblem(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  const path = 'path' in error ? `${error.path}: ` : '';
  return `${error.syscall} ${path}${fileReasons[String(error.code)] ?? error.code}`;
}

function line(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** Several errors, each in a line of its own. @upstream kubectl pkg/cmd/util MultipleErrors */
function aggregateText({ errors }: AggregateCommandError, program: string): ErrorText {
  const texts = errors.map((error) => {
    if (error instanceof StatusError) return standardText(error);
    if (error instanceof ConnectionError) return line(error.message);
    return isFault(error) ? faultText(error, program) : line(aggregateMessage([error]));
  });
  return { text: texts.join(''), exitCode: 1 };
}

/** @upstream kubectl pkg/cmd/util checkErr */
function statusText(error: StatusError): string {
  if (error.reason !== 'Invalid') return standardText(error);
  if (error.causes.length === 0) return `The request is invalid: ${error.message}\n`;
  const [, kind = '', name = ''] =
    /^(?:error when .*?: )*(\S*?)(?:\.\S*)? "([^"]*)" is invalid: /s.exec(error.message) ?? [];
  const head = kind === '' && name === '' ? 'The request is invalid: ' : `The ${kind} ${goQuote(name)} is invalid: `;
  const causes = [...new Set(error.causes.map((cause: FieldError) => fieldErrorText(cause)))];
  return causes.length === 1 ? `${head}${causes[0]}\n` : `${head}\n${causes.map((cause) => `* ${cause}\n`).join('')}`;
}

/** @upstream kubectl pkg/cmd/util StandardErrorMessage */
function standardText({ reason, message }: StatusError): string {
  if (reason === 'Unauthorized') return `error: You must be logged in to the server (${message})\n`;
  return reason === '' ? `Error from server: ${message}\n` : `Error from server (${reason}): ${message}\n`;
}

function faultText(error: unknown, program: string): string {
  const reason = error instanceof Error ? error.message : String(error);
  const stack = process.env.KUBECTL_LITE_DEBUG && error instanceof Error ? `${error.stack}\n` : '';
  return `error: unexpected fault in ${program}: ${reason}
This is a bug of kubectl-lite, not of yours. Please report it with the command you typed and, if you can share it, a
snapshot made with "${program} sim save FILE". KUBECTL_LITE_DEBUG=1 shows where it happened.
${stack}`;
}
