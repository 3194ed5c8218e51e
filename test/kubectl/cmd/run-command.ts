import { findCommand } from '../../../src/cli/find-command';
import { errorText } from '../../../src/cli/print-error';
import { readInvocation } from '../../../src/cli/program';
import type { Client } from '../../../src/client/client';
import type { Files, Kubectl } from '../../../src/kubectl/kubectl';

/** What a run prints, and its exit code. */
export type Result = { stdout: string; stderr: string; exit: number };

/** The world that a run is in: the server, the files of its folder, the environment, what is typed into it. */
export type World = {
  client: Client;
  files?: Readonly<Record<string, string>> | Files;
  env?: (name: string) => string | undefined;
  input?: string;
  /** Milliseconds since 1970. */
  now?: number;
};

/** What `kubectl …` says. */
export async function runCommand(argv: readonly string[], world: World): Promise<Result> {
  const { client, files = {}, env = () => undefined, input = '', now = 0 } = world;
  const result = { stdout: '', stderr: '', exit: 0 };
  const found = findCommand(argv);
  if (found === undefined) throw new Error(`no command in ${argv.join(' ')}`);
  const { node, path, words } = found;
  if (node.load === undefined) throw new Error(`${path} is a group`);
  const { command: spec } = await node.load();
  try {
    const invocation = await readInvocation(spec, words);
    const namespace = invocation.flags.text('namespace');
    const kubectl = {
      client,
      program: 'kubectl',
      namespace: namespace || 'default',
      isNamespaceGiven: namespace !== '',
      files: typeof files.read === 'function' ? files : folderOf(files as Readonly<Record<string, string>>),
      env,
      now: () => now,
      random: { below: () => 0 },
      commit: (): void => undefined,
      streams: {
        out: (text: string) => {
          result.stdout += text;
        },
        err: (text: string) => {
          result.stderr += text;
        },
        readInput: async () => input,
        interrupted: new AbortController().signal,
        after: (_milliseconds: number) => new AbortController().signal,
        flush: (): void => undefined,
      },
    } as unknown as Kubectl;
    await spec.run(invocation, kubectl, undefined as never);
  } catch (error) {
    const { text, exitCode } = errorText(error, 'kubectl', path);
    result.stderr += text;
    result.exit = exitCode;
  }
  return result;
}

function folderOf(files: Readonly<Record<string, string>>): Pick<Files, 'read' | 'kindOf'> {
  return {
    read: (path) => files[path] ?? '',
    kindOf: (path) => (path in files ? 'file' : 'none'),
  };
}
