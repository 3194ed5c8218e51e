import { rows, type Scenario } from './row';

const budget = `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: db}
spec: {minAvailable: 2, selector: {matchLabels: {app: db}}}
`;

const scratch = `apiVersion: v1
kind: Pod
metadata: {name: scratch, labels: {role: scratch}}
spec:
  containers: [{name: main, image: 'busybox:1.36', command: [sleep, infinity]}]
  volumes: [{name: tmp, emptyDir: {}}]
`;

/** Pods are drained one at a time: the real kubectl asks for several at once, in no order. */
export const nodes: Scenario = {
  name: 'cordon, uncordon, drain, taint',
  rows: rows(
    'cordon',
    'cordon minikube -l a=b',
    'cordon nope',
    'cordon pod/lone',
    'cordon pod/lone node/minikube',
    'cordon -l a=b',
    'cordon --selector=',
    'cordon a/b/c',
    'cordon minikube --dry-run=client',
    'cordon minikube --dry-run=server',
    'cordon no/minikube',
    'cordon minikube',
    'get nodes',
    'uncordon -l kubernetes.io/os=linux',
    'uncordon minikube',
    'get node minikube -o yaml',
    'drain',
    'drain minikube --pod-selector=,=',
    { line: 'apply -f -', stdin: scratch },
    'drain minikube --pod-selector=role=scratch',
    'drain minikube --pod-selector=role=tool',
    'drain minikube --force --dry-run=client',
    'drain minikube --force --delete-emptydir-data --dry-run=client',
    'drain minikube --force --delete-emptydir-data --pod-selector=role=scratch --dry-run=server',
    'drain minikube --force --delete-emptydir-data --pod-selector=role=scratch',
    'drain minikube --force --pod-selector=role=tool --disable-eviction --grace-period=1',
    'get pods lone scratch',
    'uncordon minikube',
    { line: 'apply -f -', stdin: budget },
    'drain minikube --pod-selector=statefulset.kubernetes.io/pod-name=db-1 --timeout=1s',
    'delete pdb db',
    'drain minikube --pod-selector=statefulset.kubernetes.io/pod-name=db-1 --timeout=10s',
    'get pods db-0 db-1',
    'drain minikube --pod-selector=nothing=here',
    'uncordon minikube',
    'get pods db-0 db-1',
    'taint',
    'taint node minikube',
    'taint nodes minikube a=b',
    'taint nodes minikube a=b:Foo',
    'taint nodes minikube a=b:NoSchedule c:PreferNoSchedule',
    'taint nodes minikube a=c:NoSchedule',
    'taint nodes minikube a=c:NoSchedule --overwrite',
    'taint nodes minikube a- d:NoSchedule -o json',
    'taint nodes minikube nope- neither:NoExecute-',
    'taint nodes minikube nope-',
    'taint nodes minikube a=1:NoSchedule a=2:NoSchedule',
    'taint nodes minikube a=1:NoSchedule a-',
    'taint nodes --all -l a=b x=y:NoSchedule',
    'taint nodes x=y:NoSchedule',
    'taint pods lone x=y:NoSchedule',
    'taint nothings lone x=y:NoSchedule',
    'taint nodes nope x=y:NoSchedule',
    'taint nodes minikube x=y:NoSchedule z',
    'taint nodes minikube x:y:z',
    'taint node -l kubernetes.io/os=linux x=y:NoSchedule --dry-run=client -o yaml',
    'taint no minikube x=y:NoSchedule --dry-run=server -o yaml',
    'taint nodes --all d- c-',
  ),
};

/** Usage, which changes with the time. */
export const usage: Scenario = {
  name: 'top',
  isThorough: true,
  rows: rows(
    'top',
    'top node',
    'top node minikube --show-capacity',
    'top nodes --no-headers -l kubernetes.io/os=linux',
    'top node --sort-by=disk',
    'top node nope',
    'top node a b',
    'top node a -l b=c',
    'top pod',
    'top pods -A',
    'top po -A --sort-by=cpu',
    'top pod --sort-by=memory --containers --sum',
    'top pod -A --sum --no-headers',
    'top pod lone --containers',
    'top pod --field-selector=metadata.name=lone',
    'top pod -l app=web',
    'top pod -l app=none',
    'top pod -n nowhere -A -l app=none',
    'top pod stuck',
    'top pod nope',
    'top pod a -l b=c',
    'top pod --field-selector=x',
    'top pod --use-protocol-buffers=false',
    'get pods.metrics.k8s.io',
    'get nodes.metrics.k8s.io',
    'api-resources --api-group=metrics.k8s.io',
  ),
};
