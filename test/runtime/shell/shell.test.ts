import { describe, expect, it } from 'vitest';
import type { ContainerWorld } from '../../../src/runtime/container-world';
import type { ShellKind } from '../../../src/runtime/images/facts';
import { runProgram } from '../../../src/runtime/run-program';
import { createShell, type LineResult } from '../../../src/runtime/shell/shell';
import { createBuffer, emptyInput } from '../../../src/runtime/streams';
import { articleWorld } from '../../dns/fixture';
import { worldOf } from '../fixture';

type Line = LineResult & { readonly stdout: string; readonly stderr: string };
type TypedShell = { readonly prompt: string; readonly run: (line: string) => Promise<Line> };

function shellOf(world: ContainerWorld, kind: ShellKind = world.image.shells.sh ?? 'ash'): TypedShell {
  let [stdout, stderr] = [createBuffer(), createBuffer()];
  const streams = {
    stdin: emptyInput,
    stdout: { write: (data: string | Uint8Array) => stdout.write(data) },
    stderr: { write: (data: string | Uint8Array) => stderr.write(data) },
  };
  const shell = createShell(world, kind, kind === 'bash' ? 'bash' : 'sh', streams, runProgram);
  return {
    get prompt() {
      return shell.prompt;
    },
    async run(line) {
      [stdout, stderr] = [createBuffer(), createBuffer()];
      const result = await shell.run(line);
      return { stdout: stdout.text(), stderr: stderr.text(), ...result };
    },
  };
}

async function type(shell: TypedShell, lines: readonly string[]): Promise<string> {
  let screen = '';
  for (const line of lines) {
    screen += `${shell.prompt}${line}\n`;
    const { stdout, stderr } = await shell.run(line);
    screen += stdout + stderr;
  }
  return screen;
}

describe('an interactive shell', () => {
  it('runs the article’s session in the e2e dnsutils', async () => {
    const shell = shellOf(worldOf('gcr.io/kubernetes-e2e-test-images/dnsutils:1.3', articleWorld));
    expect(await type(shell, ['nslookup cluster', 'nslookup test-0.headless'])).toBe(`/ # nslookup cluster
Server:\t\t10.96.0.10
Address:\t10.96.0.10#53

Name:\tcluster.default.svc.cluster.local
Address: 10.109.227.151

/ # nslookup test-0.headless
Server:\t\t10.96.0.10
Address:\t10.96.0.10#53

** server can't find test-0.headless: NXDOMAIN

`);
    expect(await shell.run('exit')).toMatchObject({ stdout: '', stderr: '', exitCode: 1, exited: true });
  });

  it('keeps variables, functions and the directory', async () => {
    const shell = shellOf(worldOf('busybox'));
    expect(await type(shell, ['x=1', 'f() { echo "f $x $1"; }', 'cd /tmp', 'f a', 'cd', 'false', 'echo $?'])).toBe(
      '/ # x=1\n/ # f() { echo "f $x $1"; }\n/ # cd /tmp\n/tmp # f a\nf 1 a\n/tmp # cd\n~ # false\n~ # echo $?\n1\n',
    );
  });

  it.each([
    ['a loop', ['for i in 1 2', 'do echo $i', 'done'], '1\n2\n'],
    ['a quote', ["echo 'a", "b'"], 'a\nb\n'],
    ['a pipe', ['echo a |', 'cat'], 'a\n'],
    ['a condition', ['if true; then', 'echo yes', 'fi'], 'yes\n'],
    ['a backslash', ['echo a \\', 'b'], 'a b\n'],
    ['a here-document', ['cat <<EOF', 'x', 'EOF'], 'x\n'],
    ['a function', ['f() {', 'echo f', '}; f'], 'f\n'],
  ])('asks for more within %s', async (_title, lines, expected) => {
    const shell = shellOf(worldOf('busybox'));
    const results = [];
    for (const line of lines) results.push({ prompt: shell.prompt, ...(await shell.run(line)) });
    expect(results.map(({ prompt }) => prompt)).toEqual(['/ # ', ...lines.slice(1).map(() => '> ')]);
    expect(results.map(({ incomplete }) => incomplete)).toEqual([...lines.slice(1).map(() => true), false]);
    expect(results.at(-1)?.stdout).toBe(expected);
  });

  it.each([
    ['nginx', 'bash', 'root@web-0:/# '],
    ['nginx', 'dash', '# '],
    ['busybox', 'ash', '/ # '],
    ['fischerjulian/nspct', 'bash', 'root@web-0:/# '],
  ] as const)('%s %s prompts %j', (image, kind, prompt) => {
    expect(shellOf(worldOf(image), kind).prompt).toBe(prompt);
  });

  it('ends with the code of exit, and says so in bash', async () => {
    expect(await shellOf(worldOf('nginx'), 'bash').run('exit 3')).toEqual({
      stdout: '',
      stderr: 'exit\n',
      exitCode: 3,
      exited: true,
      incomplete: false,
    });
  });

  it('goes on after a wrong line', async () => {
    const shell = shellOf(worldOf('busybox'));
    expect(await shell.run('done')).toMatchObject({ stderr: 'sh: syntax error: unexpected "done"\n', exitCode: 2 });
    expect(await shell.run('echo ok')).toMatchObject({ stdout: 'ok\n', exitCode: 0 });
  });
});
