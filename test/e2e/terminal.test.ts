import { describe, expect, it, type TestContext } from 'vitest';
import { newShell, type Outcome, type Shell } from './shell';

/** Types at a terminal; what it shows has \r\n, the line editor's escapes and echoes. */
function typeAt(shell: Shell, command: string, typed: string): Outcome {
  const { stdout, ...outcome } = shell(`script -qec '${command}' /dev/null`, typed);
  return { ...outcome, stdout: stdout.replaceAll('\r', '') };
}

function needScript({ skip }: TestContext): Shell {
  const shell = newShell();
  skip(!shell('script --version').stdout.includes('util-linux'), 'there is no "script" of util-linux');
  return shell;
}

describe('a session at a terminal', () => {
  it('ends when its shell ends, and takes the pod away', (context) => {
    const shell = needScript(context);
    const run = 'kubectl run bb --image=busybox:1.28 --restart=Never -it --rm /bin/sh';
    const { stdout, exitCode } = typeAt(shell, run, 'hostname\nexit 3\n');

    expect(exitCode).toBe(3);
    expect(stdout).toContain("If you don't see a command prompt, try pressing enter.\n");
    expect(stdout).toContain('\nbb\n');
    expect(stdout).not.toContain('Unable to use a TTY');
    expect(stdout).toMatch(/pod "bb" deleted\npod default\/bb terminated \(Error\)\n$/);
    expect(shell('kubectl get pods').stdout).toBe('');
  });

  it('ends at the end of what is typed', (context) => {
    const shell = needScript(context);
    shell.out('kubectl run nginx --image=nginx:1.27');
    const { stdout, exitCode } = typeAt(shell, 'kubectl exec -it nginx -- bash', 'hostname\n');

    expect(stdout).toContain('root@nginx:/# ');
    expect(stdout).toContain('\nnginx\n');
    expect(exitCode).toBe(0);
  });

  it('tells how to come back to a pod that goes on', (context) => {
    const shell = needScript(context);
    const { stdout, exitCode } = typeAt(shell, 'kubectl run bb --image=busybox:1.28 -it', 'exit\n');

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /Session ended, resume using 'kubectl attach bb -c bb -i -t' command when the pod is running\n$/,
    );
    expect(shell.out('kubectl get pods')).toBe(
      'NAME   READY   STATUS    RESTARTS     AGE\nbb     1/1     Running   1 (0s ago)   0s\n',
    );
  });
});

describe('sessions of the documents at a terminal', () => {
  it('asks for Services and pods in the e2e dnsutils', (context) => {
    const shell = needScript(context);
    shell.out(
      'kubectl run pod1 --image=example/hello --labels=run=pod1; kubectl expose pod/pod1 --name cluster --port 80',
    );
    const run =
      'kubectl run bb --image gcr.io/kubernetes-e2e-test-images/dnsutils:1.3 --restart Never -it --rm /bin/sh';
    const { stdout } = typeAt(shell, run, 'nslookup cluster\nnslookup nobody\nexit 0\n');
    const ip = shell.out("kubectl get svc cluster -o jsonpath='{.spec.clusterIP}'");
    expect(stdout).toContain(
      `/ # nslookup cluster\nServer:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\nName:\tcluster.default.svc.cluster.local\nAddress: ${ip}\n\n/ # `,
    );
    expect(stdout).toContain("** server can't find nobody: NXDOMAIN\n");
    expect(stdout).toMatch(/\/ # exit 0\npod "bb" deleted\n$/);
  });

  it('asks for the pods of a StatefulSet in busybox', (context) => {
    const shell = newShell({ fixtures: 'resolvable-web' });
    needScript(context);
    shell.out('kubectl create -f svc.yaml -f statefulset.yaml');
    const run = 'kubectl run -i --tty --image busybox:1.28.4 dns-test --restart=Never --rm /bin/sh';
    const { stdout } = typeAt(shell, run, 'nslookup web-0.nginx\nnslookup web-1.nginx\nexit\n');
    const ip = shell.out("kubectl get pod web-1 -o jsonpath='{.status.podIP}'");
    expect(stdout).toContain(`Name:      web-1.nginx\nAddress 1: ${ip} web-1.nginx.default.svc.cluster.local\n/ # `);
  });

  it('enters a pod that goes on, and leaves it', (context) => {
    const shell = needScript(context);
    shell.out('kubectl run busybox --image=busybox --command -- /bin/sh -c "while true; do sleep 3600; done;"');
    shell.out('kubectl create service clusterip mysql-h --clusterip=None');
    const { stdout, exitCode } = typeAt(
      shell,
      'kubectl exec -it busybox -- sh',
      'nslookup mysql-h.default.svc.cluster.local\ncd /tmp; echo $((6*7)) > x\ncat x\n',
    );
    expect(stdout).toContain('Server:\t\t10.96.0.10\n');
    expect(stdout).toContain('/tmp # cat x\n42\n');
    expect(exitCode).toBe(0);
    expect(shell.out('kubectl get pod busybox --no-headers')).toMatch(/1\/1 +Running +0/);
    expect(shell.out('kubectl exec busybox -- cat /tmp/x')).toBe('42\n');
  });

  it('^C ends what runs and not the shell, and the terminal is as it was', (context) => {
    const shell = needScript(context);
    shell.out('kubectl run box --image=busybox -- sleep infinity');
    const typed = `(sleep 1; printf 'sleep 1000\\n'; sleep 1; printf '\\003'; sleep 0.3; printf 'echo code $?\\n'; sleep 0.3; printf '\\004') | script -qec 'kubectl exec -it box -- sh; stty -a' /dev/null`;
    const { stdout } = shell(typed);
    expect(stdout.replaceAll('\r', '')).toContain('/ # sleep 1000\n^C\n/ # echo code $?\ncode 130\n/ # ');
    expect(stdout).toMatch(/ icanon .* echo /s);
  });
});

describe('a session at a terminal, in a cluster elsewhere', () => {
  it('is the same', async (context) => {
    const shell = needScript(context);
    const served = shell.start('kubectl serve --port 0 --dns-port 0 --kubeconfig served');
    await served.until('Ctrl-C');
    const kubectl = 'kubectl --kubeconfig served';
    shell.out(`${kubectl} run nginx --image=nginx:1.27`);
    const { stdout, exitCode } = typeAt(shell, `${kubectl} exec -it nginx -- bash`, 'hostname\nexit 3\n');
    expect(stdout).toContain('root@nginx:/# ');
    expect(stdout).toContain('\nnginx\n');
    expect(exitCode).toBe(3);
  });
});

describe('a session without a terminal', () => {
  it('sees what happens in the cluster meanwhile', async () => {
    const shell = newShell({ fixtures: 'resolvable-web' });
    shell.out('mkfifo typed');
    const session = shell.start(
      'kubectl run bb --image=busybox:1.28 --restart=Never -i --rm < typed 2>&1 & exec 3> typed; ' +
        'echo nslookup web-0.nginx >&3; while [ ! -e applied ]; do sleep 0.05; done; ' +
        'echo nslookup web-0.nginx >&3; echo exit >&3; exec 3>&-; wait; echo done',
    );
    await session.until("nslookup: can't resolve 'web-0.nginx'\n");
    shell.out('kubectl apply -f svc.yaml -f statefulset.yaml');
    const ip = shell.out("kubectl get pod web-0 -o jsonpath='{.status.podIP}'");
    shell.write('applied', '');

    await session.until(`Name:      web-0.nginx\nAddress 1: ${ip} web-0.nginx.default.svc.cluster.local\n`);
    await session.until('pod "bb" deleted\ndone\n');
    expect(shell.out('kubectl get pods -o name')).toBe('pod/web-0\npod/web-1\n');
  });

  it("reads commands over several lines, and echoes as the container's terminal does", () => {
    const shell = newShell();

    expect(
      shell(
        'kubectl run bb --image=busybox:1.28 --restart=Never -i -t --rm',
        'for i in 1 2; do\necho $i\ndone\nexit 5\n',
      ),
    ).toEqual({
      stdout: '/ # for i in 1 2; do\n> echo $i\n> done\n1\n2\n/ # exit 5\npod "bb" deleted\n',
      stderr:
        'Unable to use a TTY - input is not a terminal or the right kind of file\n' +
        "If you don't see a command prompt, try pressing enter.\n" +
        'pod default/bb terminated (Error)\n',
      exitCode: 5,
    });
  });

  it('leaves a pod that has ended', () => {
    const shell = newShell();
    shell('kubectl run good --image=busybox:1.28 --restart=Never -i', 'hostname\n');
    shell('kubectl run bad --image=busybox:1.28 --restart=Never -i', 'exit 3\n');

    expect(shell.out('kubectl get pods')).toBe(
      'NAME   READY   STATUS      RESTARTS   AGE\n' +
        'bad    0/1     Error       0          0s\n' +
        'good   0/1     Completed   0          0s\n',
    );
    expect(
      shell.out("kubectl get pod bad -o jsonpath='{.status.containerStatuses[0].state.terminated.exitCode}'"),
    ).toBe('3');
  });
});
