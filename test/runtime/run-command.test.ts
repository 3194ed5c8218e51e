import { describe, expect, it } from 'vitest';
import { worldOf } from './fixture';
import { runCommand } from './run-command';

const ok = (stdout: string) => ({ stdout, stderr: '', exitCode: 0 });

describe('runCommand', () => {
  it.each<[string[], string]>([
    [['hostname'], 'web-0\n'],
    [['hostname', '-f'], 'web-0.nginx.default.svc.cluster.local\n'],
    [['hostname', '-s'], 'web-0\n'],
    [['hostname', '-d'], 'nginx.default.svc.cluster.local\n'],
    [['hostname', '-i'], '10.244.0.5\n'],
    [['sh', '-c', 'hostname'], 'web-0\n'],
    [['/bin/sh', '-c', 'echo "$(hostname)"'], 'web-0\n'],
    [['/bin/bash', '-c', 'echo $0 $1', 'name', 'x'], 'name x\n'],
    [['/usr/bin/printenv', 'HOSTNAME'], 'web-0\n'],
    [['echo', '-n', 'a', '$HOME'], 'a $HOME'],
    [['date'], 'Tue Nov 14 22:13:20 UTC 2023\n'],
    [['date', '+%Y-%m-%dT%H:%M:%SZ %s %j'], '2023-11-14T22:13:20Z 1700000000 318\n'],
    [['sleep', '3600'], ''],
    [['true'], ''],
  ])('%j', async (argv, stdout) => {
    expect(await runCommand(worldOf('nginx'), argv)).toEqual(ok(stdout));
  });

  it.each<[string, string[], string]>([
    ['nginx', ['foo'], 'exec: "foo": executable file not found in $PATH: unknown'],
    ['nginx', ['nslookup', 'x'], 'exec: "nslookup": executable file not found in $PATH: unknown'],
    ['busybox', ['/bin/bash'], 'exec: "/bin/bash": stat /bin/bash: no such file or directory: unknown'],
    ['registry.k8s.io/pause:3.9', ['sh'], 'exec: "sh": executable file not found in $PATH: unknown'],
  ])('%s cannot start %j', async (image, argv, reason) => {
    const prefix = 'OCI runtime exec failed: exec failed: unable to start container process: ';
    expect(await runCommand(worldOf(image), argv)).toEqual({ startError: prefix + reason });
  });

  it.each<[string, string[], string, number]>([
    ['busybox', ['sh', '-c', 'foo'], 'sh: foo: not found\n', 127],
    ['nginx', ['sh', '-c', 'foo'], 'sh: 1: foo: not found\n', 127],
    ['nginx', ['bash', '-c', 'foo'], 'bash: line 1: foo: command not found\n', 127],
    ['nginx', ['sh', '-c', 'exit 3'], '', 3],
    ['nginx', ['false'], '', 1],
    ['nginx', ['cat', '/nope'], 'cat: /nope: No such file or directory\n', 1],
    ['busybox', ['cat', '/nope'], "cat: can't open '/nope': No such file or directory\n", 1],
  ])('%s fails at %j', async (image, argv, stderr, exitCode) => {
    expect(await runCommand(worldOf(image), argv)).toEqual({ stdout: '', stderr, exitCode });
  });

  it('runs the script on standard input', async () => {
    expect(await runCommand(worldOf('nginx'), ['sh'], 'echo a\necho b\n')).toEqual(ok('a\nb\n'));
    expect(await runCommand(worldOf('nginx'), ['cat'], 'in')).toEqual(ok('in'));
  });

  it('stops a loop that never ends', async () => {
    const result = await runCommand(worldOf('busybox'), ['sh', '-c', 'while true; do sleep 3600; done;']);
    expect(result).toEqual({
      stdout: '',
      stderr: 'kubectl-lite: stopped: c ran more commands at once than it may\n',
      exitCode: 137,
    });
  });

  it('writes files, and reads them again', async () => {
    const world = worldOf('busybox');
    expect(await runCommand(world, ['sh', '-c', 'echo hi > /tmp/x; echo $?'])).toEqual(ok('0\n'));
    expect(await runCommand(world, ['cat', '/tmp/x'])).toEqual(ok('hi\n'));
  });
});
