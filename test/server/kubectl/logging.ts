import { manifest, rows, type Scenario } from './row';

const talkers = [
  manifest(
    'Pod',
    `metadata: {name: talker, labels: {role: talk}}
spec:
  restartPolicy: Never
  initContainers:
  - {name: init, image: 'busybox:1.36', command: [sh, -c, 'echo init one; echo init two']}
  containers:
  - {name: main, image: 'busybox:1.36', command: [sh, -c, 'echo one; echo two; printf three']}
  - {name: side, image: 'busybox:1.36', command: [echo, side line]}
`,
  ),
  manifest(
    'Pod',
    `metadata: {name: crash, labels: {role: talk}}
spec:
  containers:
  - {name: main, image: 'busybox:1.36', command: [sh, -c, 'echo dying; exit 3']}
`,
  ),
  manifest(
    'Pod',
    `metadata: {name: noted, annotations: {kubectl.kubernetes.io/default-container: b}}
spec:
  containers:
  - {name: a, image: 'busybox:1.36', command: [sleep, infinity]}
  - {name: b, image: 'busybox:1.36', stdin: true, tty: true}
`,
  ),
].join('---\n');

const random = 'kubectl reads several logs in random order';

export const log: Scenario = {
  name: 'log',
  rows: rows(
    { line: 'apply -f -', stdin: talkers },
    'logs',
    'logs a b c',
    'logs -l a=b x',
    'logs talker',
    'logs talker side',
    'logs talker -c init --timestamps',
    'logs talker -c nope',
    { line: 'logs talker --all-containers --prefix', differs: random },
    'logs crash --all-containers --prefix',
    'logs talker main -c side',
    'logs talker --all-containers -c main',
    'logs talker main --tail 1 --prefix',
    'logs talker main --limit-bytes 5',
    'logs talker main --since 5m',
    'logs talker -f',
    'logs talker -p -c main',
    'logs crash',
    'logs crash -p',
    'logs stuck',
    'logs nope',
    'logs deployment/nope',
    'logs foo/bar',
    'logs pod/x/y',
    'logs statefulset/db',
    'logs service/web',
    'logs service/outside',
    'logs configmap/settings',
    'logs deployment/web -f --all-pods --max-log-requests 2',
    'logs -l role=none',
    'logs talker --tail=-5',
    'logs talker --limit-bytes=-1',
    'logs talker --since=-5s',
    'logs talker --since=5m --since-time=2020-01-01T00:00:00Z',
    'logs talker --since-time=garbage',
    'logs talker --pod-running-timeout=0s',
    'logs noted',
    'logs lone',
  ),
};

export const join: Scenario = {
  name: 'join',
  isThorough: true,
  rows: rows(
    { line: 'apply -f -', stdin: talkers },
    'attach',
    'attach a b c',
    'attach nope',
    'attach done',
    'attach stuck',
    'attach lone -c nope',
    'attach service/outside',
    'attach configmap/settings',
    'attach noted --pod-running-timeout=0s',
    { line: 'attach noted -i', stdin: 'hostname\nexit 4\n', differs: 'what a terminal echoes comes in pieces' },
    'port-forward',
    'port-forward nope 80',
    'port-forward lone abc',
    'port-forward service/web 8080:81',
    'port-forward service/store 15432:nope',
    'port-forward lone 70000',
    'port-forward lone x:80',
    'port-forward lone 80:',
    'port-forward lone 0',
    'port-forward done 80',
    'port-forward stuck 80',
    'port-forward service/outside 80',
    'port-forward lone 18080:80 --address foo',
    "port-forward lone 18080:80 --address ''",
    'port-forward lone 18080:80 --address 192.0.2.1',
    'port-forward lone 18080:80 --pod-running-timeout=0s',
    'cp',
    'cp a b',
    'cp :a b',
    'cp a/b/c:d e',
    'cp lone:/a web:/b',
    'cp lone: x',
    'cp nofile lone:/tmp/x',
    'cp shop.yaml nope:/tmp',
    'cp shop.yaml done:/tmp',
    { line: 'cp shop.yaml stuck:/tmp', differs: 'kubectl at times logs that its socket was closed' },
    'cp shop.yaml lone:/tmp -c nope',
    'cp shop.yaml lone:/tmp',
    'cp shop/lone:/etc/hosts hosts',
  ),
};
