import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Shell } from './shell';

/** The state file of a shell's first cluster. */
export function statePath({ env }: Shell): string {
  return join(env.KUBECTL_LITE_HOME ?? '', 'minikube.json');
}

/** The state file's text; a cluster is made where there is none yet. */
function stateText(shell: Shell): string {
  if (!existsSync(statePath(shell))) shell.out('kubectl get namespaces');
  return readFileSync(statePath(shell), 'utf8');
}

/** Runs each script of a table: it fails with these words, says nothing else, and changes nothing. */
export function expectRefusals(shell: Shell, table: readonly (readonly [script: string, stderr: string])[]): void {
  const before = stateText(shell);
  for (const [script, stderr] of table) {
    expect({ script, ...shell(script) }).toEqual({ script, stdout: '', stderr: `${stderr}\n`, exitCode: 1 });
    expect(stateText(shell), script).toBe(before);
  }
}

/** A table whose scripts create or apply what a file holds. */
export function expectRefusedFiles(
  shell: Shell,
  verb: string,
  table: readonly (readonly [text: string, stderr: string])[],
): void {
  for (const [text, stderr] of table) {
    shell.write('x.yaml', text);
    expectRefusals(shell, [[`kubectl ${verb} -f x.yaml`, stderr]]);
  }
}
