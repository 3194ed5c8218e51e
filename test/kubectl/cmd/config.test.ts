import { describe, expect, it } from 'vitest';
import { readInvocation } from '../../../src/cli/program';
import { configCommands } from '../../../src/kubectl/cmd/config/commands';
import { HelpError } from '../../../src/kubectl/cmd/config/help-error';
import type { CommandSpec } from '../../../src/kubectl/command';
import { AggregateCommandError, CommandError, UsageError } from '../../../src/kubectl/command-error';
import { type KubeconfigStore, parseKubeconfig, printKubeconfig } from '../../../src/kubectl/kubeconfig';
import type { Files, Kubectl } from '../../../src/kubectl/kubectl';
import recorded from './config.recorded.json';

/** A run of kubectl 1.33.1; $CWD is where it ran. */
type Row = {
  argv: string[];
  /** Which of the kubeconfigs it ran with, or its text; neither where there was no file. */
  kubeconfig?: string;
  text?: string;
  path?: string;
  /** Other files that there were. */
  files?: { [path: string]: string | undefined };
  stdout?: string;
  /** The standard output is the command's help. */
  help?: boolean;
  stderr?: string;
  exit?: number;
  /** The kubeconfig afterwards, if it was written. */
  after?: string;
};

const { kubeconfigs, rows }: { kubeconfigs: { [name: string]: string }; rows: Row[] } = recorded;

const workingFolder = '/home/user';
const placed = (text: string): string => text.replaceAll('$CWD', workingFolder);

function filesIn(texts: NonNullable<Row['files']>): Files {
  const files = Object.entries(texts).map(([path, text]) => [`${workingFolder}/${path}`, text] as const);
  const absolute = (path: string): string => (path.startsWith('/') ? path : `${workingFolder}/${path}`);
  const read = (path: string): string => files.find(([name]) => name === absolute(path))?.[1] ?? '';
  return {
    read,
    readBytes: (path) => new TextEncoder().encode(read(path)),
    kindOf: (path) => {
      if (files.some(([name]) => name === absolute(path))) return 'file';
      return files.some(([name]) => name.startsWith(`${absolute(path)}/`)) ? 'folder' : 'none';
    },
    list: () => [],
    glob: () => [],
    write: () => {},
    resolve: (path) => path,
  };
}

async function specOf(word: string | undefined): Promise<CommandSpec> {
  const entry = configCommands.find(({ name, aliases = [] }) => [name, ...aliases].includes(word ?? ''));
  if (entry?.load === undefined) throw new Error(`no command ${word}`);
  return (await entry.load()).command;
}

function storeOf({ kubeconfig, text, path = 'cfg' }: Row, written: (text: string) => void): KubeconfigStore {
  const content = kubeconfig === undefined ? (text ?? '') : (kubeconfigs[kubeconfig] ?? '');
  return {
    path: placed(path),
    workingFolder,
    read: () => {
      try {
        return parseKubeconfig(placed(content));
      } catch (error) {
        throw new CommandError(`error loading config file "${placed(path)}": ${(error as Error).message}`);
      }
    },
    write: (config) => written(printKubeconfig(config)),
  };
}

/** What a run says and writes, in the words of a recorded row. */
async function run(row: Row): Promise<Partial<Row>> {
  const result = { stdout: '', stderr: '', exit: 0, help: false, after: undefined as string | undefined };
  const spec = await specOf(row.argv[0]);
  const kubectl = {
    files: filesIn(row.files ?? {}),
    kubeconfig: storeOf(row, (text) => {
      result.after = text;
    }),
    streams: {
      out: (text: string) => {
        result.stdout += text;
      },
      err: (text: string) => {
        result.stderr += text;
      },
    },
  };
  try {
    const invocation = await readInvocation(spec, row.argv.slice(1).map(placed));
    await spec.run(invocation, kubectl as unknown as Kubectl);
  } catch (error) {
    const errors = error instanceof AggregateCommandError ? error.errors : [error];
    result.stderr += errors.map(errorText).join('');
    result.exit = error instanceof CommandError ? error.exitCode : 1;
    result.help = error instanceof HelpError;
  }
  return result;
}

function errorText(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (error instanceof UsageError) {
    return `error: ${error.message}\nSee 'kubectl ${error.command} -h' for help and examples\n`;
  }
  if (error instanceof HelpError && error.message === '') return '';
  if (error instanceof CommandError) return `${error.hasPrefix ? 'error: ' : ''}${error.message}\n`;
  return `${name}: ${error instanceof Error ? error.stack : error}`;
}

describe('kubectl config says and writes what kubectl 1.33 does', () => {
  it.each(
    rows.map((row, i) => [`${i} ${row.argv.join(' ')} (${row.kubeconfig ?? row.text ?? 'no file'})`, row] as const),
  )('%s', async (_, row) => {
    const { stdout = '', stderr = '', exit = 0, help = false, after } = row;
    const expected = { stdout, stderr, exit, help, after };
    for (const field of ['stdout', 'stderr', 'after'] as const) {
      const text = expected[field];
      if (text !== undefined) expected[field] = placed(text);
    }
    expect(await run(row)).toEqual(expected);
  });
});
