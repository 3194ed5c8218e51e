import { goQuote } from '../../apimachinery/go-value';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';

type World = Pick<Kubectl, 'env' | 'files' | 'programs' | 'streams' | 'commit'>;

/** Whether lines end, and programs are found, as on Windows. */
export function isWindows({ env }: Pick<Kubectl, 'env'>): boolean {
  return env('OS') === 'Windows_NT';
}

/**
 * Hands a file to the user's editor, and waits until it is closed.
 * @throws CommandError where it cannot be started, or fails
 * @upstream kubectl pkg/cmd/util/editor editor.go Launch
 */
export async function openEditor(path: string, world: World): Promise<void> {
  const { argv, isShell } = editorOf(world);
  const words = isShell ? [...argv.slice(0, -1), `${argv.at(-1)} ${goQuote(path)}`] : [...argv, path];
  world.commit();
  world.streams.flush();
  const exitCode = await world.programs.interact(words);
  if (exitCode === 0) return;
  const name = JSON.stringify(argv.join(' '));
  const isUnknown = exitCode === undefined && !/[\\/]/.test(argv[0] ?? '');
  throw new CommandError(
    isUnknown ? `unable to launch the editor ${name}` : `there was a problem with the editor ${name}`,
  );
}

/** An editor with arguments is taken apart at its blanks; one with quotes is left to the user's shell. */
function editorOf({ env }: World): { argv: string[]; isShell: boolean } {
  const editor = env('KUBE_EDITOR') || env('EDITOR') || (isWindows({ env }) ? 'notepad' : 'vi');
  if (!editor.includes(' ') || !/["'\\]/.test(editor)) return { argv: editor.split(' '), isShell: false };
  const shell = env('SHELL') || (isWindows({ env }) ? 'cmd' : '/bin/bash');
  return { argv: [shell, shell === 'cmd' ? '/C' : '-c', editor], isShell: true };
}
