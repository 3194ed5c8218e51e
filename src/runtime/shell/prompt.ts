import type { ShellState } from './state';

/** A directory with the home directory as `~`. */
function shortDirectory({ cwd, variables }: ShellState): string {
  const home = variables.get('HOME') ?? '';
  if (home === '' || home === '/') return cwd;
  return cwd === home || cwd.startsWith(`${home}/`) ? `~${cwd.slice(home.length)}` : cwd;
}

/** What root's shell prints before it reads a command; a PS1 that is set counts as it is, without escapes. */
export function promptText(state: ShellState): string {
  const own = state.variables.get('PS1');
  if (own !== undefined && !own.includes('\\') && !own.includes('$')) return own;
  if (state.kind === 'dash') return '# ';
  if (state.kind === 'ash') return `${shortDirectory(state)} # `;
  if (state.world.image.bashPrompt === 'plain') return 'bash-5.2# ';
  const [host = ''] = state.world.hostname.hostname.split('.');
  return `root@${host}:${shortDirectory(state)}# `;
}
