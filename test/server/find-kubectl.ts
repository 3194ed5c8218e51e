import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';

/**
 * The real kubectl: the one that is named by REAL_KUBECTL, or the PATH's. Where that only chooses among versions that
 * lie beside it, the version itself is called: that takes half the time.
 */
export const realKubectl = process.env.REAL_KUBECTL || versionBeside('1.33') || 'kubectl';

const told = spawnSync(realKubectl, ['version', '--client'], { timeout: 20_000, encoding: 'utf8' });

export const isThere = told.status === 0;

/** Such as `v1.33.1`; empty where there is none. */
export const realVersion = (isThere && /^Client Version: (\S+)/.exec(told.stdout)?.[1]) || '';

function versionBeside(version: string): string | undefined {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'kubectl'))
    .find((path) => existsSync(path));
  const beside = found && join(dirname(realpathSync(found)), `kubectl.${version}`);
  return beside !== undefined && existsSync(beside) ? byName(beside) : undefined;
}

/** kubectl speaks of itself by the name that it is called by: a link of that name is kept among what tests keep. */
function byName(path: string): string {
  const link = resolve('node_modules/.cache/kubectl-lite/kubectl');
  mkdirSync(dirname(link), { recursive: true });
  if (existsSync(link)) return link;
  try {
    rmSync(link, { force: true });
    symlinkSync(path, link);
  } catch (error) {
    // Another test may have made it meanwhile.
    if (!existsSync(link)) throw error;
  }
  return link;
}
