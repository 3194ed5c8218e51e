import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import recorded from './help.recorded.json';
import { newShell } from './shell';

/** Runs of kubectl 1.33. */
describe('help of groups, as kubectl prints it', () => {
  const rows = recorded.map((row) => [row.argv.join(' '), row] as const);

  it.each(rows)('kubectl %s', (_, { argv, ...wanted }) => {
    const { env, folder } = newShell();
    const { stdout, stderr, status } = spawnSync('kubectl', argv, { cwd: folder, env, encoding: 'utf8' });

    expect({ stdout, stderr, exit: status }).toEqual(wanted);
  });
});

describe('help of commands', () => {
  it('tells flags with their letters and defaults, by name', () => {
    const { out } = newShell();
    const help = out('kubectl scale --help');

    expect(help).toMatch(/^Set a new size for /);
    expect(help).toContain('\nOptions:\n    --all=false:\n\t');
    expect(help).toContain('\n    -f, --filename=[]:\n\t');
    expect(help).toContain('\n    --current-replicas=-1:\n\t');
    expect(help).toContain('\nUsage:\n  kubectl scale ');
    const flags = [...help.matchAll(/^ {4}(?:-\w, )?--([\w-]+)=/gm)].map(([, name]) => name);
    expect(flags).toEqual(flags.toSorted());
  });

  it('is what `help` before a command asks for', () => {
    const { out } = newShell();

    expect(out('kubectl help scale')).toBe(out('kubectl scale -h'));
    expect(out('kubectl help create secret')).toBe(out('kubectl create secret --help'));
  });

  it('lists the simulator where it is called by its own name', () => {
    const { out } = newShell();

    expect(out('kubectl-lite --help')).toContain('\nSimulator Commands (not in kubectl):\n');
    expect(out('kubectl-lite sim --help')).toContain('\nAvailable Commands:\n');
  });
});
