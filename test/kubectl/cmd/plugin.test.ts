import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newShell, type Shell } from '../../e2e/shell';

const script = '#!/bin/sh\necho "${0##*/} $*"\nexit 7\n';
const plugins = {
  'a/kubectl-foo': 0o755,
  'a/kubectl-foo-bar': 0o755,
  'a/kubectl-get': 0o755,
  'a/kubectl-create-net_pol': 0o755,
  'b/kubectl-foo': 0o755,
  'b/kubectl-noexec': 0o644,
  'b/kubectl-very_long_name_of_plugin': 0o755,
};

/** A shell with plugins in two folders of its PATH, one of them named twice, and a folder that is not there. */
function shellWithPlugins(): Shell {
  const shell = newShell();
  const [a, b, none] = ['a', 'b', 'none'].map((name) => join(shell.folder, name));
  for (const [name, mode] of Object.entries(plugins)) {
    const path = join(shell.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, script);
    chmodSync(path, mode);
  }
  const [own = ''] = (shell.env.PATH ?? '').split(delimiter);
  shell.env.PATH = [own, a, b, a, none, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);
  return shell;
}

/** What kubectl 1.33.1 printed in such a folder; its path is DIR. */
describe('plugins', () => {
  it('are listed, with what stands in their way', () => {
    const shell = shellWithPlugins();
    const { stdout, stderr, exitCode } = shell('kubectl plugin list');

    expect(stdout.replaceAll(shell.folder, 'DIR')).toBe(`The following compatible plugins are available:

DIR/a/kubectl-create-net_pol
DIR/a/kubectl-foo
DIR/a/kubectl-foo-bar
DIR/a/kubectl-get
DIR/b/kubectl-foo
DIR/b/kubectl-noexec
DIR/b/kubectl-very_long_name_of_plugin
`);
    expect(
      stderr.replaceAll(shell.folder, 'DIR'),
    ).toBe(`Unable to read directory "DIR/none" from your PATH: open DIR/none: no such file or directory. Skipping...
  - warning: kubectl-create-net_pol overwrites existing command: "kubectl create"
  - warning: kubectl-get overwrites existing command: "kubectl get"
  - warning: DIR/b/kubectl-foo is overshadowed by a similarly named plugin: DIR/a/kubectl-foo
  - warning: DIR/b/kubectl-noexec identified as a kubectl plugin, but it is not executable
error: 4 plugin warnings were found
`);
    expect(exitCode).toBe(1);
  });

  it.each([
    ['foo bar baz -x', 'kubectl-foo-bar baz -x\n', '', 7],
    ['foo -x bar', 'kubectl-foo -x bar\n', '', 7],
    ['create net-pol x', 'kubectl-create-net_pol x\n', '', 7],
    ['foo-bar', '', 'error: unknown command "foo-bar" for "kubectl"\n', 1],
    ['noexec', '', 'error: unknown command "noexec" for "kubectl"\n\nDid you mean this?\n\texec\n', 1],
    ['create nothing', '', "error: Unexpected args: [nothing]\nSee 'kubectl create -h' for help and examples\n", 1],
    ['plugin nothing', '', 'error: unknown command "nothing"\nSee \'kubectl plugin -h\' for help and examples\n', 1],
    ['__complete fo', 'foo\tThe command foo is a plugin installed by the user\n:4\n', expect.any(String), 0],
  ])('kubectl %s', (words, stdout, stderr, exitCode) => {
    expect(shellWithPlugins()(`kubectl ${words}`)).toEqual({ stdout, stderr, exitCode });
  });

  it('stand in the help, each as often as it was found', () => {
    expect(shellWithPlugins().out('kubectl help')).toContain(`
Subcommands provided by plugins:
  foo           The command foo is a plugin installed by the user
  foo           The command foo is a plugin installed by the user
  foo           The command foo is a plugin installed by the user
  noexec        The command noexec is a plugin installed by the user
  very-long-name-of-plugin   The command very-long-name-of-plugin is a plugin installed by the user

Other Commands:
`);
  });

  it('are missed where there are none', () => {
    const shell = shellWithPlugins();
    const [own = ''] = (shell.env.PATH ?? '').split(delimiter);
    shell.env.PATH = [own, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);
    expect(shell('kubectl plugin list')).toEqual({
      stdout: '',
      stderr: 'error: unable to find any kubectl plugins in your PATH\n',
      exitCode: 1,
    });
  });
});
