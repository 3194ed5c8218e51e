import { describe, expect, it } from 'vitest';
import { newShell } from './shell';

describe('the document on StatefulSets, to its end', () => {
  it('keeps what each pod wrote to its volume', () => {
    const shell = newShell({ fixtures: 'ordered-web' });
    shell.out('kubectl apply -f service.yaml -f statefulset.yaml');
    shell.out(
      'for i in 0 1; do kubectl exec web-$i -- sh -c \'echo "$(hostname)" > /usr/share/nginx/html/index.html\'; done',
    );
    const read = 'for i in 0 1; do kubectl exec -i web-$i -- curl -s http://localhost/; done';
    expect(shell.out(read)).toBe('web-0\nweb-1\n');
    shell.out('kubectl delete pod -l app=nginx');
    expect(shell.out(read)).toBe('web-0\nweb-1\n');
    expect(shell.out('kubectl logs web-1').trimEnd()).toMatch(/"GET \/ HTTP\/1\.1" 200 6 "-" "curl\/[\d.]+"/);
  });

  it('forgets what was written with the claim', () => {
    const shell = newShell({ fixtures: 'ordered-web' });
    shell.out('kubectl apply -f service.yaml -f statefulset.yaml');
    shell.out("kubectl exec web-0 -- sh -c 'echo kept > /usr/share/nginx/html/x; echo lost > /tmp/x'");
    shell.out('kubectl delete pod web-0');
    expect(shell.out('kubectl exec web-0 -- cat /usr/share/nginx/html/x')).toBe('kept\n');
    expect(shell('kubectl exec web-0 -- cat /tmp/x').stderr).toContain('No such file or directory');
    shell.out(
      'kubectl scale statefulset web --replicas=0; kubectl delete pvc www-web-0; kubectl scale sts web --replicas=1',
    );
    expect(shell('kubectl exec web-0 -- cat /usr/share/nginx/html/x').exitCode).toBe(1);
  });
});

describe('idioms of StatefulSets', () => {
  it('MySQL: an init container writes to a volume that the server reads', () => {
    const shell = newShell({ fixtures: 'containers' });
    shell.out('kubectl apply -f mysql-init.yaml');
    const read = (pod: string) => shell.out(`kubectl exec ${pod} -c mysql -- sh -c 'cat /etc/mysql/conf.d/*.cnf'`);
    expect(read('mysql-0')).toBe('[mysqld]\nlog-bin\n[mysqld]\nserver-id=100\n');
    expect(read('mysql-1')).toBe('[mysqld]\nsuper-read-only\n[mysqld]\nserver-id=101\n');
    expect(shell.out('kubectl get pods')).toMatch(/mysql-0 +1\/1 +Running +0 +0s\nmysql-1 +1\/1 +Running/);
  });

  it('ZooKeeper: names of the ensemble from the own name, numbers that stay', () => {
    const shell = newShell({ fixtures: 'containers' });
    shell.out('kubectl apply -f zookeeper.yaml');
    const ids = 'for i in 0 1 2; do kubectl exec zk-$i -- cat /var/lib/zookeeper/data/myid; done';
    expect(shell.out(ids)).toBe('1\n2\n3\n');
    expect(shell.out('kubectl logs zk-2')).toBe(
      'server.1=zk-0.zk-hs.default.svc.cluster.local:2888:3888\n' +
        'server.2=zk-1.zk-hs.default.svc.cluster.local:2888:3888\n' +
        'server.3=zk-2.zk-hs.default.svc.cluster.local:2888:3888\n',
    );
    expect(shell.out('for i in 0 1 2; do kubectl exec zk-$i -- hostname -f; done')).toBe(
      'zk-0.zk-hs.default.svc.cluster.local\nzk-1.zk-hs.default.svc.cluster.local\nzk-2.zk-hs.default.svc.cluster.local\n',
    );
  });
});

describe('configuration in containers', () => {
  it('a changed ConfigMap shows the new file, and leaves variables and subPaths as they were', () => {
    const shell = newShell({ fixtures: 'containers' });
    shell.out('kubectl apply -f config.yaml');
    const cat = 'kubectl exec reader -- cat /etc/settings/app.conf /etc/one.conf';
    expect(shell.out(cat)).toBe('greeting=hello\ngreeting=hello\n');
    shell.out(
      `kubectl patch configmap settings --type merge -p '{"data":{"app.conf":"greeting=bye\\n","color":"red"}}'`,
    );
    expect(shell.out('kubectl exec reader -- cat /etc/settings/app.conf')).toBe('greeting=bye\n');
    expect(shell.out("kubectl exec reader -- sh -c 'echo $COLOR $CM_color'")).toBe('blue blue\n');
    expect(shell.out('kubectl exec reader -- cat /etc/one.conf')).toBe('greeting=hello\n');
  });

  it('a Secret has its mode and path, and variables come from every source', () => {
    const shell = newShell({ fixtures: 'containers' });
    shell.out('kubectl apply -f config.yaml');
    expect(shell.out('kubectl exec reader -- cat /etc/login/keys/password')).toBe('s3cret');
    expect(shell.out('kubectl exec reader -- stat -L -c %a /etc/login/keys/password')).toBe('400\n');
    expect(shell.out('kubectl exec reader -- cat /etc/about/labels')).toBe('app="reader"');
    expect(
      shell.out(
        "kubectl exec reader -- sh -c 'echo $COLOR $PASSWORD $POD_NAME $MEMORY; echo $TEXT $KUBERNETES_SERVICE_PORT'",
      ),
    ).toBe('blue s3cret reader 64\nreader is blue 443\n');
    expect(shell('kubectl exec reader -- touch /etc/login/x').stderr).toContain('Read-only file system');
    shell.out('kubectl label pod reader tier=test');
    expect(shell.out('kubectl exec reader -- cat /etc/about/labels')).toBe('app="reader"\ntier="test"');
  });

  it('a volume that is full says so', () => {
    const shell = newShell({ fixtures: 'containers' });
    shell.out('kubectl apply -f config.yaml');
    const { stderr, exitCode } = shell('kubectl exec reader -- dd if=/dev/zero of=/scratch/big bs=1M count=2');
    expect(stderr).toContain("dd: error writing '/scratch/big': No space left on device\n");
    expect(exitCode).toBe(1);
  });
});

describe('processes in time', () => {
  const pod = (name: string, command: string, policy = 'Always') => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  restartPolicy: ${policy}
  containers:
  - {name: main, image: busybox, command: [sh, -c, ${JSON.stringify(command)}]}
`;

  it('a loop logs one line each five seconds', () => {
    const shell = newShell();
    shell.write('pod.yaml', pod('ticker', 'i=0; while true; do echo "$i: $(date +%T)"; i=$((i+1)); sleep 5; done'));
    shell.out('kubectl apply -f pod.yaml');
    expect(shell.out('kubectl logs ticker')).toBe('0: 12:00:00\n');
    shell.wait(12);
    expect(shell.out('kubectl logs ticker')).toBe('0: 12:00:00\n1: 12:00:05\n2: 12:00:10\n');
    expect(shell.out('kubectl logs ticker --tail=1 --timestamps')).toBe('2025-06-01T12:00:10.000000000Z 2: 12:00:10\n');
    expect(shell.out('kubectl logs ticker --since=5s')).toBe('2: 12:00:10\n');
    shell.out('kubectl-lite sim advance 1h');
    expect(shell.out('kubectl logs ticker --tail=1')).toBe('722: 13:00:10\n');
  });

  it('a script ends with its exit code when its time has come', () => {
    const shell = newShell();
    shell.write('pod.yaml', pod('worker', 'for i in 1 2 3; do echo step $i; sleep 10; done; exit 3', 'Never'));
    shell.out('kubectl apply -f pod.yaml');
    expect(shell.out('kubectl get pod worker --no-headers')).toMatch(/^worker +1\/1 +Running/);
    shell.wait(20);
    expect(shell.out('kubectl logs worker')).toBe('step 1\nstep 2\nstep 3\n');
    shell.wait(10);
    expect(shell.out('kubectl get pod worker --no-headers')).toMatch(/^worker +0\/1 +Error +0 +30s/);
    expect(
      shell.out("kubectl get pod worker -o jsonpath='{.status.containerStatuses[0].state.terminated.exitCode}'"),
    ).toBe('3');
  });

  it('what fails is started again, and what completes is not', () => {
    const shell = newShell();
    shell.write('fails.yaml', pod('fails', 'echo no; exit 1'));
    shell.write('done.yaml', pod('done', 'echo hello', 'Never'));
    shell.out('kubectl apply -f fails.yaml -f done.yaml');
    expect(shell.out('kubectl get pods')).toMatch(/done +0\/1 +Completed +0 .*\nfails +0\/1 +CrashLoopBackOff +1 /);
    expect(shell.out('kubectl logs done; kubectl logs fails; kubectl logs fails -p')).toBe('hello\nno\nno\n');
  });

  it('an init container waits for a name, and goes on when it is there', () => {
    const shell = newShell();
    shell.write(
      'pod.yaml',
      `
apiVersion: v1
kind: Pod
metadata: {name: myapp}
spec:
  initContainers:
  - {name: wait, image: busybox:1.28, command: [sh, -c, "until nslookup myservice; do echo waiting; sleep 2; done"]}
  containers:
  - {name: main, image: busybox:1.28, command: [sh, -c, 'echo up && sleep 3600']}
`,
    );
    shell.out('kubectl apply -f pod.yaml');
    expect(shell.out('kubectl get pod myapp --no-headers')).toMatch(/^myapp +0\/1 +Init:0\/1 +0/);
    expect(shell.out('kubectl logs myapp -c wait')).toContain('waiting\n');
    shell.out('kubectl create service clusterip myservice --tcp=80:9376');
    expect(shell.out('kubectl get pod myapp --no-headers')).toMatch(/^myapp +1\/1 +Running/);
    expect(shell.out('kubectl logs myapp -c main')).toBe('up\n');
  });

  it('a program that the image lacks is not started', () => {
    const shell = newShell();
    shell.out('kubectl run x --image=busybox --restart=Never --command -- bash -c true');
    expect(shell.out('kubectl get pod x --no-headers')).toMatch(/^x +0\/1 +StartError +0/);
    expect(shell.out('kubectl describe pod x')).toContain('exec: "bash": executable file not found in $PATH');
  });
});

describe('the network of pods', () => {
  it('leads Services, names and addresses to the pods behind them', () => {
    const shell = newShell({ fixtures: 'ordered-web' });
    shell.out(
      'kubectl apply -f service.yaml -f statefulset.yaml; kubectl run client --image=nicolaka/netshoot -- sleep infinity',
    );
    shell.out("for i in 0 1; do kubectl exec web-$i -- sh -c 'hostname > /usr/share/nginx/html/index.html'; done");
    shell.out('kubectl expose pod web-1 --name=one --port=8080 --target-port=80 --type=NodePort');
    const curl = (url: string) => shell.out(`kubectl exec client -- curl -s ${url}`);
    expect(curl('web-0.nginx')).toBe('web-0\n');
    expect(curl('http://one:8080/')).toBe('web-1\n');
    expect(curl('one.default.svc.cluster.local:8080')).toBe('web-1\n');
    expect(curl("$(kubectl get svc one -o jsonpath='{.spec.clusterIP}'):8080")).toBe('web-1\n');
    expect(curl("$(kubectl get pod web-0 -o jsonpath='{.status.podIP}')")).toBe('web-0\n');
    expect(
      curl(
        "$(kubectl get node minikube -o jsonpath='{.status.addresses[0].address}'):$(kubectl get svc one -o jsonpath='{.spec.ports[0].nodePort}')",
      ),
    ).toBe('web-1\n');
  });

  it('says why nothing answers', () => {
    const shell = newShell({ fixtures: 'ordered-web' });
    shell.out(
      'kubectl apply -f service.yaml -f statefulset.yaml; kubectl run client --image=nicolaka/netshoot -- sleep infinity',
    );
    const fails = (url: string) => shell(`kubectl exec client -- curl -sS -m 5 ${url}`);
    expect(fails('nobody')).toMatchObject({
      exitCode: 6,
      stderr: expect.stringContaining('(6) Could not resolve host: nobody\n'),
    });
    expect(fails('web-0.nginx:81')).toMatchObject({
      exitCode: 7,
      stderr: expect.stringContaining('(7) Failed to connect to web-0.nginx port 81'),
    });
    shell.write(
      'policy.yaml',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: closed}\nspec: {podSelector: {matchLabels: {app: nginx}}, policyTypes: [Ingress]}\n',
    );
    shell.out('kubectl apply -f policy.yaml');
    expect(fails('web-0.nginx')).toMatchObject({ exitCode: 28, stderr: expect.stringContaining('(28) ') });
    expect(shell.out('kubectl exec web-0 -- curl -s -o /dev/null -w "%{http_code}" localhost')).toBe('403');
  });
});
