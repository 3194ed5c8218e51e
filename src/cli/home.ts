import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder of the simulator's own files: its kubeconfig and a state file for each context. */
export function homeFolder(env: NodeJS.ProcessEnv): string {
  if (env.KUBECTL_LITE_HOME) return env.KUBECTL_LITE_HOME;
  if (env.XDG_STATE_HOME) return join(env.XDG_STATE_HOME, 'kubectl-lite');
  return join(homedir(), '.local', 'state', 'kubectl-lite');
}

/** The state file of a context: characters that file systems refuse become `_`. */
export function stateFile(folder: string, context: string): string {
  return join(folder, `${context.replace(/[^\w.@-]/g, '_')}.json`);
}
