import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newShell, type Shell } from './shell';

function withPod(): Shell {
  const shell = newShell();
  shell.out('kubectl run web --image=nginx; kubectl run box --image=busybox -- sleep infinity');
  return shell;
}

describe('what containers may do', () => {
  it.each<[string, string, number, string]>([
    ['a loop without end', 'while :; do :; done', 137, 'ran more commands at once than it may'],
    ['an expression that backtracks', '[[ aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa. =~ ^(a+)+$ ]]', 1, ''],
    ['a pattern that backtracks', 'x=$(printf a%.0s {1..3000}); [[ $x == *a*a*a*a*a*a*a*a*b ]]', 1, ''],
    ['a fork bomb', ':(){ :|:& };:; wait', 0, 'Resource temporarily unavailable'],
    ['a function that calls itself', 'f() { f; }; f', 1, 'maximum function nesting level exceeded'],
    ['a text that doubles', 'x=a; while :; do x=$x$x; done', 137, ''],
    ['a file without end', 'cat /dev/zero > /tmp/z', 1, 'write error: '],
    ['too many files', 'i=0; while [ $i -lt 25000 ]; do : > /tmp/f$i; i=$((i+1)); done', 0, 'No space left on device'],
    ['a device that is full', 'echo x > /dev/full', 1, 'No space left on device'],
  ])('%s ends', (_what, script, exitCode, message) => {
    const shell = withPod();
    const found = shell(`kubectl exec web -- bash -c '${script}'`);
    expect(found.stderr).toContain(message);
    expect(found.stderr).not.toContain('unexpected fault');
    expect(found.exitCode).toBe(exitCode);
    expect(shell.out('kubectl exec web -- echo fine')).toBe('fine\n');
  });

  it('output without end ends with its reader', () => {
    const shell = withPod();
    expect(shell.out("kubectl exec web -- sh -c 'yes | head -n 2'")).toBe('y\ny\n');
    expect(shell('kubectl exec web -- yes | head -n 1').stdout).toBe('y\n');
  });

  it('a process without end does not hold up the cluster', () => {
    const shell = newShell();
    shell.out("kubectl run loop --image=busybox -- sh -c 'while true; do echo x; done'");
    expect(shell.out('kubectl get pods --no-headers')).toMatch(/^loop +0\/1 +(CrashLoopBackOff|Error)/);
    expect(shell.out('kubectl logs loop').length).toBeLessThan(70_000);
  });
});

describe('what containers reach', () => {
  it('nothing of this machine: its files, variables and network', () => {
    const shell = withPod();
    writeFileSync(join(shell.folder, 'private'), 'secret');
    const path = join(shell.folder, 'private');
    expect(shell(`kubectl exec web -- cat ${path}`).stderr).toContain('No such file or directory');
    expect(shell(`MINE=secret kubectl exec web -- env`).stdout).not.toContain('secret');
    expect(
      shell(`kubectl exec web -- sh -c 'ls -a / /proc /root; echo "$MINE"; cat /proc/1/environ'`).stdout,
    ).not.toContain('secret');
    shell.out("kubectl exec web -- sh -c 'mkdir -p /work; echo x > /work/x; echo x > /tmp/../../../../x'");
    expect([existsSync('/work/x'), existsSync('/x')]).toEqual([false, false]);
    expect(shell('kubectl exec web -- curl -sS -m 2 http://127.0.0.1:22').exitCode).toBe(7);
    expect(shell('kubectl exec web -- curl -sS -m 2 https://www.kubernetes.io').exitCode).toBe(6);
  });

  it('cp writes where it is told to, and nowhere else', () => {
    const shell = withPod();
    shell.out("kubectl exec web -- sh -c 'mkdir -p /data/in; echo a > /data/in/a; ln -s /etc/passwd /data/in/link'");
    const copied = shell('kubectl cp web:/data/in out');
    expect(copied.stderr).toContain('warning: skipping symlink: "out/link" -> "/etc/passwd"');
    expect(readdirSync(join(shell.folder, 'out'))).toEqual(['a']);
    // An archive whose names lead out of it, as somebody in the container could make it.
    shell.out(
      'kubectl exec web -- sh -c \'rm /bin/tar; printf "#!/bin/sh\\ncat /evil.tar\\n" > /bin/tar; chmod +x /bin/tar\'',
    );
    shell.out(
      'mkdir evil; cd evil; mkdir -p a; echo pwned > a/x; tar cPf ../evil.tar --transform s,a/x,a/../../pwned, a/x',
    );
    shell.out('kubectl exec -i web -- sh -c "cat > /evil.tar" < evil.tar');
    shell('mkdir into; kubectl cp web:a into/a');
    expect([existsSync(join(shell.folder, 'pwned')), existsSync(join(shell.folder, 'into/pwned'))]).toEqual([
      false,
      false,
    ]);
    shell.write('page', 'hello\n');
    shell.out('kubectl cp page box:/tmp/../tmp/./page');
    expect(shell.out('kubectl exec box -- cat /tmp/page')).toBe('hello\n');
  });

  it('logs are what was written, byte for byte', () => {
    const shell = newShell();
    shell.out("kubectl run ansi --image=busybox --restart=Never -- printf '\\033[31mred\\033[0m \\a\\303\\251\\n'");
    expect(shell.out('kubectl logs ansi')).toBe('\u001b[31mred\u001b[0m \u0007é\n');
  });

  it('larger contents lie in files beside the state, and go with what named them', () => {
    const shell = withPod();
    const folder = join(shell.env.KUBECTL_LITE_HOME ?? '', 'minikube.json.files');
    shell.out('kubectl exec web -- dd if=/dev/urandom of=/tmp/big bs=1k count=64 status=none');
    expect(readdirSync(folder)).toHaveLength(1);
    const sum = shell.out('kubectl exec web -- sha256sum /tmp/big').slice(0, 64);
    expect(readdirSync(folder)).toEqual([sum]);
    shell.out('kubectl-lite sim save saved.json');
    shell.out('kubectl delete pod web');
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
    shell.out('kubectl-lite sim load saved.json');
    expect(shell.out('kubectl exec web -- sha256sum /tmp/big').slice(0, 64)).toBe(sum);
    expect(readFileSync(join(shell.folder, 'saved.json'), 'utf8')).toContain(sum);
  });
});
