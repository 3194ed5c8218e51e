import { describe, expect, it } from 'vitest';
import { newShell, type Shell } from './shell';

const runNspct = 'kubectl run -i --tty nspct --image=fischerjulian/nspct --restart=Never -- bash';
const lookUp = 'nslookup postgresql-svc.k8s-training.svc.cluster.local\nexit\n';

function ipsOf(shell: Shell): string[] {
  return shell.out("kubectl get pods -l app=postgresql-a -o jsonpath='{.items[*].status.podIP}'").split(' ');
}

function describedService(addresses: readonly string[]): string {
  return `Name:                     postgresql-svc
Namespace:                k8s-training
Labels:                   app=postgresql-a
Annotations:              <none>
Selector:                 app=postgresql-a
Type:                     ClusterIP
IP Family Policy:         SingleStack
IP Families:              IPv4
IP:                       None
IPs:                      None
Port:                     postgresql-port  5432/TCP
TargetPort:               5432/TCP
Endpoints:                ${addresses.map((address) => `${address}:5432`).join(',')}
Session Affinity:         None
Internal Traffic Policy:  Cluster
Events:                   <none>
`;
}

function dialogue(addresses: readonly string[]): string {
  const records = addresses.map(
    (address) => `Name:\tpostgresql-svc.k8s-training.svc.cluster.local\nAddress: ${address}\n`,
  );
  return (
    'root@nspct:/# nslookup postgresql-svc.k8s-training.svc.cluster.local\n' +
    `Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\n${records.join('')}\n` +
    'root@nspct:/# exit\nexit\n'
  );
}

const greeting =
  'Unable to use a TTY - input is not a terminal or the right kind of file\n' +
  "If you don't see a command prompt, try pressing enter.\n";

function training(): Shell {
  const shell = newShell({ fixtures: 'postgresql' });
  expect(shell.out('kubectl create namespace k8s-training')).toBe('namespace/k8s-training created\n');
  expect(shell.out('kubectl config set-context --current --namespace=k8s-training')).toBe(
    'Context "minikube" modified.\n',
  );
  expect(shell.out('kubectl apply -f 20-headless-service.yaml')).toBe('service/postgresql-svc created\n');
  expect(shell.out('kubectl apply -f 30-stateful-set.yaml')).toBe('statefulset.apps/postgresql-sfs created\n');
  return shell;
}

function threeReplicas(): Shell {
  const shell = training();
  shell.out("sed -i.bak 's/replicas: 1/replicas: 3/' 30-stateful-set.yaml");
  expect(shell.out('kubectl apply -f 30-stateful-set.yaml')).toBe('statefulset.apps/postgresql-sfs configured\n');
  return shell;
}

describe('a headless service and the pods behind it', () => {
  it('leads to the one pod', () => {
    const shell = training();
    const addresses = ipsOf(shell);

    expect(addresses).toHaveLength(1);
    expect(shell.out('kubectl describe service postgresql-svc')).toBe(describedService(addresses));
    expect(shell(runNspct, lookUp)).toEqual({ stdout: dialogue(addresses), stderr: greeting, exitCode: 0 });
    expect(shell.out('kubectl get pods')).toBe(
      'NAME               READY   STATUS      RESTARTS   AGE\n' +
        'nspct              0/1     Completed   0          0s\n' +
        'postgresql-sfs-0   1/1     Running     0          0s\n',
    );
  });

  it('describes that pod', () => {
    const shell = training();
    const [address] = ipsOf(shell);
    const id = (path: string): string => shell.out(`kubectl get pod postgresql-sfs-0 -o jsonpath='{${path}}'`);
    const token = id('.spec.volumes[1].name');

    expect(shell('kubectl describe pod kubectl describe postgresql-sfs-0')).toEqual({
      stdout: shell.out('kubectl describe pod postgresql-sfs-0'),
      stderr:
        'Error from server (NotFound): pods "kubectl" not found\n' +
        'Error from server (NotFound): pods "describe" not found\n',
      exitCode: 1,
    });
    expect(shell.out('kubectl describe pod postgresql-sfs-0')).toBe(`Name:             postgresql-sfs-0
Namespace:        k8s-training
Priority:         0
Service Account:  default
Node:             minikube/192.168.49.2
Start Time:       Sun, 01 Jun 2025 12:00:00 +0000
Labels:           app=postgresql-a
                  apps.kubernetes.io/pod-index=0
                  controller-revision-hash=${id('.metadata.labels.controller-revision-hash')}
                  statefulset.kubernetes.io/pod-name=postgresql-sfs-0
Annotations:      <none>
Status:           Running
IP:               ${address}
IPs:
  IP:           ${address}
Controlled By:  StatefulSet/postgresql-sfs
Containers:
  postgresql:
    Container ID:   ${id('.status.containerStatuses[0].containerID')}
    Image:          postgres:17
    Image ID:       ${id('.status.containerStatuses[0].imageID')}
    Port:           5432/TCP
    Host Port:      0/TCP
    State:          Running
      Started:      Sun, 01 Jun 2025 12:00:00 +0000
    Ready:          True
    Restart Count:  0
    Environment:
      POSTGRES_PASSWORD:  for-a-simulation-only
    Mounts:
      /var/lib/postgresql/data from data (rw)
      /var/run/secrets/kubernetes.io/serviceaccount from ${token} (ro)
Conditions:
  Type                        Status
  PodReadyToStartContainers   True 
  Initialized                 True 
  Ready                       True 
  ContainersReady             True 
  PodScheduled                True 
Volumes:
  data:
    Type:       PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)
    ClaimName:  data-postgresql-sfs-0
    ReadOnly:   false
  ${token}:
    Type:                    Projected (a volume that contains injected data from multiple sources)
    TokenExpirationSeconds:  3607
    ConfigMapName:           kube-root-ca.crt
    Optional:                false
    DownwardAPI:             true
QoS Class:                   BestEffort
Node-Selectors:              <none>
Tolerations:                 node.kubernetes.io/not-ready:NoExecute op=Exists for 300s
                             node.kubernetes.io/unreachable:NoExecute op=Exists for 300s
Events:
  Type     Reason            Age   From               Message
  ----     ------            ----  ----               -------
  Warning  FailedScheduling  0s    default-scheduler  0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.
  Normal   Scheduled         0s    default-scheduler  Successfully assigned k8s-training/postgresql-sfs-0 to minikube
  Normal   Pulling           0s    kubelet            Pulling image "postgres:17"
  Normal   Pulled            0s    kubelet            ${pulled(shell)}
  Normal   Created           0s    kubelet            Created container: postgresql
  Normal   Started           0s    kubelet            Started container postgresql
`);
  });

  it('leads to all of them when there are more', () => {
    const shell = threeReplicas();
    const addresses = ipsOf(shell);

    expect(addresses).toHaveLength(3);
    expect(shell.out('kubectl get statefulsets')).toBe('NAME             READY   AGE\npostgresql-sfs   3/3     0s\n');
    expect(shell.out('kubectl describe service postgresql-svc')).toBe(describedService(addresses));
    expect(shell(runNspct, lookUp)).toEqual({ stdout: dialogue(addresses), stderr: greeting, exitCode: 0 });
  });

  it('does not run a second pod of the same name', () => {
    const shell = training();
    shell(runNspct, lookUp);

    expect(shell(runNspct, lookUp)).toEqual({
      stdout: '',
      stderr: 'Error from server (AlreadyExists): pods "nspct" already exists\n',
      exitCode: 1,
    });
    expect(shell.out('kubectl delete pod nspct')).toBe('pod "nspct" deleted\n');
    expect(shell(runNspct, lookUp).exitCode).toBe(0);
  });
});

/** Its time and size are the image's. */
function pulled(shell: Shell): string {
  const message = shell.out(
    "kubectl get events --field-selector reason=Pulled,involvedObject.name=postgresql-sfs-0 -o jsonpath='{.items[*].message}'",
  );
  expect(message).toMatch(
    /^Successfully pulled image "postgres:17" in [\d.]+s \([\d.]+s including waiting\)\. Image size: \d+ bytes\.$/,
  );
  return message;
}
